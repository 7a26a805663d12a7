import type { DateSpec, Part, Ref } from './date-spec.ts'
import { festivals, figureFestivals, termNames } from './festivals.ts'
import { NUMBER, readNumber } from './numerals.ts'
import { parseYear } from './parse-calendar-date.ts'
import { matchAt, sticky, type Parsed } from './scanner.ts'

const anyOf = (names: Iterable<string>): string => [...names].sort((a, b) => b.length - a.length).join('|')

const whole = '(假期|长假|小长假|黄金周|放假|期间|假日)?(当天|当日|那天|这天)?'
const festival = sticky(`"?(${anyOf(festivals.keys())})"?${whole}`)
const figures = sticky(
  `(?:"(${anyOf(figureFestivals.keys())})"|(${anyOf(figureFestivals.keys())})(?=前|之前|以前|节|期间|假期|长假|放假|小长假|黄金周|当天))节?${whole}`,
)
const term = sticky(`(${anyOf(termNames)})(?:节气|当天|当日|那天)?(?!军|学|区|县|镇|节水|路|街)`)
const nextHoliday = sticky('(?:节假日|节日|放假|假期|节|假)(?=前(?!后|夕?的?[一二三\\d]))')
const newYear = sticky('年关?(?=前(?!后|夕|任|半|来|往))')
const afterHoliday = sticky(
  `(?:节日?后|收假后|(${anyOf(festivals.keys())})(?:假期|长假)?后)(?:的|上班(?:的|后)?)?(?:第?(${NUMBER}|首)个?(工作日|天|日))(?:上班)?`,
)

const lunarWord = sticky('(?:农历|阴历|旧历|夏历)的?')
const lunarMonth = sticky(`(?:(闰)?(正|冬|腊|${NUMBER})月)`)
const lunarDay = sticky(
  '(初[一二三四五六七八九十\\d]{1,2}|廿[一二三四五六七八九]?|卅(?!一)|三十|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|\\d{1,2})[日号]?(?!天|点|时|个|月)',
)
// 五月廿二 is lunar; 十一月廿七日 is how a civil date is written.
const isLunarDay = /^(?:初|(?:廿|卅).?$(?<![日号]))/
const monthWords: Readonly<Record<string, number>> = { 正: 1, 冬: 11, 腊: 12 }
const lunarPart: Readonly<Record<string, Part>> = { 底: 'end', 末: 'end', 初: 'early' }
const newYearDay = sticky('大年(初[一二三四五六七八九十])')

const readLunarDay = (word: string): number => readNumber(word.replace(/^初/, '').replace(/[日号]$/, ''))

/** 农历八月十五, 正月初八, 闰四月, 腊月, 五月廿二, with or without a year. */
function parseLunar(text: string, at: number, thisYear: number): Parsed<DateSpec> | undefined {
  const newYear = matchAt(text, at, newYearDay)
  if (newYear !== undefined) {
    const day = readLunarDay(newYear[1] ?? '')
    return { value: { type: 'lunar', month: 1, leap: false, day }, to: at + newYear[0].length }
  }
  const first = matchAt(text, at, lunarWord)
  let next = at + (first?.[0].length ?? 0)
  const year = parseYear(text, next, thisYear)
  next = year?.to ?? next
  const second = matchAt(text, next, lunarWord)
  next += second?.[0].length ?? 0
  const isSaid = first !== undefined || second !== undefined
  const named = isSaid ? parseFestival(text, next, thisYear) : undefined
  if (named !== undefined) return named
  const month = matchAt(text, next, lunarMonth)
  if (month === undefined) return undefined
  const [found, leap, word = ''] = month
  const value = monthWords[word] ?? readNumber(word)
  if (!(value >= 1 && value <= 12)) return undefined
  const day = matchAt(text, next + found.length, lunarDay)
  const isLunar = isSaid || leap !== undefined || monthWords[word] !== undefined || isLunarDay.test(day?.[0] ?? '')
  if (!isLunar) return undefined
  const spec = { type: 'lunar' as const, ...(year === undefined ? {} : { year: year.value }), month: value, leap: leap !== undefined }
  const to = next + found.length
  if (day !== undefined) {
    const number = readLunarDay(day[1] ?? '')
    if (number >= 1 && number <= 30) return { value: { ...spec, day: number }, to: to + day[0].length }
  }
  const part = lunarPart[text.charAt(to)]
  return part === undefined ? { value: spec, to: text.charAt(to) === '份' ? to + 1 : to } : { value: { ...spec, part }, to: to + 1 }
}

// The names make long alternations: a look at the first character saves most of the trying.
const beginsName = new Set(['"', ...[...festivals.keys(), ...figureFestivals.keys(), ...termNames].map((name) => name.charAt(0))])

function parseFestival(text: string, at: number, thisYear: number): Parsed<DateSpec> | undefined {
  const year = parseYear(text, at, thisYear)
  const next = year?.to ?? at
  if (!beginsName.has(text.charAt(next))) return undefined
  const dated: { year?: Ref } = year === undefined ? {} : { year: year.value }
  const named = matchAt(text, next, festival)
  if (named !== undefined) {
    const value: DateSpec = { type: 'holiday', ...dated, name: named[1] ?? '', whole: named[2] !== undefined }
    return { value, to: next + named[0].length }
  }
  const figure = matchAt(text, next, figures)
  if (figure !== undefined) {
    const name = figure[1] ?? figure[2] ?? ''
    return { value: { type: 'holiday', ...dated, name, whole: figure[3] !== undefined }, to: next + figure[0].length }
  }
  const solar = matchAt(text, next, term)
  if (solar !== undefined) return { value: { type: 'term', ...dated, name: solar[1] ?? '' }, to: next + solar[0].length }
  return undefined
}

/** Dates by festival, solar term or the lunar calendar: 国庆节, 明年春节, 节前, 芒种, 腊月廿三. */
export function parseFestivalDate(text: string, at: number, thisYear: number): Parsed<DateSpec> | undefined {
  const after = matchAt(text, at, afterHoliday)
  if (after !== undefined) {
    const workingDays = after[2] === '首' ? 1 : readNumber(after[2] ?? '')
    const name = after[1] === undefined ? {} : { name: after[1] }
    if (workingDays >= 1) return { value: { type: 'after-holiday', ...name, workingDays }, to: at + after[0].length }
  }
  const turn = matchAt(text, at, newYear)
  if (turn !== undefined && !/[\d零一二三四五六七八九十百半几多数周去今明后前当本每]/.test(text.charAt(at - 1))) {
    return { value: { type: 'new-year' }, to: at + turn[0].length }
  }
  const next = matchAt(text, at, nextHoliday)
  if (next !== undefined && !/[春季环时细关章请休病产婚事年探度虚寒暑收销补]/.test(text.charAt(at - 1))) {
    return { value: { type: 'next-holiday' }, to: at + next[0].length }
  }
  return parseLunar(text, at, thisYear) ?? parseFestival(text, at, thisYear)
}
