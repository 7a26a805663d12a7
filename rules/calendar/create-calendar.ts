import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Day, type Instant } from '../instant.ts'
import type { OfficeSettings } from '../office-settings.ts'
import { dayNumber, dayOfNumber, weekdayOfNumber } from './civil-day.ts'
import type { LocalTime, OfficeCalendar } from './index.ts'
import { readHolidayYear, type HolidayYear } from './public-holidays.ts'
import { yearlyHolidays, type YearNotice } from './yearly-holidays.ts'
import { createZoneClock } from './zone-clock.ts'

type CalendarSettings = Pick<OfficeSettings, 'timezone' | 'workHours' | 'calendarOverrides'>

const clockMs = (clock: string): number => Number(clock.slice(0, 2)) * HOUR_MS + Number(clock.slice(3, 5)) * MINUTE_MS

/**
 * The calendar of an office. What an office's own settings say of a day stands above the yearly notices, which
 * stand above the holiday package. A year nobody has data for works by weekends and the statutory days alone
 * and is noted in `yearsWithoutData`. A day that no row of the work-hour table covers takes the first row.
 */
export function createCalendar(settings: CalendarSettings, notices: Readonly<Record<number, YearNotice>> = yearlyHolidays): OfficeCalendar {
  const clock = createZoneClock(settings.timezone)
  const closed = new Set(settings.calendarOverrides.holidays)
  const worked = new Set(settings.calendarOverrides.workdays)
  const years = new Map<number, HolidayYear>()
  const yearsWithoutData = new Set<number>()

  const yearOf = (day: Day): HolidayYear => {
    const year = Number(day.slice(0, 4))
    let known = years.get(year)
    if (known === undefined) {
      known = readHolidayYear(year, notices)
      years.set(year, known)
      if (!known.published && !closed.has(`${day.slice(0, 4)}-10-01`)) yearsWithoutData.add(year)
    }
    return known
  }
  // Sweeps walk over the same few weeks for every todo.
  const knownDays = new Map<number, boolean>()
  const isWorkingNumber = (number: number): boolean => {
    let known = knownDays.get(number)
    if (known === undefined) knownDays.set(number, (known = isWorkingDay(dayOfNumber(number))))
    return known
  }
  const isWorkingDay = (day: Day): boolean => {
    if (worked.has(day)) return true
    if (closed.has(day)) return false
    const year = yearOf(day)
    if (year.worked.has(day)) return true
    return !year.rest.has(day) && weekdayOfNumber(dayNumber(day)) <= 5
  }
  const holidayName = (day: Day): string | undefined => {
    if (worked.has(day)) return undefined
    return yearOf(day).rest.get(day) ?? (closed.has(day) ? '放假' : undefined)
  }

  const toLocal = (at: Instant): LocalTime => {
    const wall = at + clock.offsetAt(at)
    const number = Math.floor(wall / DAY_MS)
    const ms = wall - number * DAY_MS
    return {
      day: dayOfNumber(number),
      hour: Math.floor(ms / HOUR_MS),
      minute: Math.floor(ms / MINUTE_MS) % 60,
      second: Math.floor(ms / SECOND_MS) % 60,
    }
  }
  const atMs = (day: Day, ms: number): Instant => clock.instantOf(dayNumber(day) * DAY_MS + ms)
  const dayOf = (at: Instant): Day => dayOfNumber(Math.floor((at + clock.offsetAt(at)) / DAY_MS))

  const hoursOf = (day: Day): OfficeSettings['workHours'][number] => {
    const date = day.slice(5)
    const inSeason = ({ from, to }: { from: string; to: string }): boolean =>
      from <= to ? from <= date && date <= to : from <= date || date <= to
    const row = settings.workHours.find(inSeason) ?? settings.workHours[0]
    if (row === undefined) throw new Error('the work-hour table is empty')
    return row
  }

  const addWorkingDays = (day: Day, days: number): Day => {
    const step = days < 0 ? -1 : 1
    let number = dayNumber(day)
    for (let left = Math.abs(days); left > 0;) {
      number += step
      if (isWorkingNumber(number)) left -= 1
    }
    return dayOfNumber(number)
  }
  // Working days of a year up to each of its days, counted once: overdue mornings ask this of every todo.
  const counts = new Map<number, readonly number[]>()
  const countsOf = (year: number): readonly number[] => {
    let known = counts.get(year)
    if (known === undefined) {
      const upTo = [0]
      for (let number = dayNumber(`${year}-01-01`), last = dayNumber(`${year}-12-31`); number <= last; number++) {
        upTo.push((upTo.at(-1) ?? 0) + (isWorkingNumber(number) ? 1 : 0))
      }
      counts.set(year, (known = upTo))
    }
    return known
  }
  /** Working days from the year's first day up to and with that day. */
  const countUpTo = (day: Day): number => countsOf(Number(day.slice(0, 4)))[dayNumber(day) - dayNumber(`${day.slice(0, 4)}-01-01`) + 1] ?? 0
  const workingDaysBetween = (from: Day, to: Day): number => {
    if (to < from) return -workingDaysBetween(to, from)
    let count = countUpTo(to) - countUpTo(from)
    for (let year = Number(from.slice(0, 4)); year < Number(to.slice(0, 4)); year++) count += countsOf(year).at(-1) ?? 0
    return count
  }
  // Lights are found by asking for the same days again and again.
  const knownSpans = new Map<number, readonly (readonly [open: Instant, close: Instant])[]>()
  /** The office hours of a day, none on a day off. */
  const spansOf = (number: number): readonly (readonly [open: Instant, close: Instant])[] => {
    let known = knownSpans.get(number)
    if (known === undefined) {
      const day = dayOfNumber(number)
      const { morning, afternoon } = hoursOf(day)
      known = isWorkingNumber(number)
        ? [morning, afternoon].map(({ open, close }) => [atMs(day, clockMs(open)), atMs(day, clockMs(close))])
        : []
      knownSpans.set(number, known)
    }
    return known
  }
  const workingMs = (from: Instant, to: Instant): number => {
    if (to <= from) return 0
    let total = 0
    for (let number = dayNumber(dayOf(from)), last = dayNumber(dayOf(to)); number <= last; number++) {
      for (const [open, close] of spansOf(number)) total += Math.max(0, Math.min(to, close) - Math.max(from, open))
    }
    return total
  }

  return {
    zone: settings.timezone,
    toLocal,
    toInstant: ({ day, hour, minute, second }) => atMs(day, hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS),
    dayOf,
    at: (day, time) => atMs(day, clockMs(time)),
    addDays: (day, days) => dayOfNumber(dayNumber(day) + days),
    weekday: (day) => weekdayOfNumber(dayNumber(day)),
    isWorkingDay,
    holidayName,
    addWorkingDays,
    workingDaysBetween,
    openOfWork: (day) => atMs(day, clockMs(hoursOf(day).morning.open)),
    morningClose: (day) => atMs(day, clockMs(hoursOf(day).morning.close)),
    afternoonOpen: (day) => atMs(day, clockMs(hoursOf(day).afternoon.open)),
    closeOfWork: (day) => atMs(day, clockMs(hoursOf(day).afternoon.close)),
    workingMs,
    yearsWithoutData,
  }
}
