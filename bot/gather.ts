interface Waiting<T, R> {
  item: T
  resolve(result: R): void
  reject(error: unknown): void
}

/**
 * Hands single things to `handle`, which takes several at once: whatever came while it was busy goes together, so nothing waits for
 * company. At most `atOnce` are under way, each with at most `most`. `handle` answers for each in their order; its error is everybody's.
 */
export const gather = <T, R>(
  handle: (items: readonly T[]) => Promise<readonly R[]>,
  { most, atOnce }: { most: number; atOnce: number },
): ((item: T) => Promise<R>) => {
  const waiting: Waiting<T, R>[] = []
  let busy = 0
  const handleNext = async (): Promise<void> => {
    const together = waiting.splice(0, most)
    try {
      const results = await handle(together.map(({ item }) => item))
      for (const [n, { resolve }] of together.entries()) resolve(results[n] as R)
    } catch (error) {
      for (const { reject } of together) reject(error)
    }
  }
  const serve = async (): Promise<void> => {
    busy += 1
    while (waiting.length > 0) await handleNext()
    busy -= 1
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (busy < atOnce) void serve()
    })
}
