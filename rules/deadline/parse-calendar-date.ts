import type { DateSpec, Part, Ref } from './date-spec.ts'
import { NUMBER, readNumber } from './numerals.ts'
import { matchAt, RANGE, sticky, type Parsed } from './scanner.ts'

const FOUR = '(?:\\d{4}|[零一二三四五六七八九]{4})'
const TWO = '(?:\\d{2}|[零一二三四五六七八九]{2})'
const yearFour = sticky(`(${FOUR})(?:年度?|(?=${RANGE}(?:${FOUR}|${TWO})年))的?,?`)
const yearTwo = sticky(`(${TWO})年(?!内|后|前[^一二两三四五六七八九十\\d]|之|以|来|间|多|半|左右|代|级|龄|期|度)的?,?`)
const yearWord = sticky(
  '(今年度?|本年度?|当年|这一?年|该年|大后年|后年|明年|来年|次年|翌年|下一?个?年(?!级)|去年|上一?年度?|大前年|前年)的?,?',
)
const yearOffsets: Readonly<Record<string, number>> = {
  大后年: 3,
  后年: 2,
  明年: 1,
  来年: 1,
  次年: 1,
  翌年: 1,
  去年: -1,
  前年: -2,
  大前年: -3,
}

const monthNumber = sticky(`(${NUMBER})(?:月份?|(?=${RANGE}${NUMBER}月))的?,?`)
const monthWord = sticky('(本月|这个?月|这一月|当月|该月|下下个?月|下一?个?月|上上个?月|上一?个?月|次月|翌月|元月)份?的?,?')
const monthOffsets: Readonly<Record<string, number>> = { 次: 1, 翌: 1 }
const dayNumber = sticky(`(${NUMBER})(?:日(?![常程均元])|号(?!线|楼|院|馆|房|厅|令|桌|窗|仓|门|车|机|文)|(?=${RANGE}${NUMBER}[日号]))`)
const dayBare = sticky(
  '(3[01]|[12]\\d|[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])(?=$|[,。;!?()\\n]|之?前|以前|前|内|[到至止]|截)',
)

const parts: Readonly<Record<string, Part>> = {
  底: 'end',
  末: 'end',
  尾: 'end',
  终: 'end',
  初: 'early',
  中: 'middle',
  中旬: 'middle',
  上旬: 'early',
  上中旬: 'middle',
  中下旬: 'late',
  下旬: 'late',
  上半月: 'first-half',
  下半月: 'second-half',
  前半月: 'first-half',
  后半月: 'second-half',
}
const monthPart = sticky('(?:月|的)?(上旬|中旬|下旬|上中旬|中下旬|[上下前后]半月|底|末|尾|初|中(?![小国央学心共华医间介午标期高级层纪]))')
const monthAlone = sticky('月(底|末|尾|初|中(?=前|之前|以前|完|报|提|交|召|$|[,。]))')
const yearPart = sticky('年?(底|末|尾|终(?!总|考|奖|述|报|工|决|检)|初|中(?=前|之前|以前|完|报|提|交|召|$|[,。]))')
const yearAlone = sticky('年(底|末|尾|终(?!总|考|奖|述|报|工|决|检)|初|中(?=前|之前|以前|完|报|提|交|召|$|[,。]))')
const yearItself = sticky('年(?=内)')
const monthItself = sticky('月(?=内)')

/** A two-digit year lies in the hundred years that end thirty years from now. */
export function fullYear(twoDigits: number, thisYear: number): number {
  const first = thisYear - 69
  return first + ((((twoDigits - first) % 100) + 100) % 100)
}

export const absolute = (value: number): Ref => ({ value, relative: false })
export const away = (value: number): Ref => ({ value, relative: true })

const offsetOf = (word: string): number => {
  const bare = word.replace(/度$/, '')
  const known = yearOffsets[bare]
  if (known !== undefined) return known
  return bare.startsWith('下') ? 1 : bare.startsWith('上') ? -1 : 0
}

const beginsYear = sticky('[\\d零一二三四五六七八九今本当这该大后明来次翌下去上前]')

/** A year by number (2026年, 二零二六年, 26年) or by word (明年). */
export function parseYear(text: string, at: number, thisYear: number): Parsed<Ref> | undefined {
  if (matchAt(text, at, beginsYear) === undefined) return undefined
  const four = matchAt(text, at, yearFour)
  if (four !== undefined) {
    const value = readNumber(four[1] ?? '')
    return value >= 1900 && value <= 2199 ? { value: absolute(value), to: at + four[0].length } : undefined
  }
  const two = matchAt(text, at, yearTwo)
  if (two !== undefined) {
    return { value: absolute(fullYear(readNumber(two[1] ?? ''), thisYear)), to: at + two[0].length }
  }
  const word = matchAt(text, at, yearWord)
  return word === undefined ? undefined : { value: away(offsetOf(word[1] ?? '')), to: at + word[0].length }
}

