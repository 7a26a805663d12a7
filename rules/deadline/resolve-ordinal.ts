import { dayNumber, dayOfNumber, weekdayOfNumber } from '../calendar/civil-day.ts'
import type { OfficeCalendar } from '../calendar/index.ts'
import type { DateSpec, Ref } from './date-spec.ts'
import type { DateSpan } from './date-span.ts'
import type { Grain } from './reading.ts'
import { dayIn, lastOfMonth, mondayOf, partsOf, type DayNumber } from './wall.ts'

/** What an ordinal counts in when nothing is named: the present month, and the present year for the 6th week and on. */
export function ordinalBase({ base, unit, n }: DateSpec & { type: 'ordinal' }): DateSpec {
  const now: Ref = { value: 0, relative: true }
  return base ?? (unit === 'week' && Math.abs(n) > 5 ? { type: 'calendar', year: now } : { type: 'calendar', month: now })
}

/** The n-th weekday, week, day, working day, month or quarter of a span; undefined when the span has fewer. */
export function resolveOrdinal(spec: DateSpec & { type: 'ordinal' }, span: DateSpan, calendar: OfficeCalendar): DateSpan | undefined {
  const result = (day: DayNumber, length: number, grain: Grain): DateSpan | undefined =>
    day < span.first - 6 || day > span.last
      ? undefined
      : { first: day, last: day + length - 1, grain, ...(span.passed === undefined ? {} : { passed: span.passed }) }
  const isBack = spec.n < 0
  const count = Math.abs(spec.n)
  if (spec.unit === 'day') {
    if (spec.span) return isBack ? result(span.last - count + 1, count, 'day') : result(span.first, count, 'day')
    return result(isBack ? span.last - count + 1 : span.first + count - 1, 1, 'day')
  }
  if (spec.unit === 'working-day') {
    const from = dayOfNumber(isBack ? span.last + 1 : span.first - 1)
    const day = dayNumber(calendar.addWorkingDays(from, spec.n))
    if (spec.span) return isBack ? { first: day, last: span.last, grain: 'day' } : { first: span.first, last: day, grain: 'day' }
    return result(day, 1, 'day')
  }
  if (spec.unit === 'weekday' || spec.unit === 'weekend') {
    const weekday = spec.unit === 'weekend' ? 6 : (spec.weekday ?? 1)
    const first = span.first + ((weekday - weekdayOfNumber(span.first) + 7) % 7)
    const last = span.last - ((weekdayOfNumber(span.last) - weekday + 7) % 7)
    return result(isBack ? last - (count - 1) * 7 : first + (count - 1) * 7, spec.unit === 'weekend' ? 2 : 1, 'day')
  }
  if (spec.unit === 'week') {
    // Weeks of a year are numbered by GB/T 7408 (ISO 8601: the first has the year's first Thursday); the first week of
    // a month is the one of its first Monday, the last the one of its last.
    const first = span.grain === 'year' ? mondayOf(span.first + 3) : span.first + ((8 - weekdayOfNumber(span.first)) % 7)
    const last = mondayOf(span.last)
    const monday = isBack ? last - (count - 1) * 7 : first + (count - 1) * 7
    if (spec.span) return result(isBack ? monday : first, count * 7, 'day')
    return spec.weekday === undefined ? result(monday, 7, 'week') : result(monday + spec.weekday - 1, 1, 'day')
  }
  const length = spec.unit === 'quarter' ? 3 : 1
  const start = partsOf(span.first)
  const end = partsOf(span.last)
  const grain: Grain = spec.unit === 'quarter' ? 'quarter' : 'month'
  const months = (month: number, year: number, many: number): DateSpan => ({
    first: dayIn(year, month, 1),
    last: lastOfMonth(year, month + many - 1),
    grain: spec.span ? 'day' : grain,
  })
  if (isBack) return months(end.month - count * length + 1, end.year, spec.span ? count * length : length)
  return spec.span ? months(start.month, start.year, count * length) : months(start.month + (count - 1) * length, start.year, length)
}
