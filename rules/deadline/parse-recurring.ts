import { dayOfNumber } from '../calendar/civil-day.ts'
import { HOUR_MS, MINUTE_MS } from '../instant.ts'
import type { OfficeSettings } from '../office-settings.ts'
import { NUMBER, readNumber } from './numerals.ts'
import { parseClock, type ClockSpec } from './parse-clock.ts'
import { parseTime } from './parse-time.ts'
import { weekdayOf } from './parse-week-date.ts'
import type { RecurringRule } from './reading.ts'
import type { Now } from './resolve-time.ts'
import { matchAt, sticky, type Parsed } from './scanner.ts'

type Every = RecurringRule['every']

const period = sticky(
  `(?:每(?:个|逢)?|逢|逐|按)(?:(${NUMBER})个?)?(半个?月|半年|工作日|自然日|日|天|早|晚|周|星期|礼拜|月|季度?|年(?!级|度考|鉴|产|均))` +
    '(?!度考|份)(?:度)?',
)
// 一周一报, 两天一报, 3天报一次.
const oncePer = sticky(
  `(${NUMBER})?个?(半个?月|半年|工作日|天|日|周|月|季度?|年)(?:[一1](?:报(?!到|名|告)|次|汇报|调度|反馈|通报|更新|总结)|(?:上报|报送?|汇报|反馈|更新)[一1]次)`,
)
// 隔周周五, 每双周
const otherWeek = sticky('(?:每?隔一?个?|每?双)(?:周|星期)(?=[周星的,报上]|[一二三四五六日]|$)')
const everyOf: Readonly<Record<string, Every>> = {
  半个月: 'half-month',
  半月: 'half-month',
  半年: 'half-year',
  工作日: 'working-day',
  自然日: 'day',
  日: 'day',
  天: 'day',
  早: 'day',
  晚: 'day',
  周: 'week',
  星期: 'week',
  礼拜: 'week',
  月: 'month',
  季: 'quarter',
  季度: 'quarter',
  年: 'year',
}
const WEEKDAY = '(?:[一二三四五六日天](?![篇条次份期个])|[1-7](?![\\d篇条次份期个]))'
const weekdayList = sticky(`(?:的|之)?(?:周|星期|礼拜)?(${WEEKDAY}(?:[、,和及]?(?:周|星期|礼拜)?${WEEKDAY})*)`)
const weekdaySpan = sticky(`(?:的|之)?(?:周|星期|礼拜)?(${WEEKDAY})[到至-](?:周|星期|礼拜)?(${WEEKDAY})`)
const weekEnd = sticky('(?:末|日)')
const dayList = sticky(`(?:的|月)?((?:${NUMBER}[日号](?:[、,和及])?)+)`)
const monthEnd = sticky('(?:的|月)?(?:底|末|最后一[天日])')
const monthTens = sticky('(?:的|月)?(初|上旬|中旬|下旬|中)')
const workingDay = sticky(`(?:的)?(?:(第|最后)(${NUMBER}|一)个?|(首)个?)(?:工作日)`)
const monthOf = sticky(`(?:的)?(?:(首|第一|头)个?月|(第二|中间)个?月|(末|最后一|第三)个?月|(${NUMBER})月份?)`)
const seasonOf = sticky('(?:的)?(?:第?([一二三四])季度|([上下])半年)(?:[末底])?')
const followed = sticky(`(?:结束|终了|完结|度)?(?:之|以)?后(?:的)?(${NUMBER})[日天](?:之|以)?内`)
const little = sticky('(?:的|,|于|在)*')

const clockText = (ms: number): string => {
  const hour = Math.floor(ms / HOUR_MS)
  const minute = Math.floor(ms / MINUTE_MS) % 60
  return `${hour < 10 ? '0' : ''}${hour}:${minute < 10 ? '0' : ''}${minute}`
}

