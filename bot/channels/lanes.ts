/** Work in order within a key, side by side across keys. */
export interface Lanes {
  /** Settles as `work` does; whatever it does, the next work of that key runs after it. */
  run(key: string, work: () => Promise<void>): Promise<void>
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>
}

/** Lanes with no limit of their own: one promise per busy key, none for an idle one. */
export function createLanes(): Lanes {
  const tails = new Map<string, Promise<void>>()
  return {
    run(key, work) {
      const mine = (tails.get(key) ?? Promise.resolve()).then(work)
      const tail: Promise<void> = mine
        .catch(() => undefined)
        .then(() => {
          if (tails.get(key) === tail) tails.delete(key)
        })
      tails.set(key, tail)
      return mine
    },
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values())
    },
  }
}
