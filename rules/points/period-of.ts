import { dayNumber, dayOfNumber, daysInMonth, makeDay, weekdayOfNumber } from '../calendar/civil-day.ts'
import type { Day } from '../instant.ts'

/** Shortest first. */
export const periodLengths = ['week', 'month', 'quarter', 'half', 'year'] as const

export type PeriodLength = (typeof periodLengths)[number]

/** A stretch of days that rules look at as a whole. */
export interface Period {
  /** `2026`, `2026-H1`, `2026-Q3`, `2026-03`, `2026-W05` (the fifth Sunday of the year ends it). */
  key: string
  /** 2026年第3季度 */
  label: string
  from: Day
  to: Day
}

const months = (year: number, first: number, count: number, key: string, label: string): Period => {
  const last = first + count - 1
  return { key, label, from: makeDay(year, first, 1), to: makeDay(year, last, daysInMonth(year, last)) }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** Monday to Sunday; a week belongs to the year in which it ends. */
const weeksOf = (year: number): Period[] => {
  const newYear = dayNumber(makeDay(year, 1, 1))
  const weeks: Period[] = []
  for (let end = newYear + 7 - weekdayOfNumber(newYear); end <= dayNumber(makeDay(year, 12, 31)); end += 7) {
    const number = weeks.length + 1
    weeks.push({ key: `${year}-W${two(number)}`, label: `${year}年第${number}周`, from: dayOfNumber(end - 6), to: dayOfNumber(end) })
  }
  return weeks
}

/** The periods of that length that end in a year, in order. */
export const periodsOf = (length: PeriodLength, year: number): Period[] => {
  const each = (count: number, make: (number: number) => Period): Period[] => Array.from({ length: count }, (_, at) => make(at + 1))
  switch (length) {
    case 'week':
      return weeksOf(year)
    case 'month':
      return each(12, (month) => months(year, month, 1, `${year}-${two(month)}`, `${year}年${month}月`))
    case 'quarter':
      return each(4, (quarter) => months(year, quarter * 3 - 2, 3, `${year}-Q${quarter}`, `${year}年第${quarter}季度`))
    case 'half':
      return each(2, (half) => months(year, half * 6 - 5, 6, `${year}-H${half}`, `${year}年${half === 1 ? '上' : '下'}半年`))
    case 'year':
      return [months(year, 1, 12, String(year), `${year}年`)]
  }
}
