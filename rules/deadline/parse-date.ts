import type { DateSpec, Ref } from './date-spec.ts'
import { NUMBER, readNumber } from './numerals.ts'
import { parseAmount } from './parse-amount.ts'
import { absolute, away, parseCalendarDate, parseYear } from './parse-calendar-date.ts'
import { parseFestivalDate } from './parse-festival-date.ts'
import { parseNumericDate } from './parse-numeric-date.ts'
import { parseOrdinal } from './parse-ordinal.ts'
import { parseWeekDate } from './parse-week-date.ts'
import { matchAt, sticky, type Parsed } from './scanner.ts'

const dayWord = sticky(
  '(今明两?[天日]|明后两?[天日]|这两天|大大后[天日]|大后[天日]|后[天日](?!性)|明[天日]|今[天日]|大前[天日]|前[天日]|昨[天日]|当[天日](?!情)|本日|即日|次日|翌日|隔[天日]|第二天|' +
    '听日|寻日|琴日|今儿|明儿|后儿)|([今明昨后当次翌听])(?=[早晚夜朝晨])(?!晚报)',
)
const dayOffsets: Readonly<Record<string, number>> = {
  大大后: 4,
  大后: 3,
  后: 2,
  明: 1,
  听: 1,
  今: 0,
  当: 0,
  本: 0,
  即: 0,
  次: 1,
  翌: 1,
  隔: 1,
  第二: 1,
  昨: -1,
  寻: -1,
  琴: -1,
  前: -2,
  大前: -3,
}
const quarter = sticky(
  `(?:第?([一二三四1-4])(?:个)?季度?(?![一二三四五六七八九十\\d节报])|([首头末])(?:个)?季度|Q([1-4])(?!\\d)|([本这当该下上])一?个?季度?(?=度|末|底|初|前|内|完成|办结)度?|季度?(?=末|底|初))(末|底|初)?(?:首月|(末月))?`,
)
const half = sticky('(上|下|前|后)半年度?(?:的)?(末|底|初)?')
const halfWord = sticky('(本|这个?|当|下个?|上个?)半年度?')
const yearPair = sticky('今明两年|这两年|近两年')
function parseQuarterOrHalf(text: string, at: number, thisYear: number): Parsed<DateSpec> | undefined {
  const year = parseYear(text, at, thisYear)
  const next = year?.to ?? at
  const dated: { year?: Ref } = year === undefined ? {} : { year: year.value }
  const found = matchAt(text, next, quarter)
  if (found !== undefined) {
    const [whole, number, edge, latin, near, part, lastMonth] = found
    const ref =
      number !== undefined
        ? absolute(readNumber(number))
        : latin !== undefined
          ? absolute(Number(latin))
          : edge !== undefined
            ? absolute(edge === '末' ? 4 : 1)
            : away(near === '下' ? 1 : near === '上' ? -1 : 0)
    const monthOf = lastMonth !== undefined ? { month: 3 } : whole.endsWith('首月') ? { month: 1 } : {}
    const named = part === undefined ? {} : { part: part === '初' ? ('early' as const) : ('end' as const) }
    return { value: { type: 'quarter', ...dated, quarter: ref, ...named, ...monthOf }, to: next + whole.length }
  }
  const side = matchAt(text, next, half)
  if (side !== undefined && !(year === undefined && /[\d一二三四五六七八九十个]/.test(text.charAt(at - 1)))) {
    const number = side[1] === '上' || side[1] === '前' ? 1 : 2
    const named = side[2] === undefined ? {} : { part: side[2] === '初' ? ('early' as const) : ('end' as const) }
    return { value: { type: 'half', ...dated, half: absolute(number), ...named }, to: next + side[0].length }
  }
  const near = matchAt(text, next, halfWord)
  if (near === undefined || year !== undefined) return undefined
  const step = near[1]?.startsWith('下') === true ? 1 : near[1]?.startsWith('上') === true ? -1 : 0
  return { value: { type: 'half', half: away(step) }, to: next + near[0].length }
}

function parseDayWord(text: string, at: number): Parsed<DateSpec> | undefined {
  const workday = matchAt(text, at, nextWorkingDay)
  if (workday !== undefined) {
    return { value: { type: 'after', amount: { terms: [{ count: 1, unit: 'working-day' }] } }, to: at + workday[0].length }
  }
  const pair = matchAt(text, at, yearPair)
  if (pair !== undefined) {
    return {
      value: { type: 'years', from: pair[0].startsWith('近') ? -1 : 0, to: pair[0].startsWith('近') ? 0 : 1 },
      to: at + pair[0].length,
    }
  }
  const found = matchAt(text, at, dayWord)
  if (found === undefined) return undefined
  const word = found[1] ?? found[2] ?? ''
  const to = at + found[0].length
  if (word.startsWith('今明') || word === '这两天') return { value: { type: 'day', offset: 0, span: 2 }, to }
  if (word.startsWith('明后')) return { value: { type: 'day', offset: 1, span: 2 }, to }
  const offset = dayOffsets[word.replace(/[天日儿]$/, '')]
  return offset === undefined ? undefined : { value: { type: 'day', offset }, to }
}

