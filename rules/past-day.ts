import { dayNumber, dayOfNumber, isRealDay, makeDay } from './calendar/civil-day.ts'
import type { Day } from './instant.ts'

const whole = /^(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})[日号]?$/u
const monthAndDay = /^(\d{1,2})月(\d{1,2})[日号]?$/u
const words: Readonly<Record<string, number>> = { 今天: 0, 今日: 0, 昨天: 1, 昨日: 1, 前天: 2 }

/** So near a day without a year is meant as one to come, and not as last year's. */
const nearDays = 92

/** Whether a day without a year (11月25日) is one of the next weeks: whoever writes it of what has been has mistaken it. */
export const isAhead = (text: string, today: Day): boolean => {
  const short = monthAndDay.exec(text.normalize('NFKC').trim())
  if (!short) return false
  const [month, day] = short.slice(1).map(Number) as [number, number]
  const thisYear = Number(today.slice(0, 4))
  return [thisYear, thisYear + 1].some((year) => {
    const ahead = isRealDay(year, month, day) ? dayNumber(makeDay(year, month, day)) - dayNumber(today) : 0
    return ahead > 0 && ahead <= nearDays
  })
}

/**
 * A day that has been: 4月3日, 2026年4月3日, 2026-04-03, 昨天. Without a year it is the last such day, today included.
 * Null when the text is no day at all; `day` is null when no calendar has it.
 */
export const readPastDay = (text: string, today: Day): { day: Day | null } | null => {
  const plain = text.normalize('NFKC').trim()
  const back = Object.hasOwn(words, plain) ? words[plain] : undefined
  if (back !== undefined) return { day: dayOfNumber(dayNumber(today) - back) }
  const full = whole.exec(plain)
  if (full) {
    const [year, month, day] = full.slice(1).map(Number) as [number, number, number]
    return { day: isRealDay(year, month, day) ? makeDay(year, month, day) : null }
  }
  const short = monthAndDay.exec(plain)
  if (!short) return null
  const [month, day] = short.slice(1).map(Number) as [number, number]
  const thisYear = Number(today.slice(0, 4))
  // 29 February may be four years back, or eight.
  for (let year = thisYear; year > thisYear - 9; year -= 1) {
    if (isRealDay(year, month, day) && makeDay(year, month, day) <= today) return { day: makeDay(year, month, day) }
  }
  return { day: null }
}