function clockFields(clock: ClockSpec, settings: OfficeSettings): Pick<RecurringRule, 'clock' | 'at'> {
  if (clock.type === 'time') {
    const afternoon = clock.bare && clock.ms >= HOUR_MS && clock.ms < 7 * HOUR_MS
    return { clock: clockText(afternoon ? clock.ms + 12 * HOUR_MS : clock.ms) }
  }
  if (clock.type === 'work') {
    return clock.moment === 'morning-close' ? { at: 'morning-close' } : clock.moment === 'open' ? { at: 'open' } : {}
  }
  switch (clock.part) {
    case 'dawn':
    case 'early':
      return { at: 'open' }
    case 'morning':
      return { at: 'morning-close' }
    case 'noon':
      return { clock: settings.dayparts.noon }
    case 'evening':
    case 'night':
      return { clock: settings.dayparts.evening }
    default:
      return {}
  }
}

const numbersIn = (list: string): number[] =>
  [...list.matchAll(new RegExp(NUMBER, 'g'))].map(([word]) => readNumber(word)).filter((day) => day >= 1 && day <= 31)

/** Which days of a month: 10日、20日, 月底, 第一个工作日. */
function parseMonthDays(text: string, at: number): Parsed<Partial<RecurringRule>> | undefined {
  const work = matchAt(text, at, workingDay)
  if (work !== undefined) {
    const count = work[3] !== undefined ? 1 : readNumber(work[2] ?? '')
    if (count >= 1) return { value: { workingDay: work[1] === '最后' ? -count : count }, to: at + work[0].length }
  }
  const list = matchAt(text, at, dayList)
  if (list !== undefined) {
    const days = numbersIn(list[1] ?? '').sort((a, b) => a - b)
    if (days.length > 0) return { value: { days }, to: at + list[0].replace(/[、,和及]$/, '').length }
  }
  const end = matchAt(text, at, monthEnd)
  if (end !== undefined) return { value: { days: [-1] }, to: at + end[0].length }
  const tens = matchAt(text, at, monthTens)
  if (tens === undefined) return undefined
  const word = tens[1] ?? ''
  return { value: { days: [word === '初' || word === '上旬' ? 10 : word === '下旬' ? -1 : 20] }, to: at + tens[0].length }
}

function parseWithinPeriod(text: string, at: number, every: Every): Parsed<Partial<RecurringRule>> {
  const nothing = { value: {}, to: at }
  if (every === 'week') {
    const work = matchAt(text, at, workingDay)
    if (work !== undefined) return parseMonthDays(text, at) ?? nothing
    const span = matchAt(text, at, weekdaySpan)
    const [first, last] = [weekdayOf(span?.[1] ?? ''), weekdayOf(span?.[2] ?? '')]
    if (span !== undefined && first < last) {
      return { value: { weekdays: Array.from({ length: last - first + 1 }, (_, day) => first + day) }, to: at + span[0].length }
    }
    const list = matchAt(text, at, weekdayList)
    if (list !== undefined) {
      const weekdays = [...new Set([...(list[1] ?? '').replace(/周|星期|礼拜/g, '').replace(/[、,和及]/g, '')].map(weekdayOf))].sort(
        (a, b) => a - b,
      )
      return { value: { weekdays }, to: at + list[0].length }
    }
    const end = matchAt(text, at, weekEnd)
    return end === undefined ? nothing : { value: {}, to: at + 1 }
  }
  if (every === 'day' || every === 'working-day' || every === 'half-month') return nothing
  const after = matchAt(text, at, followed)
  if (after !== undefined) return { value: { month: 1, days: [readNumber(after[1] ?? '')] }, to: at + after[0].length }
  const season = every === 'year' ? matchAt(text, at, seasonOf) : undefined
  if (season !== undefined) {
    const month = season[1] === undefined ? (season[2] === '上' ? 6 : 12) : readNumber(season[1]) * 3
    return { value: { month, days: [-1] }, to: at + season[0].length }
  }
  const month = every === 'month' ? undefined : matchAt(text, at, monthOf)
  const named =
    month === undefined
      ? undefined
      : month[1] !== undefined
        ? 1
        : month[2] !== undefined
          ? 2
          : month[3] !== undefined
            ? 3
            : readNumber(month[4] ?? '')
  const next = at + (month?.[0].length ?? 0)
  const days = parseMonthDays(text, next)
  const fields = { ...(named === undefined || !(named >= 1 && named <= 12) ? {} : { month: named }), ...days?.value }
  return { value: fields, to: days?.to ?? next }
}

