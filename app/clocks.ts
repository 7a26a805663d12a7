import type { Runner } from '../database/runner.ts'
import { OfficeState } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
import type { Clocks, Instant } from '../rules/instant.ts'

/** The two clocks of a running office. */
export interface OfficeClocks extends Clocks {
  /** Moves the office clock forward to that instant and keeps the offset; an earlier instant changes nothing. Demo mode only. */
  moveTo(at: Instant): Promise<void>
  /** `moveTo` by a span. */
  advance(ms: number): Promise<void>
  /** Writes down the latest office time seen, so that a restart with a set-back machine clock does not go behind it. */
  persist(): Promise<void>
}

/**
 * Reads the kept offset and latest time. Office clock = machine clock + offset, and never behind what it has shown:
 * when the machine clock is set back, it stands until the machine has caught up.
 */
export const createClocks = async (runner: Runner, machine: () => Instant = Date.now): Promise<OfficeClocks> => {
  const state = await runner.read((tx) => tx.findOneBy(OfficeState, { id: 1 }))
  let offset = state?.clockOffsetMs ?? 0
  let seen = state?.clockSeenAt ?? 0

  const office = (): Instant => {
    seen = Math.max(seen, machine() + offset)
    return seen
  }
  const persist = (): Promise<void> =>
    runner.transaction(async (tx) => {
      const kept = { clockOffsetMs: offset, clockSeenAt: office() }
      const { affected } = await tx.update(OfficeState, { id: 1 }, kept)
      if (affected === 0)
        await insertRows(tx, OfficeState, [{ id: 1, settings: {}, settingsChangedAt: null, settingsChangedById: null, ...kept }])
    })
  const moveTo = async (at: Instant): Promise<void> => {
    if (at <= office()) return
    offset = at - machine()
    await persist()
  }
  return { office, machine, moveTo, advance: (ms) => moveTo(office() + ms), persist }
}
