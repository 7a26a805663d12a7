import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../instant.ts'
import { NUMBER, readNumber } from './numerals.ts'
import { matchAt, RANGE, sticky, type Parsed } from './scanner.ts'

/** A named part of the day. */
export type DayPart = 'dawn' | 'early' | 'morning' | 'noon' | 'afternoon' | 'dusk' | 'evening' | 'night'

/** A moment of the office's own day. */
export type WorkMoment = 'open' | 'morning-close' | 'afternoon-open' | 'close'

/** A clock time as it was named. */
export type ClockSpec =
  | { type: 'part'; part: DayPart }
  | { type: 'work'; moment: WorkMoment }
  | {
      type: 'time'
      /** Milliseconds after midnight of the named day; 24点 and 夜里12点 are a whole day. */
      ms: number
      grain: 'hour' | 'minute' | 'second'
      part?: DayPart
      /** A 12-hour reading without a word for the part of day: 3点, 8:30. */
      bare: boolean
    }

const partWords: readonly [words: string, part: DayPart][] = [
  ['凌晨 清早五更', 'dawn'],
  ['大清早 清早 清晨 早晨 早上 早间 一早 一大早 大早 大早上 朝早 朝 晨 早', 'early'],
  ['上午 午前 上昼 上半天', 'morning'],
  ['中午 正午 晌午 午间', 'noon'],
  ['下午 午后 下昼 晏昼 下半天', 'afternoon'],
  ['傍晚 黄昏 晚饭前', 'dusk'],
  ['晚上 晚间 夜晚 夜间 晚', 'evening'],
  ['深夜 半夜 午夜 子夜 夜里 夜', 'night'],
]
const parts = new Map(partWords.flatMap(([words, part]) => words.split(' ').map((word): [string, DayPart] => [word, part])))
const PART = [...parts.keys()].sort((a, b) => b.length - a.length).join('|')

const partWord = sticky(`(?:的|,)?(${PART}|[ap]\\.?m\\.?(?![a-z])|AM|PM)的?`)
const shortPart = /^(?:早|晚|夜|朝|晨)$/
// 早 and 晚 alone are parts of the day after a date (七号晚) or before a clock (早八点), not in 早稻田 or 晚礼服.
const afterShort = sticky(`[前时]|(?=${NUMBER}[点时:])|(?=$|[,。;!)\\n]|[之以]?前|[将报交送提发开到完过出来去参召的回])`)

const colon = sticky('(\\d{1,2}):([0-5]\\d)(?::([0-5]\\d))?(?:分|时|点)?(?:[整正许])?')
// 下午5.30, 今天17.30前: a point for a colon, where a date or a part of the day stands before it.
const dotted = sticky('(\\d{1,2})\\.([0-5]\\d)(?![\\d%.万亿元个米吨度公倍])(?:分|整|许)?')
const dottedEnd = sticky('\\d{1,2}\\.\\d{2}(?:分|整)?(?:之前|以前|前)')
const MINUTES = '(?:[0-5]?\\d|零[一二三四五六七八九]|[一二三四五]?十[一二三四五六七八九]?|[二三四五]十|零?[一二三四五六七八九])'
const SECONDS = `(?:(${MINUTES})秒)?`
const oClock = sticky(
  `(${NUMBER})(?:点钟?|时(?![间限期候段效常代事差刻任政])|(?=${RANGE}${NUMBER}(?:点|时(?![间限])))|[h时](?=\\d))` +
    `(?:(半)${SECONDS}|(?:过)?([一二三1-3])刻|(?:过)?(${MINUTES})(?:分钟?${SECONDS}|(?![点时:日号月年个天秒]|\\d))|(${MINUTES})秒)?(?:[整正许])?(?:钟)?`,
)
const lackingBefore = sticky(`差(${MINUTES}|一刻)分?钟?(?:到)?(${NUMBER})点`)
const lackingAfter = sticky(`(${NUMBER})点差(${MINUTES}|一刻)分?钟?`)
const meridiem = sticky('(?:([ap])\\.?m?\\.?|([AP])M?)(?![a-zA-Z])')
const meridiemHour = sticky('(\\d{1,2})(?:([ap])\\.?m\\.?|([AP])M)(?![a-zA-Z])')

const workWords: readonly [pattern: RegExp, moment: WorkMoment][] = [
  [sticky('(?:上午|中午)的?下班(?:时间?)?'), 'morning-close'],
  [sticky('下午的?上班(?:时间?)?'), 'afternoon-open'],
  [sticky('(?:下午的?|傍晚的?|晚上的?)?(?:下班|收工|散班)(?:时间?)?(?!后|时间[为是])'), 'close'],
  [sticky('(?:上午|早上)?的?一?上班(?:时间?)?(?!后|时间[为是]|族|途)'), 'open'],
  [sticky('EOD(?![A-Za-z])|eod(?![A-Za-z])'), 'close'],
  [sticky('(?:午饭|午餐|午休)(?=[之以]?前)'), 'morning-close'],
]

const beginsWork = new Set('上中下傍晚收散早的一午Ee')

/** The hour on a 24-hour clock of an hour named with its part of the day; 24 is the midnight that ends it. */
function hourIn(part: DayPart | undefined, hour: number): number {
  if (part === undefined || hour > 12) return hour
  if (part === 'dawn') return hour === 12 ? 0 : hour
  if (part === 'early' || part === 'morning') return hour
  if (part === 'noon') return hour >= 1 && hour <= 3 ? hour + 12 : hour
  if (part === 'afternoon' || part === 'dusk') return hour < 12 ? hour + 12 : hour
  // 晚上12点 ends the day; 夜里2点 is before dawn, 晚上5点 after noon.
  if (hour === 12 || hour === 0) return 24
  return hour < 5 ? hour : hour + 12
}