/** Spans in brackets behind the period: 每日(9月19日-21日、10月1日-7日). */
function parseWindows(text: string, at: number, now: Now): Parsed<NonNullable<RecurringRule['within']>> | undefined {
  if (text.charAt(at) !== '(') return undefined
  const within: { from: string; to: string }[] = []
  let next = at + 1
  while (within.length < 12) {
    const found = parseTime(text, next, now)
    if (found?.value.span === undefined) return undefined
    within.push({ from: dayOfNumber(found.value.span.first), to: dayOfNumber(found.value.span.last) })
    next = found.to
    if (text.charAt(next) === ')') return { value: within, to: next + 1 }
    if (!/[,、;和及]/.test(text.charAt(next))) return undefined
    next += 1
  }
  return undefined
}

function parseOncePer(text: string, at: number): Parsed<RecurringRule> | undefined {
  const found = matchAt(text, at, oncePer)
  const every = everyOf[found?.[2] ?? '']
  if (found === undefined || every === undefined || /[第前后上下本这每\d一-十]/.test(text.charAt(at - 1))) return undefined
  const figure = found[1]
  if (figure === undefined && !found[2]?.startsWith('半')) return undefined
  const count = figure === undefined ? 1 : readNumber(figure)
  if (!(count >= 1 && count <= 31)) return undefined
  return { value: { every, ...(count > 1 ? { interval: count } : {}) }, to: at + found[0].length }
}

/** A limit that comes round: 每月10日, 每周一、三, 每季度首月15日, 每日15时, 逢周五, 按月. Not 每人, 每次, 每隔一小时. */
export function parseRecurring(text: string, at: number, now: Now, settings: OfficeSettings): Parsed<RecurringRule> | undefined {
  const other = matchAt(text, at, otherWeek)
  const found = other === undefined ? matchAt(text, at, period) : undefined
  if (other === undefined && found === undefined) return parseOncePer(text, at)
  const [whole = '', figure, word = ''] = found ?? [other?.[0], '2', '周']
  const every = everyOf[word]
  if (every === undefined) return undefined
  if (whole.startsWith('逢') && every !== 'week') return undefined
  if (/^[按逐]/.test(whole) && figure !== undefined) return undefined
  // 按时, 按年度计划: only 按月 with something to report, and 逐月.
  if (whole.startsWith('按') && !/^[,的]?(?:于|在)?(?:\d|[前底末报上提汇更公通填统])/.test(text.slice(at + whole.length))) return undefined
  const count = figure === undefined ? 1 : readNumber(figure)
  if (!(count >= 1 && count <= 31)) return undefined
  const windows = parseWindows(text, at + whole.length, now)
  let next = windows?.to ?? at + whole.length
  const spoken = word === '早' || word === '晚' ? next - 1 : next
  const inner =
    spoken < next ? { value: {}, to: spoken } : parseWithinPeriod(text, matchAt(text, next, little) === undefined ? next : next, every)
  const skipped = inner.to === next ? next + (matchAt(text, next, little)?.[0].length ?? 0) : inner.to
  const second = inner.to === next && skipped > next ? parseWithinPeriod(text, skipped, every) : inner
  next = second.to
  const clock = parseClock(text, next) ?? parseClock(text, next + (matchAt(text, next, little)?.[0].length ?? 0))
  const rule: RecurringRule = {
    every,
    ...(count > 1 ? { interval: count } : {}),
    ...second.value,
    ...(clock === undefined ? {} : clockFields(clock.value, settings)),
    ...(windows === undefined ? {} : { within: windows.value }),
  }
  return { value: rule, to: clock?.to ?? next }
}
