import { monotonicFactory } from 'ulid'
import type { Instant } from './instant.ts'

/**
 * A maker of 26-character ids that sort by time. `random` in [0, 1): the replay passes a seeded one, so that its output is the same twice.
 */
export const createIds = (now: () => Instant, random?: () => number): (() => string) => {
  const next = random ? monotonicFactory(random) : monotonicFactory()
  return () => next(now())
}
