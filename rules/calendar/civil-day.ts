import { DAY_MS, type Day } from '../instant.ts'

const digitsAt = (text: string, from: number, to: number): number => {
  let value = 0
  for (let at = from; at < to; at++) value = value * 10 + text.charCodeAt(at) - 48
  return value
}

/** Days since 1970-01-01 of a calendar day; the integer that day arithmetic is done in. */
export const dayNumber = (day: Day): number => Date.UTC(digitsAt(day, 0, 4), digitsAt(day, 5, 7) - 1, digitsAt(day, 8, 10)) / DAY_MS

/** The calendar day of a day number. */
export function dayOfNumber(number: number): Day {
  const date = new Date(number * DAY_MS)
  return makeDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value))

/** `YYYY-MM-DD` of a year, month 1–12 and day; not checked, see `isRealDay`. */
export const makeDay = (year: number, month: number, day: number): Day =>
  `${year > 999 ? year : String(year).padStart(4, '0')}-${two(month)}-${two(day)}`

/** Length of a month, 1–12. */
export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** Whether that day stands in the Gregorian calendar (2月30日 does not). */
export const isRealDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)

/** 1 Monday … 7 Sunday of a day number. */
export const weekdayOfNumber = (number: number): number => ((((number + 3) % 7) + 7) % 7) + 1
