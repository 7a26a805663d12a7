import { dayNumber, dayOfNumber, weekdayOfNumber } from '../calendar/civil-day.ts'
import type { OfficeCalendar } from '../calendar/index.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '../instant.ts'
import type { Amount, DateSpec } from './date-spec.ts'
import type { ClockSpec, DayPart, WorkMoment } from './parse-clock.ts'
import type { Grain, ReadingContext } from './reading.ts'
import { addAmount } from './add-amount.ts'
import type { DateContext, DateSpan } from './date-span.ts'
import { resolveDate } from './resolve-date.ts'
import { dayOfWall, partsOf, wallOf, type DayNumber, type Wall } from './wall.ts'

/** The present, on the wall and as an instant. */
export interface Now {
  at: Instant
  wall: Wall
  today: DayNumber
  year: number
  calendar: OfficeCalendar
}

/** The present that a reading counts from. */
export const nowOf = ({ sentAt, calendar }: Pick<ReadingContext, 'sentAt' | 'calendar'>): Now => {
  const wall = toWall(calendar, sentAt)
  const today = dayOfWall(wall)
  return { at: sentAt, wall, today, year: partsOf(today).year, calendar }
}

/** A date, a clock time or both, as named. `check` is a second name of the same day: 12月5日(周六). */
export interface TimeSpec {
  date?: DateSpec
  clock?: ClockSpec
  check?: DateSpec
  isNow?: boolean
}

/** A named time looked up in the calendar. */
export interface NamedSpan {
  start?: Wall
  end: Wall
  grain: Grain
  /** The exact instant of the end, where a clock time or a count of hours was named. */
  exact?: Instant
  /** First and last day, for office policy. */
  first: DayNumber
  last: DayNumber
  part?: DayPart
  work?: WorkMoment
  passed?: number
  restFrom?: DayNumber
  /** The other day that the words name, against `last`. */
  conflict?: DayNumber
  isNow?: true
}

/** When each part of the day begins and ends, in hours, for the named span. */
const partHours: Readonly<Record<DayPart, readonly [number, number]>> = {
  dawn: [0, 6],
  early: [6, 9],
  morning: [8, 12],
  noon: [12, 14],
  afternoon: [12, 18],
  dusk: [17, 19],
  evening: [18, 23],
  night: [18, 23],
}

/** Exact arithmetic for hours and less; whole days and more move the day and keep the time of day. */
export function addToNow(now: Now, amount: Amount): { wall: Wall; at: Instant } {
  const day = addAmount(now.today, amount, now.calendar)
  const exactMs = amount.terms.reduce((sum, { count, unit }) => {
    const ms = unit === 'hour' ? HOUR_MS : unit === 'minute' ? MINUTE_MS : unit === 'second' ? SECOND_MS : 0
    return sum + count * ms
  }, 0)
  const timeOfDay = now.wall - wallOf(now.today)
  const base = day === now.today ? now.at : toInstant(now.calendar, wallOf(day, timeOfDay))
  const at = base + exactMs
  return { wall: toWall(now.calendar, at), at }
}

export function toWall(calendar: OfficeCalendar, at: Instant): Wall {
  const { day, hour, minute, second } = calendar.toLocal(at)
  return dayNumber(day) * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS
}

export function toInstant(calendar: OfficeCalendar, wall: Wall): Instant {
  const day = dayOfNumber(Math.floor(wall / DAY_MS))
  const ms = wall - Math.floor(wall / DAY_MS) * DAY_MS
  return calendar.toInstant({
    day,
    hour: Math.floor(ms / HOUR_MS),
    minute: Math.floor(ms / MINUTE_MS) % 60,
    second: Math.floor(ms / SECOND_MS) % 60,
  })
}

const workMs = (calendar: OfficeCalendar, day: DayNumber, moment: WorkMoment): Instant => {
  const name = dayOfNumber(day)
  if (moment === 'open') return calendar.openOfWork(name)
  if (moment === 'morning-close') return calendar.morningClose(name)
  return moment === 'afternoon-open' ? calendar.afternoonOpen(name) : calendar.closeOfWork(name)
}

