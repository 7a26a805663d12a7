/** Those who wait for a message to be through; several wait for one id when it is delivered twice. */
export interface WaitingList {
  expect(messageId: string): Promise<void>
  /** The first who waits for that id is done. */
  settle(messageId: string, error?: unknown): void
  /** Nobody will be served any more. */
  abandon(): void
}

/** An empty list. */
export function createWaitingList(): WaitingList {
  const waiting = new Map<string, { resolve(): void; reject(error: Error): void }[]>()
  return {
    expect: async (messageId) =>
      await new Promise<void>((resolve, reject) => {
        waiting.set(messageId, [...(waiting.get(messageId) ?? []), { resolve, reject }])
      }),
    settle(messageId, error) {
      const [first, ...others] = waiting.get(messageId) ?? []
      if (others.length > 0) waiting.set(messageId, others)
      else waiting.delete(messageId)
      if (error === undefined) first?.resolve()
      else first?.reject(error instanceof Error ? error : new Error(String(error)))
    },
    abandon() {
      const left = [...waiting.values()].flat()
      waiting.clear()
      for (const { reject } of left) reject(new Error('the channel was stopped'))
    },
  }
}
