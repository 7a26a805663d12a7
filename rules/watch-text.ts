import { plainLetters } from './roster-tokens.ts'
import { cutSpans, type Span } from './task-text.ts'
import { clocksOf, clockSpan, type WatchTimes } from './watch-slots.ts'

/** What the words that open a roster say. */
export interface WatchText {
  title: string
  /** 舆情监测 or any other watch. */
  form: 'duty' | 'opinion'
  /** Null: what is missing is `missing`. */
  times: WatchTimes | null
  missing: 'times' | 'length' | null
}

const numerals: Readonly<Record<string, number>> = { 半: 0.5, 一: 1, 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 八: 8, 十: 10, 十二: 12 }
const every =
  /(?:每隔?|间隔)(半|十二|[一二两三四五六八十]|\d{1,3})?个?(小时|钟头|分钟|刻钟)(?:[一1](?:班|次|报|格|岗)|[值报](?:[一1]次|[一1]班)?)?/u
const wholeDay = /(?:全天|每[天日]|[一1]天)[一1]班|不分班/u
const shift = new RegExp(`([\\p{Script=Han}A-Za-z]{1,6}?(?:班|岗))[\\s:\uFF1A(\uFF08]*(${clockSpan})[)\uFF09]?`, 'gu')
const fillers = /每[天日]|值班表|[,\uFF0C。;\uFF1B、]|(?:由|交|请)\s*$/gu

const minutesOf = ([, count, unit]: RegExpExecArray): number => {
  const amount = count === undefined ? 1 : (numerals[count] ?? Number(count))
  return Math.round(amount * (unit === '分钟' ? 1 : unit === '刻钟' ? 15 : 60))
}

interface Shifts {
  shifts: { name: string; from: string; to: string }[]
  cuts: Span[]
}

/** 白班8:30-17:30、夜班17:30-次日8:30; what is called 值班 is the watch itself. */
const readShifts = (plain: string): Shifts => {
  const found: Shifts = { shifts: [], cuts: [] }
  for (const match of plain.matchAll(shift)) {
    const written = match[1] ?? ''
    const before = /^(?:.*值班(?=.))?(?:每[天日])?/u.exec(written)?.[0].length ?? 0
    const name = written.slice(before)
    const clocks = clocksOf(match.slice(2))
    if (!clocks || name.endsWith('值班')) continue
    found.shifts.push({ name, ...clocks })
    found.cuts.push({ from: match.index + before, to: match.index + match[0].length })
  }
  return found
}

const spanOf = (match: RegExpExecArray | null): Span[] => (match ? [{ from: match.index, to: match.index + match[0].length }] : [])

const lengthOf = ({ from, to }: { from: string; to: string }): number => {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  return (((minutes(to) - minutes(from)) % 1_440) + 1_440) % 1_440 || 1_440
}

/**
 * Reads what a new roster is called and when there is a watch: 舆情监测 每天8:30-22:30 每小时一班, or 白班8:30-17:30、夜班17:30-次日8:30
 * (docs/rules.md, Watches). `cuts`: who takes up what is found, as it stands in the text. Pure.
 */
export const readWatchText = (text: string, cuts: readonly Span[]): WatchText => {
  const plain = plainLetters(text)
  const length = every.exec(plain)
  const whole = wholeDay.exec(plain)
  const named = length ? { shifts: [], cuts: [] } : readShifts(plain)
  const span = named.shifts.length > 0 ? null : new RegExp(clockSpan, 'u').exec(plain)
  const clocks = span && clocksOf(span)
  const used = [...cuts, ...spanOf(length), ...spanOf(whole), ...named.cuts, ...(clocks ? spanOf(span) : [])]
  const title = cutSpans(text, used).replaceAll(fillers, ' ').replaceAll(/\s+/gu, ' ').trim()
  const form = /舆情|网情/u.test(text) ? 'opinion' : 'duty'
  const said = { title, form } as const
  if (named.shifts.length > 0) return { ...said, times: { shifts: named.shifts }, missing: null }
  if (!clocks) return { ...said, times: null, missing: 'times' }
  if (whole) return { ...said, times: { shifts: [{ name: '全天', ...clocks }] }, missing: null }
  if (!length) return { ...said, times: null, missing: 'length' }
  // A day of slots ends by midnight.
  const to = clocks.to === '00:00' ? '23:59' : clocks.to
  return { ...said, times: { from: clocks.from, to, everyMinutes: Math.min(minutesOf(length), lengthOf(clocks)) }, missing: null }
}
