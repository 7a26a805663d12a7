import { dayNumber, dayOfNumber } from '../calendar/civil-day.ts'
import type { OfficeCalendar } from '../calendar/index.ts'
import type { Amount } from './date-spec.ts'
import { addMonths, type DayNumber } from './wall.ts'

/** Today moved by a whole amount; hours and less do not move the day. */
export function addAmount(day: DayNumber, amount: Amount, calendar: OfficeCalendar): DayNumber {
  let moved = day
  for (const { count, unit } of amount.terms) {
    if (unit === 'day') moved += count
    else if (unit === 'week') moved += count * 7
    else if (unit === 'month') moved = addMonths(moved, count)
    else if (unit === 'quarter') moved = addMonths(moved, count * 3)
    else if (unit === 'year') moved = addMonths(moved, count * 12)
    else if (unit === 'working-day') moved = dayNumber(calendar.addWorkingDays(dayOfNumber(moved), count))
  }
  return moved
}