function withClock(days: DateSpan, spec: TimeSpec, clock: ClockSpec, now: Now): NamedSpan {
  const { calendar } = now
  const base = { first: days.first, last: days.last, ...(days.passed === undefined ? {} : { passed: days.passed }) }
  if (clock.type === 'work') {
    const exact = workMs(calendar, days.last, clock.moment)
    const wall = toWall(calendar, exact)
    return { ...base, start: wall, end: wall, grain: 'minute', exact, work: clock.moment }
  }
  if (clock.type === 'part') {
    const [from, to] = partHours[clock.part]
    return { ...base, start: wallOf(days.first, from * HOUR_MS), end: wallOf(days.last, to * HOUR_MS), grain: 'day', part: clock.part }
  }
  const isSmallHour = clock.ms < 5 * HOUR_MS && (clock.part === 'evening' || clock.part === 'night')
  const shifted = isSmallHour && spec.date?.type === 'day' ? clock.ms + DAY_MS : clock.ms
  // 3点 without a part of day is an afternoon hour of the office.
  const ms = clock.bare && shifted >= HOUR_MS && shifted < 7 * HOUR_MS ? shifted + DAY_MS / 2 : shifted
  const wall = wallOf(days.last, ms)
  return { ...base, start: wall, end: wall, grain: clock.grain, exact: toInstant(calendar, wall) }
}

/** The day a second name (周五, 5月3日) would mean, when it is not the day already named. */
function findConflict(named: DayNumber, check: DateSpec, context: DateContext): DayNumber | undefined {
  if (check.type === 'weekday') {
    const weekday = weekdayOfNumber(named)
    if (weekday === check.weekday) return undefined
    const sameWeek = named - weekday + check.weekday
    return sameWeek
  }
  const other = resolveDate(check, context)?.last
  return other === undefined || other === named ? undefined : other
}

/** The span of time that named words mean; undefined when they name no real day. */
export function resolveTime(spec: TimeSpec, now: Now, options: { anchor?: DayNumber; thisYear?: boolean } = {}): NamedSpan | undefined {
  if (spec.isNow === true) {
    return { start: now.wall, end: now.wall, grain: 'second', exact: now.at, first: now.today, last: now.today, isNow: true }
  }
  const context: DateContext = { calendar: now.calendar, today: now.today, ...options }
  const day = options.anchor ?? now.today
  const days: DateSpan | undefined = spec.date === undefined ? { first: day, last: day, grain: 'day' } : resolveDate(spec.date, context)
  if (days === undefined) return undefined
  const conflict = spec.check === undefined ? undefined : findConflict(days.last, spec.check, context)
  const extra = conflict === undefined ? {} : { conflict }
  // 周末下午2点 is Saturday's.
  const isWeekend = spec.date?.type === 'weekend' || (spec.date?.type === 'week' && spec.date.weekend === true)
  if (spec.clock !== undefined) return { ...withClock(isWeekend ? { ...days, last: days.first } : days, spec, spec.clock, now), ...extra }
  return { ...days, ...extra, start: wallOf(days.first), end: wallOf(days.last) }
}

/** The end of a range after its start: a clock time or day that would come before it is moved on. */
export function resolveRange(from: TimeSpec, to: TimeSpec, now: Now): NamedSpan | undefined {
  const attempt = (thisYear: boolean): NamedSpan | undefined => {
    const first = resolveTime(from, now, { thisYear })
    if (first?.start === undefined) return undefined
    const last = resolveTime(to, now, { anchor: dayOfWall(first.start) })
    if (last === undefined) return undefined
    let { end, exact } = last
    if (to.date === undefined && to.clock?.type === 'time' && end <= first.start) {
      const step = to.clock.bare && end + DAY_MS / 2 > first.start ? DAY_MS / 2 : DAY_MS
      end += step
      exact = toInstant(now.calendar, end)
    }
    if (end < first.start) return undefined
    const passed = last.passed ?? first.passed
    return {
      ...last,
      start: first.start,
      end,
      first: first.first,
      last: exact === undefined ? last.last : dayOfWall(end),
      ...(exact === undefined ? {} : { exact }),
      ...(passed === undefined ? {} : { passed }),
    }
  }
  const soonest = attempt(true)
  if (soonest !== undefined && soonest.last >= now.today) return soonest
  return attempt(false) ?? soonest
}
