import { parseCalendarDate } from './parse-calendar-date.ts'
import { parseClock, type ClockSpec, type DayPart } from './parse-clock.ts'
import { parseDate } from './parse-date.ts'
import { parseNumericDate } from './parse-numeric-date.ts'
import { parseWeekDate, weekdayOf } from './parse-week-date.ts'
import type { DateSpec } from './date-spec.ts'
import { resolveRange, resolveTime, type NamedSpan, type Now, type TimeSpec } from './resolve-time.ts'
import { matchAt, RANGE, sticky, type Parsed } from './scanner.ts'

const nowWord = sticky('(?:此时此刻|此时|此刻|当前|现在|目前|眼下|当下|现时|而家|依家)')
const bracketed = sticky('[(](?:即|也就是)?')
const closing = sticky('[)]')
const connector = sticky(RANGE)
const pairing = sticky('[和与跟]')
const between = sticky('(?:之间|期间|间)')
const rangeTail = sticky('(?:之间|期间|间|这段时间)')
const loneWeekday = sticky('([一二三四五六日天])(?![一二三四五六七八九十\\d月日号点时年个])')
const lead = sticky('(?:时间)?(?:从|自|由)')

/** Whether a clock time may follow the date: the date is a day, or a part of one. */
const isDay = (date: DateSpec): boolean => {
  if (date.type === 'calendar') return date.day !== undefined
  if (date.type === 'week') return date.weekday !== undefined || date.weekend === true
  if (date.type === 'ordinal') return !date.span && (date.unit === 'day' || date.unit === 'weekday' || date.unit === 'working-day')
  if (date.type === 'lunar') return date.day !== undefined
  if (date.type === 'quarter' || date.type === 'half' || date.type === 'years') return false
  return true
}

const isWeekday = (date: DateSpec): boolean => date.type === 'weekday' || (date.type === 'week' && date.weekday !== undefined)

/** 12月1日(二). */
function parseShortWeekday(text: string, at: number): Parsed<DateSpec> | undefined {
  const found = matchAt(text, at, shortWeekday)
  return found === undefined ? undefined : { value: { type: 'weekday', weekday: weekdayOf(found[1] ?? '') }, to: at + 1 }
}

/** A second name of the day: 12月5日(周六), 本周五(5月3日), 周五12月5日. */
function parseCheck(text: string, at: number, date: DateSpec, thisYear: number): Parsed<DateSpec> | undefined {
  const open = matchAt(text, at, bracketed)
  const next = at + (open?.[0].length ?? 0)
  const inner = isWeekday(date)
    ? (parseNumericDate(text, next, thisYear) ?? parseCalendarDate(text, next, thisYear))
    : (parseWeekDate(text, next) ??
      (open === undefined ? undefined : parseShortWeekday(text, next)) ??
      (open === undefined ? undefined : (parseNumericDate(text, next, thisYear) ?? parseCalendarDate(text, next, thisYear))))
  if (inner === undefined || !isDay(inner.value)) return undefined
  if (open === undefined) {
    // 12月5日周六, and never 12月5日、周六: only what stands directly behind the date is its other name.
    return isWeekday(inner.value) !== isWeekday(date) ? inner : undefined
  }
  const close = matchAt(text, inner.to, closing)
  return close === undefined ? undefined : { value: inner.value, to: inner.to + 1 }
}

const limiting = sticky('(?:之|以)?前(?!后)|内|止|截')

const shortWeekday = sticky('([一二三四五六日])(?=[)])')

/** The clock time behind a date, also behind a comma: 12月1日,17:30. */
function clockAfter(text: string, at: number): Parsed<ClockSpec> | undefined {
  const clock = parseClock(text, at, undefined, true)
  if (clock !== undefined || text.charAt(at) !== ',') return clock
  const aside = parseClock(text, at + 1)
  return aside?.value.type === 'time' ? aside : undefined
}