/** A month by number (3月, 三月份) or by word (下个月). */
export function parseMonth(text: string, at: number): Parsed<Ref> | undefined {
  const number = matchAt(text, at, monthNumber)
  if (number !== undefined) {
    const value = readNumber(number[1] ?? '')
    return value >= 1 && value <= 12 ? { value: absolute(value), to: at + number[0].length } : undefined
  }
  const found = matchAt(text, at, monthWord)
  if (found === undefined) return undefined
  const word = found[1] ?? ''
  const to = at + found[0].length
  if (word === '元月') return { value: absolute(1), to }
  const steps = word.startsWith('下下') ? 2 : word.startsWith('上上') ? -2 : word.startsWith('下') ? 1 : word.startsWith('上') ? -1 : 0
  return { value: away(monthOffsets[word.charAt(0)] ?? steps), to }
}

const trimTail = (text: string, from: number, to: number): number => {
  let end = to
  while (end > from && /[,的]/.test(text.charAt(end - 1))) end -= 1
  return end
}

function withMonth(text: string, at: number, year: Ref | undefined, month: Parsed<Ref>): Parsed<DateSpec> {
  const base = { type: 'calendar' as const, ...(year === undefined ? {} : { year }), month: month.value }
  const day = matchAt(text, month.to, dayNumber) ?? matchAt(text, month.to, dayBare)
  if (day !== undefined) {
    const value = readNumber(day[1] ?? '')
    if (value >= 1 && value <= 31) return { value: { ...base, day: value }, to: month.to + day[0].length }
  }
  const bare = trimTail(text, at, month.to)
  const part = matchAt(text, month.to, monthPart)
  const named = part === undefined ? undefined : parts[part[1] ?? '']
  if (part !== undefined && named !== undefined) return { value: { ...base, part: named }, to: month.to + part[0].length }
  return { value: base, to: bare }
}

const tensAlone = sticky('([上中下]旬)(?=[之以]?前|内|完|报|上报|提|交|办|[,。;!]|$)')

/** 年底, 月末, 年内, 月内 without a year or month: the present one's. */
function parsePartAlone(text: string, at: number): Parsed<DateSpec> | undefined {
  const char = text.charAt(at)
  const tens = '上中下'.includes(char) && !/[月年]/.test(text.charAt(at - 1)) ? matchAt(text, at, tensAlone) : undefined
  if (tens !== undefined) {
    const tenDays = parts[tens[1] ?? '']
    return { value: { type: 'calendar', month: away(0), ...(tenDays === undefined ? {} : { part: tenDays }) }, to: at + tens[0].length }
  }
  if ((char !== '年' && char !== '月') || /[\d半个每一二三四五六七八九十]/.test(text.charAt(at - 1))) return undefined
  const isYear = char === '年'
  const found = matchAt(text, at, isYear ? yearAlone : monthAlone) ?? matchAt(text, at, isYear ? yearItself : monthItself)
  if (found === undefined) return undefined
  const part = parts[found[1] ?? '']
  const spec = { ...(isYear ? { year: away(0) } : { month: away(0) }), ...(part === undefined ? {} : { part }) }
  return { value: { type: 'calendar', ...spec }, to: at + found[0].length }
}

/** Dates by year, month and day, whole or in part: 2026年12月5日, 下月6号, 30日, 年底, 6月上旬. */
export function parseCalendarDate(text: string, at: number, thisYear: number): Parsed<DateSpec> | undefined {
  const year = parseYear(text, at, thisYear)
  const next = year?.to ?? at
  const month = parseMonth(text, next)
  if (month !== undefined) return withMonth(text, at, year?.value, month)
  if (year !== undefined) {
    const end = trimTail(text, at, year.to)
    const part = matchAt(text, end, yearPart) ?? matchAt(text, year.to, yearPart)
    const named = part === undefined ? undefined : parts[part[1] ?? '']
    if (part !== undefined && named !== undefined) {
      return { value: { type: 'calendar', year: year.value, part: named }, to: part.index + part[0].length }
    }
    return { value: { type: 'calendar', year: year.value }, to: end }
  }
  const alone = parsePartAlone(text, at)
  if (alone !== undefined) return alone
  const day = matchAt(text, at, dayNumber)
  if (day !== undefined && !/[第〕\]\d.]/.test(text.charAt(at - 1))) {
    const value = readNumber(day[1] ?? '')
    if (value >= 1 && value <= 31) return { value: { type: 'calendar', day: value }, to: at + day[0].length }
  }
  return undefined
}
