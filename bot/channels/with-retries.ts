import { setTimeout as pause } from 'node:timers/promises'

/** How long to pause after each failure, whom to tell, and what ends it early (a stopping channel). */
export interface Retries {
  pausesMs: readonly number[]
  onFailure?(error: unknown): void
  signal?: AbortSignal
}

/**
 * Runs `work` until it succeeds; when the pauses are used up, or the signal says stop, the last error is thrown.
 * Safe for messages because the bot keeps each message id once.
 */
export async function withRetries<T>(work: () => Promise<T>, { pausesMs, onFailure, signal }: Retries): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await work()
    } catch (error) {
      onFailure?.(error)
      await pause(pauseMs, undefined, signal ? { signal } : {}).catch(() => undefined)
      if (signal?.aborted) throw error
    }
  }
  return await work()
}
