import type { Day } from './instant.ts'
import { periodsOf, type Period } from './points/index.ts'

export const bulletinLengths = ['month', 'quarter', 'year'] as const
export type BulletinLength = (typeof bulletinLengths)[number]

/** What a bulletin is about: a month, a quarter or a year, as `Period` names it. */
export interface BulletinPeriod extends Period {
  length: BulletinLength
  /** `YYYY-MM` of its first and last month, and of January of its year. */
  firstMonth: string
  lastMonth: string
  january: string
}

const toBulletinPeriod = (length: BulletinLength, period: Period): BulletinPeriod => ({
  ...period,
  length,
  firstMonth: period.from.slice(0, 7),
  lastMonth: period.to.slice(0, 7),
  january: `${period.to.slice(0, 4)}-01`,
})

/** The period of a key (`2026-11`, `2026-Q4`, `2026`); null for anything else. */
export const findBulletinPeriod = (key: string): BulletinPeriod | null => {
  const year = Number(/^(\d{4})(?:-|$)/u.exec(key)?.[1] ?? Number.NaN)
  if (!(year >= 2000 && year <= 2199)) return null
  for (const length of bulletinLengths) {
    const found = periodsOf(length, year).find((period) => period.key === key)
    if (found) return toBulletinPeriod(length, found)
  }
  return null
}

/** The last period of that length which is over on a day. */
export const lastPeriodBefore = (length: BulletinLength, day: Day): BulletinPeriod => {
  const year = Number(day.slice(0, 4))
  const over = [...periodsOf(length, year - 1), ...periodsOf(length, year)].findLast(({ to }) => to < day)
  if (!over) throw new Error(`no ${length} ends before ${day}`)
  return toBulletinPeriod(length, over)
}

const quarters: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, '1': 1, '2': 2, '3': 3, '4': 4 }

/**
 * The period that people write: 2026年11月, 11月 (the last one that has begun), 2026年第四季度, 2026年, 上月, 上季度, 去年, 2026-11, 2026-Q4.
 * `rest` are the words behind it. Null when they begin with none.
 */
export const readBulletinPeriod = (text: string, today: Day): { period: BulletinPeriod; rest: string } | null => {
  const plain = text.normalize('NFKC').trim()
  const answer = (period: BulletinPeriod | null, said: string): { period: BulletinPeriod; rest: string } | null =>
    period && { period, rest: plain.slice(said.length).trim() }
  const relative = /^(?:上个?月|上个?季度?|去年|上年度?)/u.exec(plain)?.[0]
  if (relative !== undefined)
    return answer(lastPeriodBefore(relative.includes('月') ? 'month' : relative.includes('季') ? 'quarter' : 'year', today), relative)
  const key = /^\d{4}-(?:\d{2}|Q[1-4])(?!\d)/u.exec(plain)?.[0]
  if (key !== undefined) return answer(findBulletinPeriod(key), key)
  const quarter = /^(?:(\d{4})年)?第?([一二三四1-4])季度/u.exec(plain)
  if (quarter)
    return answer(
      withYear(quarter[1], (year) => `${year}-Q${quarters[quarter[2] ?? ''] ?? 0}`, today),
      quarter[0],
    )
  const month = /^(?:(\d{4})年)?(\d{1,2})月份?/u.exec(plain)
  if (month)
    return answer(
      withYear(month[1], (year) => `${year}-${(month[2] ?? '').padStart(2, '0')}`, today),
      month[0],
    )
  const year = /^(\d{4})年?度?/u.exec(plain)
  return year ? answer(findBulletinPeriod(year[1] ?? ''), year[0]) : null
}

/** The one of the year that is named, else the last one that has begun. */
const withYear = (named: string | undefined, keyOf: (year: number) => string, today: Day): BulletinPeriod | null => {
  if (named !== undefined) return findBulletinPeriod(keyOf(Number(named)))
  const thisYear = Number(today.slice(0, 4))
  const own = findBulletinPeriod(keyOf(thisYear))
  return own && own.from > today ? findBulletinPeriod(keyOf(thisYear - 1)) : own
}
