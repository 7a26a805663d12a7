import type { Day, Instant } from './instant.ts'

/** Slots of one person that follow each other without a gap. */
export interface SlotRun {
  day: Day
  memberId: string
  fromAt: Instant
  toAt: Instant
}

/** The slots of a roster as runs, in order of time. */
export const runsOfSlots = (slots: readonly SlotRun[]): SlotRun[] => {
  const runs: SlotRun[] = []
  for (const { day, memberId, fromAt, toAt } of slots.toSorted((a, b) => a.fromAt - b.fromAt)) {
    const last = runs.at(-1)
    if (last && last.day === day && last.memberId === memberId && last.toAt === fromAt) last.toAt = toAt
    else runs.push({ day, memberId, fromAt, toAt })
  }
  return runs
}
