import { createRequire } from 'node:module'
import type chineseDays from 'chinese-days'
import type { Day } from '../instant.ts'
import { dayNumber, dayOfNumber, makeDay } from './civil-day.ts'
import { lunarMonth, solarTermDay } from './lunar-days.ts'
import type { YearNotice } from './yearly-holidays.ts'

const require = createRequire(import.meta.url)
let loaded: typeof chineseDays | undefined
const holidayPackage = (): typeof chineseDays => (loaded ??= (require('chinese-days') as { default: typeof chineseDays }).default)

/** What is special about a year's days: rest days with the name of their holiday, and worked weekend days. */
export interface HolidayYear {
  rest: ReadonlyMap<Day, string>
  worked: ReadonlySet<Day>
  /** False when nothing is published for the year and only the statutory days themselves are known. */
  published: boolean
}

const daysFrom = (first: Day, count: number): Day[] => {
  const start = dayNumber(first)
  return Array.from({ length: count }, (_, index) => dayOfNumber(start + index))
}

function fromNotice(notice: YearNotice): HolidayYear {
  const rest = new Map<Day, string>()
  for (const { name, from, to } of notice.holidays) {
    for (const day of daysFrom(from, dayNumber(to) - dayNumber(from) + 1)) rest.set(day, name)
  }
  return { rest, worked: new Set(notice.workdays), published: true }
}

/** `undefined` when the package holds nothing for the year (every published year has its National Day). */
function fromPackage(year: number): HolidayYear | undefined {
  const { getDayDetail } = holidayPackage()
  // A listed day is named `English,中文,days`; any other gets its weekday's name, which the package takes from the
  // process's own zone: so only listed days are believed, and weekdays are counted here.
  const listed = (day: Day): { name: string; work: boolean } | undefined => {
    const detail = getDayDetail(day)
    const name = detail.name.split(',')[1]
    return name === undefined ? undefined : { name, work: detail.work }
  }
  if (listed(makeDay(year, 10, 1)) === undefined) return undefined
  const rest = new Map<Day, string>()
  const worked = new Set<Day>()
  for (const day of daysFrom(makeDay(year, 1, 1), 366)) {
    const found = day.startsWith(`${year}`.padStart(4, '0')) ? listed(day) : undefined
    if (found?.work === true) worked.add(day)
    else if (found !== undefined) rest.set(day, found.name)
  }
  return { rest, worked, published: true }
}

/** The statutory days themselves (《全国年节及纪念日放假办法》, as amended for 2025), without any shifting. */
function fromStatute(year: number): HolidayYear {
  const rest = new Map<Day, string>()
  const add = (name: string, first: Day | undefined, count: number): void => {
    if (first !== undefined) for (const day of daysFrom(first, count)) rest.set(day, name)
  }
  add('元旦', makeDay(year, 1, 1), 1)
  const newYear = lunarMonth(year, 1, false)?.first
  add('春节', newYear === undefined ? undefined : dayOfNumber(dayNumber(newYear) - 1), 4)
  add('清明', solarTermDay(year, '清明'), 1)
  add('劳动节', makeDay(year, 5, 1), 2)
  add('端午', lunarDay(year, 5, 5), 1)
  add('中秋', lunarDay(year, 8, 15), 1)
  add('国庆节', makeDay(year, 10, 1), 3)
  return { rest, worked: new Set(), published: false }
}

/** The solar day of a lunar month and day; undefined when the month is shorter. */
export function lunarDay(year: number, month: number, day: number, leap = false): Day | undefined {
  const span = lunarMonth(year, month, leap)
  return span === undefined || day > span.length ? undefined : dayOfNumber(dayNumber(span.first) + day - 1)
}

/** The special days of a year: the notice entered by hand, else the holiday package, else the statute alone. */
export function readHolidayYear(year: number, notices: Readonly<Record<number, YearNotice>>): HolidayYear {
  const notice = notices[year]
  return notice === undefined ? (fromPackage(year) ?? fromStatute(year)) : fromNotice(notice)
}
