import type { OfficeCalendar } from './calendar/index.ts'
import { matchedIn } from './deadline/judge-limit.ts'
import { normaliseText } from './deadline/normalise-text.ts'
import { readNumber } from './deadline/numerals.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, type Day, type Instant } from './instant.ts'
import type { Span } from './task-text.ts'

/** When something happened, and where the text says so. */
export interface EventTime {
  at: Instant
  span: Span
}

const figure = '(?:\\d{1,2}|[零一二两三四五六七八九十]{1,3})'
const dayWords = `(?:(?<year>20\\d\\d)年)?(?<month>\\d{1,2})月(?<date>\\d{1,2})[日号]|(?<only>\\d{1,2})[日号]|(?<said>[今昨]|前(?=[天日晚夜]))(?<when>[天日晨早晚夜])?`
const parts = '凌晨|清晨|早晨|早上|上午|中午|正午|下午|傍晚|晚上|晚间|夜间|夜里|深夜|午后|早|晚'
const clock = `(?<hour>${figure})(?:(?:时|点钟?|:)(?:(?<half>半)|(?<minute>${figure})(?!\\d)分?)?)(?::\\d{2})?`
const timePattern = new RegExp(`(?:于|在)?(?:(?:${dayWords})的?)?(?<part>${parts})?(?:大约|约)?${clock}(?:许|左右)?`, 'gu')
const agoPattern = new RegExp(`(?:约|大约)?(?:(?<halfHour>半)个?小时|(?<count>${figure})个?(?<unit>小时|分钟))(?:之|以)?前`, 'u')

/** Reports of what is longer ago than this name some other time. */
const longestAgoMs = 7 * DAY_MS

type Groups = Record<string, string | undefined>

/** The days that the words can mean, the latest first; two of them when no day is named. */
const daysOf = (calendar: OfficeCalendar, groups: Groups, today: Day): Day[] => {
  const { year, month, date, only, said } = groups
  const two = (value: string): string => value.padStart(2, '0')
  if (month !== undefined && date !== undefined) {
    const thisYear = Number(today.slice(0, 4))
    return (year === undefined ? [thisYear, thisYear - 1] : [Number(year)]).map((each) => `${each}-${two(month)}-${two(date)}`)
  }
  if (only !== undefined) {
    const lastMonth = calendar.addDays(`${today.slice(0, 7)}-01`, -1)
    return [today, lastMonth].map((day) => `${day.slice(0, 7)}-${two(only)}`)
  }
  if (said !== undefined) return [calendar.addDays(today, said === '今' ? 0 : said === '昨' ? -1 : -2)]
  return [today, calendar.addDays(today, -1)]
}

/** Hours of the clock that the words can mean; past midnight counts as hours of the next day (昨晚0点半 is 24:30). */
const hoursOf = (hour: number, { part = '', when = '' }: Groups): number[] => {
  const word = part || when
  if (/晚|夜|傍/u.test(word))
    return hour < 6 ? [hour + 24, ...(part === '深夜' || part === '夜里' ? [hour] : [])] : hour < 12 ? [hour + 12] : [hour]
  if (/下午|午后/u.test(word)) return [hour < 12 ? hour + 12 : hour]
  if (/中午|正午/u.test(word)) return [hour < 3 ? hour + 12 : hour]
  if (word !== '' && !/[天日]/u.test(word)) return [hour]
  return hour < 12 ? [hour + 12, hour] : [hour]
}

const isRealDay = (calendar: OfficeCalendar, day: Day): boolean =>
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u.test(day) && calendar.dayOf(calendar.at(day, '12:00')) === day

/** Every instant that one written time can mean. */
const readingsOf = (calendar: OfficeCalendar, groups: Groups, today: Day): Instant[] => {
  const hour = readNumber(groups['hour'] ?? '')
  const minute = groups['half'] ? 30 : groups['minute'] === undefined ? 0 : readNumber(groups['minute'])
  // 有一点烟: a little, and no time of the day.
  const isFigureOfSpeech =
    groups['hour'] === '一' && groups['minute'] === undefined && !groups['part'] && !groups['said'] && !groups['month']
  if (hour > 24 || minute > 59 || isFigureOfSpeech) return []
  const days = daysOf(calendar, groups, today).filter((day) => isRealDay(calendar, day))
  return days.flatMap((day) => hoursOf(hour, groups).map((each) => calendar.at(day, '00:00') + each * HOUR_MS + minute * MINUTE_MS))
}

/** The latest of the readings that had come when it was said. */
const latestOf = (readings: readonly Instant[], sentAt: Instant): Instant | null => {
  const past = readings.filter((at) => at <= sentAt && at > sentAt - longestAgoMs)
  return past.length === 0 ? null : Math.max(...past)
}

const agoIn = (text: string, sentAt: Instant): { at: Instant; index: number; length: number } | null => {
  const found = agoPattern.exec(text)
  if (!found?.groups) return null
  const { count, unit, halfHour } = found.groups
  const minutes = halfHour ? 30 : readNumber(count ?? '') * (unit === '小时' ? 60 : 1)
  // 十十: figures that make no number.
  if (Number.isNaN(minutes)) return null
  return { at: sentAt - minutes * MINUTE_MS, index: found.index, length: found[0].length }
}

/**
 * When an event happened, by the words of its first report: a time of the past, never later than they were said. Without a day the latest
 * such time; null when they name none (docs/rules.md, Urgent reports).
 */
export const readEventTime = (original: string, context: { sentAt: Instant; calendar: OfficeCalendar }): EventTime | null => {
  const { sentAt, calendar } = context
  const normalised = normaliseText(original)
  const spanned = (at: Instant, index: number, length: number): EventTime => {
    const { from, to } = matchedIn(original, normalised, index, index + length)
    return { at, span: { from, to } }
  }
  for (const found of normalised.text.matchAll(timePattern)) {
    const at = latestOf(readingsOf(calendar, found.groups ?? {}, calendar.dayOf(sentAt)), sentAt)
    if (at !== null) return spanned(at, found.index, found[0].length)
  }
  const ago = agoIn(normalised.text, sentAt)
  return ago && spanned(ago.at, ago.index, ago.length)
}