interface Figures {
  hour: number
  minute: number
  second?: number
  grain: 'hour' | 'minute' | 'second'
  zeroed: boolean
}

function readFigures(text: string, at: number, dots: boolean): Parsed<Figures> | undefined {
  const short = matchAt(text, at, meridiemHour)
  if (short !== undefined) {
    return { value: { hour: Number(short[1]), minute: 0, grain: 'hour', zeroed: false }, to: at + (short[1] ?? '').length }
  }
  const digital = matchAt(text, at, colon) ?? (dots ? matchAt(text, at, dotted) : undefined)
  if (digital !== undefined) {
    const [whole, hour = '', minute = '', second] = digital
    const exact = second === undefined ? {} : { second: Number(second) }
    const grain = second === undefined ? 'minute' : 'second'
    return { value: { hour: Number(hour), minute: Number(minute), ...exact, grain, zeroed: hour.startsWith('0') }, to: at + whole.length }
  }
  const lacking = matchAt(text, at, lackingBefore)
  const behind = lacking === undefined ? matchAt(text, at, lackingAfter) : undefined
  const short2 = lacking ?? behind
  if (short2 !== undefined) {
    const [whole, first = '', second = ''] = short2
    const hour = readNumber(lacking === undefined ? first : second)
    const word = lacking === undefined ? second : first
    const minutes = word === '一刻' ? 15 : readNumber(word)
    return { value: { hour: hour - 1, minute: 60 - minutes, grain: 'minute', zeroed: false }, to: at + whole.length }
  }
  const spoken = matchAt(text, at, oClock)
  if (spoken === undefined) return undefined
  const [whole, hour = '', half, halfSecond, quarter, minute, minuteSecond, onlySecond] = spoken
  const minutes = half !== undefined ? 30 : quarter !== undefined ? readNumber(quarter) * 15 : minute !== undefined ? readNumber(minute) : 0
  const seconds = halfSecond ?? minuteSecond ?? onlySecond
  const grain = seconds !== undefined ? 'second' : half !== undefined || quarter !== undefined || minute !== undefined ? 'minute' : 'hour'
  const value: Figures = { hour: readNumber(hour), minute: minutes, grain, zeroed: /^0\d/.test(hour) }
  if (seconds !== undefined) value.second = readNumber(seconds)
  return { value, to: at + whole.length }
}

function parsePart(text: string, at: number): Parsed<DayPart> | undefined {
  const found = matchAt(text, at, partWord)
  if (found === undefined) return undefined
  const word = found[1] ?? ''
  const to = at + found[0].length
  if (/^[aA]/.test(word)) return { value: 'morning', to }
  if (/^[pP]/.test(word)) return { value: 'afternoon', to }
  const part = parts.get(word)
  if (part === undefined) return undefined
  if (shortPart.test(word) && matchAt(text, to, afterShort) === undefined) return undefined
  return { value: part, to }
}

/** 25点, 9点99 and unreadable numerals are no clock times. */
const isClock = ({ hour, minute, second = 0 }: Figures): boolean =>
  hour >= 0 && hour <= 24 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59

/**
 * A clock time or part of the day: 下午3点半, 17:30, 上午, 3pm, 下班. `inherited` is the part of day of a range's first
 * end; `isDated` that a date stands before it, so that 17.30前 is a clock time.
 */
export function parseClock(text: string, at: number, inherited?: DayPart, isDated = false): Parsed<ClockSpec> | undefined {
  const skipped = text.charAt(at) === '的' || text.charAt(at) === ',' ? at + 1 : at
  for (const [pattern, moment] of beginsWork.has(text.charAt(skipped)) ? workWords : []) {
    const found = matchAt(text, skipped, pattern)
    if (found !== undefined) return { value: { type: 'work', moment }, to: skipped + found[0].length }
  }
  const part = parsePart(text, at)
  let next = part?.to ?? (text.charAt(at) === ' ' ? at + 1 : at)
  const again = part === undefined ? undefined : parsePart(text, next)
  if (again !== undefined) next = again.to
  const dots = part !== undefined || (isDated && matchAt(text, next, dottedEnd) !== undefined)
  const figures = readFigures(text, next, dots)
  if (figures === undefined || !isClock(figures.value)) {
    return part === undefined ? undefined : { value: { type: 'part', part: part.value }, to: trim(text, part.to) }
  }
  const { hour, minute, second = 0, grain, zeroed } = figures.value
  const suffix = matchAt(text, figures.to, meridiem)
  const letter = (suffix?.[1] ?? suffix?.[2] ?? '').toLowerCase()
  const named = again?.value ?? part?.value ?? (letter === 'p' ? 'afternoon' : letter === 'a' ? 'dawn' : inherited)
  const clockHour = hourIn(named, hour)
  if (clockHour === 24 && (minute > 0 || second > 0) && hour === 24) return undefined
  const ms = clockHour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS
  const bare = named === undefined && !zeroed && hour >= 1 && hour <= 12
  const to = figures.to + (suffix?.[0].length ?? 0)
  return { value: { type: 'time', ms, grain, bare, ...(named === undefined ? {} : { part: named }) }, to }
}

const trim = (text: string, to: number): number => (text.charAt(to - 1) === '的' ? to - 1 : to)
