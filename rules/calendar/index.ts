import type { Day, Instant } from '../instant.ts'

/** A wall-clock reading in the office's zone. */
export interface LocalTime {
  day: Day
  hour: number
  minute: number
  second: number
}

/**
 * The office's calendar: its zone, work hours, holidays and shifted working days. Pure after creation.
 * Days in the arguments and results are days of the office.
 */
export interface OfficeCalendar {
  readonly zone: string
  toLocal(at: Instant): LocalTime
  toInstant(local: LocalTime): Instant
  dayOf(at: Instant): Day
  /** The instant of a clock time `HH:mm` on that day. */
  at(day: Day, clock: string): Instant
  addDays(day: Day, days: number): Day
  /** 1 Monday … 7 Sunday. */
  weekday(day: Day): number
  isWorkingDay(day: Day): boolean
  /** Name of the public holiday the day belongs to, if it is one. */
  holidayName(day: Day): string | undefined
  /** The n-th working day after the day (before it when negative); 0 is the day itself, working or not. */
  addWorkingDays(day: Day, days: number): Day
  /** Working days in (from, to]; negative when `to` is before `from`. */
  workingDaysBetween(from: Day, to: Day): number
  openOfWork(day: Day): Instant
  morningClose(day: Day): Instant
  afternoonOpen(day: Day): Instant
  closeOfWork(day: Day): Instant
  /** Milliseconds of working time in [from, to); 0 when `to` is not after `from`. */
  workingMs(from: Instant, to: Instant): number
  /** Years asked about that have no published holiday data; the caller warns once. */
  readonly yearsWithoutData: ReadonlySet<number>
}

export { createCalendar } from './create-calendar.ts'