/** 12月1日,星期二17点: the weekday between a date and its clock time. */
function parseAside(text: string, at: number, date: DateSpec): Parsed<DateSpec> | undefined {
  if (text.charAt(at) !== ',' || isWeekday(date)) return undefined
  const inner = parseWeekDate(text, at + 1)
  if (inner?.value.type !== 'weekday') return undefined
  return matchAt(text, inner.to, limiting) !== undefined || clockAfter(text, inner.to) !== undefined ? inner : undefined
}

/** A date, a clock time or both at that place. `inherited`: the part of day of a range's first end. */
export function parseTimeSpec(text: string, at: number, thisYear: number, inherited?: DayPart): Parsed<TimeSpec> | undefined {
  const present = matchAt(text, at, nowWord)
  if (present !== undefined) return { value: { isNow: true }, to: at + present[0].length }
  const date = parseDate(text, at, thisYear)
  if (date === undefined) {
    const clock = /[的,]/.test(text.charAt(at)) ? undefined : parseClock(text, at, inherited)
    return clock === undefined ? undefined : { value: { clock: clock.value }, to: clock.to }
  }
  if (!isDay(date.value)) return { value: { date: date.value }, to: date.to }
  const check = parseCheck(text, date.to, date.value, thisYear) ?? parseAside(text, date.to, date.value)
  const to = check?.to ?? date.to
  const clock = clockAfter(text, to)
  // 本周五(5月3日): the date stands, the weekday is what is checked, so that both can be offered.
  return {
    value: {
      date: date.value,
      ...(check === undefined ? {} : { check: check.value }),
      ...(clock === undefined ? {} : { clock: clock.value }),
    },
    to: clock?.to ?? to,
  }
}

/** A named time looked up: one time, or a range of two. */
export interface TimeFound {
  /** Absent when there is no such day (2月30日). */
  span?: NamedSpan
  spec: TimeSpec
  isRange: boolean
}

function parseRangeEnd(text: string, at: number, first: TimeSpec, thisYear: number): Parsed<TimeSpec> | undefined {
  const weekday = first.date !== undefined && isWeekday(first.date) ? matchAt(text, at, loneWeekday) : undefined
  if (weekday !== undefined) return { value: { date: { type: 'weekday', weekday: weekdayOf(weekday[1] ?? '') } }, to: at + 1 }
  const part = first.clock?.type === 'time' ? first.clock.part : undefined
  return parseTimeSpec(text, at, thisYear, part)
}

/** A part of day named only at the end counts for both ends: 3点 - 5点PM. */
function shareMeridiem(first: TimeSpec, last: TimeSpec): TimeSpec {
  if (first.clock?.type !== 'time' || last.clock?.type !== 'time' || !first.clock.bare || last.clock.part !== 'afternoon') return first
  const half = 12 * 3_600_000
  return first.clock.ms < half ? { ...first, clock: { ...first.clock, ms: first.clock.ms + half, bare: false, part: 'afternoon' } } : first
}

/** One time or a range at that place, looked up from now. */
export function parseTime(text: string, at: number, now: Now): Parsed<TimeFound> | undefined {
  const from = matchAt(text, at, lead)
  const begin = at + (from?.[0].length ?? 0)
  const first = parseTimeSpec(text, begin, now.year)
  if (first === undefined) return undefined
  const join = matchAt(text, first.to, connector)
  const pair = join === undefined ? matchAt(text, first.to, pairing) : undefined
  const length = (join ?? pair)?.[0].length
  if (length !== undefined) {
    const last = parseRangeEnd(text, first.to + length, first.value, now.year)
    if (last !== undefined && (join !== undefined || matchAt(text, last.to, between) !== undefined)) {
      const span = resolveRange(shareMeridiem(first.value, last.value), last.value, now)
      const tail = matchAt(text, last.to, rangeTail)
      if (span !== undefined) return { value: { span, spec: last.value, isRange: true }, to: last.to + (tail?.[0].length ?? 0) }
    }
  }
  const span = resolveTime(first.value, now)
  return { value: { ...(span === undefined ? {} : { span }), spec: first.value, isRange: false }, to: first.to }
}
