import type { OfficeCalendar } from '../calendar/index.ts'
import type { Ref } from './date-spec.ts'
import type { Grain } from './reading.ts'
import type { DayNumber } from './wall.ts'

/** Where a date is looked up from. */
export interface DateContext {
  calendar: OfficeCalendar
  today: DayNumber
  /** The first end of a range: dates without year, month or week are the next ones from there. */
  anchor?: DayNumber
  /** Take dates without year in the present year even when they have passed. */
  thisYear?: boolean
}

/** The days a date names, first and last. */
export interface DateSpan {
  first: DayNumber
  last: DayNumber
  grain: Grain
  /** Days since the date last passed, when a missing year or month was filled by going on to the next one. */
  passed?: number
  /** The holiday's rest, of which the named day is a part. */
  restFrom?: DayNumber
}

/** The year or month a reference means, from the present one. */
export const refValue = (ref: Ref, now: number): number => (ref.relative ? now + ref.value : ref.value)

/** The first of `candidates` (ascending) not before `base`, and how long ago the one before it was. */
export function roll(
  candidates: (step: number) => [DayNumber, DayNumber] | undefined,
  base: DayNumber,
  today: DayNumber,
): { span: [DayNumber, DayNumber]; passed?: number } | undefined {
  let before: DayNumber | undefined
  for (let step = 0; step <= 9; step++) {
    const span = candidates(step)
    if (span === undefined) continue
    if (span[1] >= base) return before === undefined ? { span } : { span, passed: today - before }
    before = span[1]
  }
  return undefined
}

/** What `roll` found, as a span. */
export const spanOf = (found: ReturnType<typeof roll>, grain: Grain): DateSpan | undefined =>
  found === undefined
    ? undefined
    : { first: found.span[0], last: found.span[1], grain, ...(found.passed === undefined ? {} : { passed: found.passed }) }

/** A single day as a span. */
export const withDay = (day: DayNumber | undefined): DateSpan | undefined =>
  day === undefined ? undefined : { first: day, last: day, grain: 'day' }
