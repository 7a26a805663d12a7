import { afterWorking } from '../calendar/after-working.ts'
import type { OfficeCalendar } from '../calendar/index.ts'
import { HOUR_MS, type Instant } from '../instant.ts'
import type { ProcedureLimit } from './definition.ts'

/** A clock that counts working time: running it has a due, standing still it has what is left (ms); without a limit neither. */
export interface ProcedureClock {
  dueAt: Instant | null
  leftMs: number | null
}

/** What has no limit. */
export const noClock: ProcedureClock = { dueAt: null, leftMs: null }

/** The close of work at or after an instant. */
const closeOf = (calendar: OfficeCalendar, at: Instant): Instant => {
  const day = calendar.dayOf(at)
  const isOpen = calendar.isWorkingDay(day) && at <= calendar.closeOfWork(day)
  return calendar.closeOfWork(isOpen ? day : calendar.addWorkingDays(day, 1))
}

/** A limit that begins to run: N working days end at the close of work, counted from the day after; hours to the minute. */
export const startClock = (calendar: OfficeCalendar, limit: ProcedureLimit | null, at: Instant): ProcedureClock => {
  if (limit === null) return noClock
  if ('workingHours' in limit) return { dueAt: afterWorking(calendar, at, limit.workingHours * HOUR_MS), leftMs: null }
  const { workingDays } = limit
  if (workingDays === 0) return { dueAt: closeOf(calendar, at), leftMs: null }
  return { dueAt: calendar.closeOfWork(calendar.addWorkingDays(calendar.dayOf(at), workingDays)), leftMs: null }
}

/** The clock stands still; what was overdue has nothing left. */
export const pauseClock = (calendar: OfficeCalendar, clock: ProcedureClock, at: Instant): ProcedureClock =>
  clock.dueAt === null ? clock : { dueAt: null, leftMs: calendar.workingMs(at, clock.dueAt) }

/** The clock goes on with what was left; a limit in days ends at a close of work, in the favour of those who owe. */
export const resumeClock = (
  calendar: OfficeCalendar,
  clock: ProcedureClock,
  { at, limit }: { at: Instant; limit: ProcedureLimit | null },
): ProcedureClock => {
  if (clock.leftMs === null) return clock
  const dueAt = afterWorking(calendar, at, clock.leftMs)
  const inDays = limit !== null && 'workingDays' in limit
  return { dueAt: inDays && clock.leftMs > 0 ? closeOf(calendar, dueAt) : dueAt, leftMs: null }
}

/** Working time by which something came late; 0 when it did not. */
export const lateBy = (calendar: OfficeCalendar, dueAt: Instant | null, at: Instant): number =>
  dueAt === null || at <= dueAt ? 0 : calendar.workingMs(dueAt, at)
