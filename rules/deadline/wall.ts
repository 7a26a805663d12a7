import { dayNumber, daysInMonth, makeDay, weekdayOfNumber } from '../calendar/civil-day.ts'
import { DAY_MS } from '../instant.ts'

/** A reading of the office's clocks, in milliseconds as if it were UTC: time arithmetic without a zone. */
export type Wall = number

/** A calendar day as days since 1970-01-01. */
export type DayNumber = number

export interface YearMonthDay {
  year: number
  month: number
  day: number
}

export const wallOf = (day: DayNumber, ms = 0): Wall => day * DAY_MS + ms
export const dayOfWall = (wall: Wall): DayNumber => Math.floor(wall / DAY_MS)

export function partsOf(day: DayNumber): YearMonthDay {
  const date = new Date(day * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** The day number of a date whose month may lie outside 1–12 and whose day is held to the month's length. */
export function dayIn(year: number, month: number, day: number): DayNumber {
  const months = year * 12 + (month - 1)
  const realYear = Math.floor(months / 12)
  const realMonth = (((months % 12) + 12) % 12) + 1
  return dayNumber(makeDay(realYear, realMonth, Math.min(day, daysInMonth(realYear, realMonth))))
}

export const lastOfMonth = (year: number, month: number): DayNumber => dayIn(year, month + 1, 1) - 1

/** The Monday of the week the day lies in. */
export const mondayOf = (day: DayNumber): DayNumber => day - (weekdayOfNumber(day) - 1)

/** The day moved by whole months, held to the length of the month it lands in. */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const from = partsOf(day)
  return dayIn(from.year, from.month + months, from.day)
}
