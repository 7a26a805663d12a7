import type { Instant } from '../instant.ts'
import type { OfficeCalendar } from './index.ts'

type Hours = Pick<
  OfficeCalendar,
  'dayOf' | 'addWorkingDays' | 'isWorkingDay' | 'openOfWork' | 'morningClose' | 'afternoonOpen' | 'closeOfWork'
>

/** The first instant at which so much working time has passed since `from`: the other way round of `workingMs`. */
export const afterWorking = (calendar: Hours, from: Instant, ms: number): Instant => {
  if (ms <= 0) return from
  let left = ms
  let day = calendar.dayOf(from)
  if (!calendar.isWorkingDay(day)) day = calendar.addWorkingDays(day, 1)
  for (;;) {
    const spans = [
      [calendar.openOfWork(day), calendar.morningClose(day)],
      [calendar.afternoonOpen(day), calendar.closeOfWork(day)],
    ] as const
    for (const [open, close] of spans) {
      const start = Math.max(from, open)
      const length = Math.max(0, close - start)
      if (length >= left) return start + left
      left -= length
    }
    day = calendar.addWorkingDays(day, 1)
  }
}