const nextWorkingDay = sticky('下一?个?工作日')
const shift = sticky(`(?:的?(前|后)(${NUMBER})个?(天|日|工作日)(?!之?内|以内)|的?(?:次日|翌日|第二天|隔天))`)
const sameDay = sticky('的?(?:今天|今日|这个?时候|此时|同一天)')

const later = sticky('(?:之|以)?后的?(?!续|勤|期)')
const afterNow = sticky('(?:再过|过|后|下)(?=[\\d一二三四五六七八九十两半])')

/** 3天后, 3个星期后的周五, 2年后3月5号, 后三天的(下午). */
function parseAfter(text: string, at: number, thisYear: number): Parsed<DateSpec> | undefined {
  const lead = matchAt(text, at, afterNow)
  const amount = parseAmount(text, at + (lead?.[0].length ?? 0))
  if (amount === undefined || amount.value.least !== undefined) return undefined
  const tail = matchAt(text, amount.to, later)
  if (tail === undefined && lead?.[0].startsWith('后') !== true) return undefined
  if (tail === undefined && text.charAt(amount.to) !== '的') return undefined
  const next = amount.to + (tail?.[0].length ?? 1)
  const coarse = amount.value.terms.every(({ unit }) => unit === 'week' || unit === 'month' || unit === 'year')
  const into = coarse
    ? (parseWeekDate(text, next) ?? parseFestivalDate(text, next, thisYear) ?? parseCalendarDate(text, next, thisYear))
    : undefined
  const to = into?.to ?? (tail?.[0].endsWith('的') === true ? next - 1 : next)
  return { value: { type: 'after', amount: amount.value, ...(into === undefined ? {} : { into: into.value }) }, to }
}

/** Any date at that place of the text; `thisYear` settles two-digit years. */
export function parseDate(text: string, at: number, thisYear: number): Parsed<DateSpec> | undefined {
  const found =
    parseNumericDate(text, at, thisYear) ??
    parseAfter(text, at, thisYear) ??
    parseFestivalDate(text, at, thisYear) ??
    parseQuarterOrHalf(text, at, thisYear) ??
    parseDayWord(text, at) ??
    parseWeekDate(text, at) ??
    parseCalendarDate(text, at, thisYear)
  if (found === undefined) {
    return /[前后头]/.test(text.charAt(at)) ? undefined : parseOrdinal(text, at, undefined)
  }
  return followDate(text, found)
}

const dayOfMonth = sticky(`的?(${NUMBER})[日号]`)

/** 本季度最后一个月15日: a day of the month that was counted out. */
function dayWithin(text: string, month: Parsed<DateSpec>): Parsed<DateSpec> {
  const day =
    month.value.type === 'ordinal' && month.value.unit === 'month' && !month.value.span ? matchAt(text, month.to, dayOfMonth) : undefined
  const n = readNumber(day?.[1] ?? '0')
  if (day === undefined || !(n >= 1 && n <= 31)) return month
  return { value: { type: 'ordinal', base: month.value, unit: 'day', n, span: false }, to: month.to + day[0].length }
}

/** What may stand directly behind a date and change it: an ordinal in it (的第一周), a shift from it (前3天). */
function followDate(text: string, found: Parsed<DateSpec>): Parsed<DateSpec> {
  const { value, to } = found
  const isWide =
    value.type === 'half' ||
    value.type === 'quarter' ||
    (value.type === 'holiday' && value.whole) ||
    (value.type === 'week' && value.weekday === undefined) ||
    (value.type === 'calendar' && value.day === undefined && value.part === undefined)
  if (isWide) {
    const isNear = value.type === 'week' || (value.type === 'calendar' && (value.month ?? value.year)?.relative === true)
    const same = isNear ? matchAt(text, to, sameDay) : undefined
    if (same !== undefined) return { value: { type: 'same-day', base: value }, to: to + same[0].length }
    const within = parseOrdinal(text, to, value)
    return within === undefined ? found : dayWithin(text, within)
  }
  if (value.type === 'day' || value.type === 'after') return found
  const moved = matchAt(text, to, shift)
  if (moved === undefined) return found
  const count = moved[2] === undefined ? 1 : readNumber(moved[2])
  if (!(count >= 1 && count <= 90)) return found
  return {
    value: { type: 'shift', base: value, by: moved[1] === '前' ? -count : count, working: moved[3] === '工作日' },
    to: to + moved[0].length,
  }
}
