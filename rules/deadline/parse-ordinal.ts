import type { DateSpec, OrdinalUnit } from './date-spec.ts'
import { NUMBER, readNumber } from './numerals.ts'
import { parseWeekday, WEEK } from './parse-week-date.ts'
import { matchAt, sticky, type Parsed } from './scanner.ts'

const lead = sticky(`的?(?:(第|前|后|头|最后|末|首|倒数第)(${NUMBER})?)(个)?`)
const weekend = sticky(`${WEEK}末`)
const plainUnits: readonly [RegExp, OrdinalUnit][] = [
  [sticky('工作[日天]'), 'working-day'],
  [sticky(WEEK), 'week'],
  [sticky('月'), 'month'],
  [sticky('季度'), 'quarter'],
  [sticky('[天日]'), 'day'],
]
const needsFigure = new Set(['第', '前', '后', '头', '倒数第'])
const fromTheEnd = new Set(['最后', '末', '后', '倒数第'])
const takesSeveral = new Set(['前', '头', '后', '最后'])

interface Counted {
  unit: OrdinalUnit
  weekday?: number
}

function parseUnit(text: string, at: number, isCounted: boolean): Parsed<Counted> | undefined {
  const end = matchAt(text, at, weekend)
  if (end !== undefined) return { value: { unit: 'weekend' }, to: at + end[0].length }
  const weekday = parseWeekday(text, at)
  if (weekday !== undefined) return { value: { unit: 'weekday', weekday: weekday.value }, to: weekday.to }
  for (const [pattern, unit] of plainUnits) {
    const found = matchAt(text, at, pattern)
    if (found === undefined) continue
    // 第3月 is no ordinal; 第3个月 and 首月 are.
    if (unit === 'month' && !isCounted) return undefined
    const to = at + found[0].length
    const within = unit === 'week' ? parseWeekday(text, text.charAt(to) === '的' ? to + 1 : to) : undefined
    if (within !== undefined) return { value: { unit, weekday: within.value }, to: within.to }
    return { value: { unit }, to }
  }
  return undefined
}

/** 第一个星期一, 最后两周, 前七个月, 首日, 第49周周五 … counted in `base`, or in the present month or year. */
export function parseOrdinal(text: string, at: number, base: DateSpec | undefined): Parsed<DateSpec> | undefined {
  const found = matchAt(text, at, lead)
  if (found === undefined) return undefined
  const [whole, word = '', figure, counter] = found
  if (figure === undefined && needsFigure.has(word)) return undefined
  const count = figure === undefined ? 1 : readNumber(figure)
  if (!(count >= 1)) return undefined
  const unit = parseUnit(text, at + whole.length, counter !== undefined || !needsFigure.has(word))
  if (unit === undefined) return undefined
  const span = takesSeveral.has(word) && figure !== undefined && !(word === '最后' && count === 1)
  const n = fromTheEnd.has(word) ? -count : count
  return { value: { type: 'ordinal', ...(base === undefined ? {} : { base }), ...unit.value, n, span }, to: unit.to }
}
