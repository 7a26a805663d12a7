import type { Amount, AmountUnit } from './date-spec.ts'
import { NUMBER, readNumber } from './numerals.ts'
import { matchAt, RANGE, sticky, type Parsed } from './scanner.ts'

const units: Readonly<Record<string, AmountUnit>> = {
  秒: 'second',
  秒钟: 'second',
  分: 'minute',
  分钟: 'minute',
  小时: 'hour',
  钟头: 'hour',
  钟: 'hour',
  天: 'day',
  日: 'day',
  昼夜: 'day',
  自然日: 'day',
  日历日: 'day',
  日历天: 'day',
  自然天: 'day',
  工作日: 'working-day',
  工作天: 'working-day',
  周: 'week',
  星期: 'week',
  礼拜: 'week',
  月: 'month',
  季度: 'quarter',
  年: 'year',
  周年: 'year',
}

const term = sticky(
  `(半|${NUMBER}(?:\\.\\d{1,2})?)(个)?(半)?(秒钟?|分钟?|小时|钟头|钟|天|日历[日天]|自然[日天]|工作[日天]|昼夜|日(?!常|程)|周年|周(?!末|[一二三四五六日天1-7])|星期(?![一二三四五六日天末1-7])|礼拜(?![一二三四五六日天末1-7])|季度|月|年)(半)?(?:的?时间|左右)?`,
)
const quarterHours = sticky(`(${NUMBER})刻钟?`)
const lowerEnd = sticky(`(${NUMBER})(?:个|天|日)?(?:${RANGE}|或)(?=${NUMBER})`)

/** Half of a unit, in a finer unit that can be counted whole. */
function half(unit: AmountUnit): Amount['terms'][number] | undefined {
  if (unit === 'minute') return { count: 30, unit: 'second' }
  if (unit === 'hour') return { count: 30, unit: 'minute' }
  if (unit === 'day') return { count: 12, unit: 'hour' }
  if (unit === 'month') return { count: 15, unit: 'day' }
  if (unit === 'year') return { count: 6, unit: 'month' }
  return undefined
}

function parseTerm(text: string, at: number): Parsed<Amount['terms']> | undefined {
  const quarter = matchAt(text, at, quarterHours)
  if (quarter !== undefined) {
    return { value: [{ count: readNumber(quarter[1] ?? '') * 15, unit: 'minute' }], to: at + quarter[0].length }
  }
  const found = matchAt(text, at, term)
  if (found === undefined) return undefined
  const [whole, figure = '', counter, halfBefore, word = '', halfAfter] = found
  // 3月 is March and 5日 is a date: only the words around them (个, 内, 后) make them amounts; 5分 too.
  if ((word === '月' || word === '季度') && counter === undefined && figure !== '半') return undefined
  if (word === '钟' && counter === undefined) return undefined
  const unit = units[word]
  if (unit === undefined) return undefined
  const to = at + whole.length
  const halfTerm = half(unit)
  if (figure === '半') return halfTerm === undefined ? undefined : { value: [halfTerm], to }
  const count = figure.includes('.') ? Number(figure) : readNumber(figure)
  // 2024年, 08年 and 五八年 are years, not amounts.
  if (unit === 'year' && /^0\d$/.test(figure)) return undefined
  // Two figures by place are no count: 两三天 is vague.
  if (/^[零一二两三四五六七八九]{2,}$/.test(figure)) return undefined
  if (Number.isNaN(count) || (unit === 'year' && count >= 1000)) return undefined
  const terms = [...(Number.isInteger(count) ? [{ count, unit }] : fraction(count, unit))]
  if (halfBefore !== undefined || halfAfter !== undefined) {
    if (halfTerm === undefined) return undefined
    terms.push(halfTerm)
  }
  return { value: terms, to }
}

/** 1.5小时 → 90分钟; fractions of longer units than a day are not read. */
function fraction(count: number, unit: AmountUnit): Amount['terms'] {
  if (unit === 'hour') return [{ count: Math.round(count * 60), unit: 'minute' }]
  if (unit === 'day') return [{ count: Math.round(count * 24), unit: 'hour' }]
  if (unit === 'minute') return [{ count: Math.round(count * 60), unit: 'second' }]
  return [{ count: Math.ceil(count), unit }]
}

/** An amount of time: 3日, 两个半小时, 一刻钟, 3小时20分钟, 3至5个工作日. */
export function parseAmount(text: string, at: number): Parsed<Amount> | undefined {
  const span = matchAt(text, at, lowerEnd)
  const begin = span === undefined ? at : at + span[0].length
  const terms: { count: number; unit: AmountUnit }[] = []
  let to = begin
  for (let rounds = 0; rounds < 4; rounds++) {
    const next = parseTerm(text, text.charAt(to) === '零' && terms.length > 0 ? to + 1 : to)
    if (next === undefined) break
    terms.push(...next.value)
    to = next.to
  }
  if (terms.length === 0) return undefined
  const least = span === undefined ? Number.NaN : readNumber(span[1] ?? '')
  return { value: Number.isNaN(least) ? { terms } : { terms, least }, to }
}
