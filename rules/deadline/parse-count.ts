import type { Amount } from './date-spec.ts'
import { parseAmount } from './parse-amount.ts'
import type { Grain } from './reading.ts'
import { addAmount } from './add-amount.ts'
import { addToNow, type NamedSpan, type Now } from './resolve-time.ts'
import { matchAt, sticky, type Parsed } from './scanner.ts'
import { wallOf } from './wall.ts'

/** A count of time from the message on (or back), looked up. */
export interface CountFound {
  span: NamedSpan
  relation: 'within' | 'after' | 'ago'
  /** The lower end of 3至5日内. */
  hasLeast: boolean
  countsWorkingDays: boolean
  /** The word before the figure: it may belong to an event (会后3日). */
  lead: string
}

const leadWord = sticky(
  '(?:从现在起|自?即日起|未来的?|今后的?|接下来的?|此后|之后|往后|再过|再给|还剩下?|还有|剩余|剩下|剩|仅剩|限[期时]?(?:为|在|于|:)?|时限(?:为|:)?|期限(?:为|:)?|办理时限:?' +
    '|不(?:准|得|能|许|应|可)?超过|(?:最多|最长|至多)(?:再?给(?:你们?|您|大家)?)?|下(?!半|一?个?工作日)|后(?!半)|过|给(?:你们?|您|大家|各单位|各位|他们?|她们?)?)(?=[\\d零一二两三四五六七八九十廿卅半])',
)
const within = sticky('(?:之|以)?内(?!容|部)|为(?:限|期限)')
const after = sticky('(?:之|以)?后(?!续|勤)')
const ago = sticky('(?:之|以)?前(?!后)')

const finest = (amount: Amount): Grain => {
  const units = amount.terms.map(({ unit }) => unit)
  if (units.includes('second')) return 'second'
  if (units.includes('minute') || units.includes('hour')) return 'minute'
  return 'day'
}

/** Leads after which the figure alone says the limit. */
const isOpenLead = (lead: string): boolean => lead !== '' && !/^(?:再?过$|给)/.test(lead)

function spanOf(amount: Amount, now: Now, relation: CountFound['relation'], keepsClock: boolean): NamedSpan {
  const grain = finest(amount)
  const sign = relation === 'ago' ? -1 : 1
  const signed: Amount = { terms: amount.terms.map(({ count, unit }) => ({ count: sign * count, unit })) }
  if (grain !== 'day') {
    const { wall, at } = addToNow(now, signed)
    const start = relation === 'within' ? now.wall : wall
    return { start, end: wall, grain, exact: at, first: now.today, last: Math.floor(wall / 86_400_000) }
  }
  const day = addAmount(now.today, signed, now.calendar)
  const end = keepsClock ? wallOf(day, now.wall - wallOf(now.today)) : wallOf(day)
  return {
    start: relation === 'within' ? wallOf(now.today) : end,
    end,
    grain: 'day',
    first: relation === 'within' ? now.today : day,
    last: day,
  }
}

/**
 * A count of time: 3日内, 5个工作日内, 未来7天, 还剩3小时, 20分钟后, 3天前. With `bare` an amount alone counts from
 * now. 5日前 is a date, not a count, and days after now that lead on to a clock time are read as dates.
 */
export function parseCount(text: string, at: number, now: Now, bare: boolean): Parsed<CountFound> | undefined {
  const lead = matchAt(text, at, leadWord)?.[0] ?? ''
  const amount = parseAmount(text, at + lead.length)
  if (amount === undefined) return undefined
  const { value, to } = amount
  const isDaily = finest(value) === 'day'
  const found = (relation: CountFound['relation'], end: number): Parsed<CountFound> | undefined => {
    const span = spanOf(value, now, relation, relation === 'within' && /^(?:未来|今后|接下来)/.test(lead))
    if (!Number.isFinite(span.end) || Math.abs(span.last - now.today) > 400_000) return undefined
    const countsWorkingDays = value.terms.some(({ unit }) => unit === 'working-day')
    return { value: { span, relation, hasLeast: value.least !== undefined, countsWorkingDays, lead }, to: end }
  }
  const inside = matchAt(text, to, within)
  if (inside !== undefined) return found('within', to + inside[0].length)
  const later = matchAt(text, to, after)
  if (later !== undefined) return isDaily ? undefined : found('after', to + later[0].length)
  if (lead.startsWith('给') && text.slice(at, to).endsWith('时间')) return found('within', to)
  if (isOpenLead(lead)) return text.charAt(to) === '的' && lead === '后' ? undefined : found('within', to)
  if (/^(?:再?过)$/.test(lead)) return found('after', to)
  const isDate = text.slice(at, to).endsWith('日') && value.terms.length === 1
  const before = matchAt(text, to, ago)
  if (before !== undefined && !isDate) return found('ago', to + before[0].length)
  return bare ? found('within', to) : undefined
}
