import { isRealDay } from '../calendar/civil-day.ts'
import type { DateSpec, Part } from './date-spec.ts'
import { refValue, roll, spanOf, withDay, type DateContext, type DateSpan } from './date-span.ts'
import type { Grain } from './reading.ts'
import { dayIn, lastOfMonth, mondayOf, partsOf, type DayNumber } from './wall.ts'

function monthPart(year: number, month: number, part: Part): [DayNumber, DayNumber] {
  const first = dayIn(year, month, 1)
  const last = lastOfMonth(year, month)
  if (part === 'early') return [first, first + 9]
  if (part === 'middle') return [first + 10, first + 19]
  if (part === 'late') return [first + 20, last]
  if (part === 'first-half') return [first, first + 14]
  if (part === 'second-half') return [first + 15, last]
  return [Math.max(first, last - 4), last]
}

function yearPart(year: number, part: Part): [DayNumber, DayNumber] {
  if (part === 'early') return [dayIn(year, 1, 1), dayIn(year, 1, 31)]
  if (part === 'middle') return [dayIn(year, 6, 1), dayIn(year, 6, 30)]
  return [dayIn(year, 12, 1), dayIn(year, 12, 31)]
}

/** Years, months and days; what is left out is the present one, or the next that is still to come. */
export function resolveCalendar(spec: DateSpec & { type: 'calendar' }, context: DateContext): DateSpan | undefined {
  const base = context.anchor ?? context.today
  const now = partsOf(context.today)
  const from = partsOf(base)
  const floor = context.thisYear === true ? dayIn(now.year, 1, 1) : base
  const monthDays = (year: number, month: number): [DayNumber, DayNumber] | undefined => {
    if (spec.day !== undefined) {
      if (!isRealDay(year, month, spec.day)) return undefined
      const day = dayIn(year, month, spec.day)
      return [day, day]
    }
    return spec.part === undefined ? [dayIn(year, month, 1), lastOfMonth(year, month)] : monthPart(year, month, spec.part)
  }
  const grain: Grain = spec.day !== undefined || spec.part !== undefined ? 'day' : 'month'
  if (spec.year !== undefined && spec.month === undefined) {
    const year = refValue(spec.year, now.year)
    if (spec.part === undefined) return { first: dayIn(year, 1, 1), last: dayIn(year, 12, 31), grain: 'year' }
    const [first, last] = yearPart(year, spec.part)
    return { first, last, grain: 'day' }
  }
  if (spec.month?.relative === true) {
    const span = monthDays(...yearMonth(now.year, now.month + spec.month.value))
    return span === undefined ? undefined : { first: span[0], last: span[1], grain }
  }
  if (spec.year !== undefined && spec.month !== undefined) {
    const span = monthDays(refValue(spec.year, now.year), spec.month.value)
    return span === undefined ? undefined : { first: span[0], last: span[1], grain }
  }
  if (spec.month !== undefined) {
    const { value } = spec.month
    return spanOf(
      roll((step) => monthDays(from.year + step, value), floor, context.today),
      grain,
    )
  }
  const monthFloor = context.thisYear === true ? dayIn(now.year, now.month, 1) : base
  return spanOf(
    roll((step) => monthDays(...yearMonth(from.year, from.month + step)), monthFloor, context.today),
    grain,
  )
}

const yearMonth = (year: number, month: number): [number, number] => [
  year + Math.floor((month - 1) / 12),
  ((((month - 1) % 12) + 12) % 12) + 1,
]

/** A week from the present one, a day or a part of it. */
export function resolveWeek(spec: DateSpec & { type: 'week' }, context: DateContext): DateSpan | undefined {
  const monday = mondayOf(context.today) + spec.offset * 7
  if (spec.weekday !== undefined) return withDay(monday + spec.weekday - 1)
  if (spec.weekend === true) return { first: monday + 5, last: monday + 6, grain: 'day' }
  if (spec.half === 'first-half') return { first: monday, last: monday + 2, grain: 'day' }
  if (spec.half === 'second-half') return { first: monday + 3, last: monday + 6, grain: 'day' }
  return { first: monday, last: monday + 6, grain: 'week' }
}

/** A quarter, its end, its beginning or one of its months. */
export function resolveQuarter(spec: DateSpec & { type: 'quarter' }, context: DateContext): DateSpan | undefined {
  const now = partsOf(context.today)
  const thisQuarter = Math.floor((now.month - 1) / 3) + 1
  const months = (year: number, quarter: number): [DayNumber, DayNumber] => {
    const month = quarter * 3 - 2
    if (spec.month !== undefined) return [dayIn(year, month + spec.month - 1, 1), lastOfMonth(year, month + spec.month - 1)]
    if (spec.part === 'end') return [lastOfMonth(year, month + 2) - 4, lastOfMonth(year, month + 2)]
    if (spec.part === 'early') return [dayIn(year, month, 1), dayIn(year, month, 10)]
    return [dayIn(year, month, 1), lastOfMonth(year, month + 2)]
  }
  const grain: Grain = spec.part !== undefined ? 'day' : spec.month !== undefined ? 'month' : 'quarter'
  if (spec.quarter.relative) {
    const [first, last] = months(now.year, thisQuarter + spec.quarter.value)
    return { first, last, grain }
  }
  if (!(spec.quarter.value >= 1 && spec.quarter.value <= 4)) return undefined
  if (spec.year !== undefined) {
    const [first, last] = months(refValue(spec.year, now.year), spec.quarter.value)
    return { first, last, grain }
  }
  const base = context.anchor ?? context.today
  const floor = context.thisYear === true ? dayIn(now.year, 1, 1) : base
  return spanOf(
    roll((step) => months(partsOf(base).year + step, spec.quarter.value), floor, context.today),
    grain,
  )
}

/** A half-year; without a year the present year's, gone by or not. */
export function resolveHalf(spec: DateSpec & { type: 'half' }, context: DateContext): DateSpan {
  const now = partsOf(context.today)
  const half = spec.half.relative ? Math.ceil(now.month / 6) + spec.half.value : spec.half.value
  const year = spec.year === undefined ? now.year : refValue(spec.year, now.year)
  const last = lastOfMonth(year, half * 6)
  if (spec.part === 'end') return { first: last - 4, last, grain: 'day' }
  if (spec.part === 'early') return { first: dayIn(year, half * 6 - 5, 1), last: dayIn(year, half * 6 - 5, 10), grain: 'day' }
  return { first: dayIn(year, half * 6 - 5, 1), last, grain: 'half' }
}
