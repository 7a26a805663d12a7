import { DAY_MS } from '../instant.ts'
import type { OfficeSettings } from '../office-settings.ts'
import { festivals, figureFestivals, termNames } from './festivals.ts'
import {
  asLead,
  conditional,
  doing,
  eventBefore,
  eventCount,
  eventPlace,
  eventWords,
  findLead,
  findMark,
  firmnessOf,
  fromMessage,
  notBefore,
  overrun,
  vagueWord,
  type Firmness,
  type Mark,
} from './limit-words.ts'
import { mayBeginFigure } from './parse-numeric-date.ts'
import { parseCount } from './parse-count.ts'
import { findUnreal } from './find-unreal.ts'
import { joinFound, shareLimit } from './join-found.ts'
import { parseRecurring } from './parse-recurring.ts'
import { parseTime } from './parse-time.ts'
import type { RecurringRule } from './reading.ts'
import type { NamedSpan, Now, TimeSpec } from './resolve-time.ts'
import { matchAt } from './scanner.ts'

/** A time found in a text (places in the normalised text). */
export type Found =
  | { kind: 'time'; from: number; to: number; span: NamedSpan; spec: TimeSpec; isRange: boolean; mark: Mark; firmness: Firmness }
  | {
      kind: 'count'
      from: number
      to: number
      span: NamedSpan
      hasLeast: boolean
      countsWorkingDays: boolean
      mark: Mark
      firmness: Firmness
    }
  | { kind: 'recurring'; from: number; to: number; rule: RecurringRule; firmness: Firmness }
  | { kind: 'event'; from: number; to: number; firmness: Firmness; span?: NamedSpan; isCounted?: true }
  | { kind: 'vague'; from: number; to: number; firmness: Firmness }
  | { kind: 'unreal'; from: number; to: number; firmness: Firmness }

// Characters a time can begin with: the rest of a text is passed over without trying the grammar.
const beginners = new Set([
  ...'0123456789零一二两三四五六七八九十廿卅半几数"AaEePpQ',
  ...'今明昨后当次翌听寻琴这本该下上去来前大第首头最末倒年月周星礼季节假放收元正冬腊闰农阴旧夏此现目眼而依现即',
  ...'凌清早晨朝中晌午傍黄晚夜深差每逢逐按隔从自由时未接之随往再过还剩仅限期不给近日短适择规提散至',
  // First characters of what is waited for: 会前, 外出前, 检查前 …
  ...'会开上例事外检督调验活考入汛供来到离召结发印公签',
  ...[...festivals.keys(), ...figureFestivals.keys(), ...termNames].map((name) => name.charAt(0)),
])

/** 12月1日(不含)前: the day before. */
const dayBefore = (span: NamedSpan): NamedSpan =>
  span.exact === undefined ? { ...span, end: span.end - DAY_MS, first: span.first - 1, last: span.last - 1 } : span

function findTime(text: string, at: number, now: Now): Found | undefined {
  const time = parseTime(text, at, now)
  if (time === undefined) return undefined
  const { spec, isRange } = time.value
  const edge = findMark(text, time.to)
  const lead = findLead(text, at)
  if (time.value.span === undefined) {
    const isDue = doing.test(text.slice(edge.to, edge.to + 24))
    return {
      kind: 'unreal',
      from: lead.from,
      to: edge.to,
      firmness: edge.mark !== 'none' || lead.sets ? 'limit' : isDue ? 'task' : 'mention',
    }
  }
  if (
    spec.date?.type === 'ordinal' &&
    spec.date.base === undefined &&
    !isRange &&
    /[\u4e00-\u9fa5](?<![于在请到至为须需应要])$/.test(asLead(text, lead.from, 1))
  ) {
    // 展会最后一天: counted in something that the message does not date.
    const isMeant = edge.mark !== 'none' || doing.test(text.slice(edge.to, edge.to + 24))
    return { kind: 'event', from: lead.from, to: edge.to, firmness: isMeant ? 'limit' : 'reference' }
  }
  const span = text.slice(time.to, edge.to).includes('不含') ? dayBefore(time.value.span) : time.value.span
  if (edge.mark === 'after' && !isRange && text.slice(time.to, edge.to).endsWith('后') && doing.test(text.slice(edge.to, edge.to + 24))) {
    // 春节后报: no earlier than that, and until when?
    return { kind: 'vague', from: at, to: edge.to, firmness: 'mention' }
  }
  if (text.charAt(edge.to) === '的' && /截[至止]到?$/.test(asLead(text, at, 4))) {
    // 截至11月底的数据: how far the figures reach.
    return { kind: 'time', from: at, to: edge.to, span, spec, isRange, mark: 'none', firmness: 'reference' }
  }
  if (edge.mark === 'after' || span.isNow === true || notBefore.test(asLead(text, at, 6))) {
    return { kind: 'time', from: at, to: edge.to, span, spec, isRange, mark: edge.mark, firmness: 'reference' }
  }
  const isLimit = edge.mark !== 'none' || lead.sets
  const mark: Mark = edge.mark === 'none' && lead.sets ? 'until' : edge.mark
  const plain = isLimit ? 'limit' : firmnessOf(text, lead.from, edge.to, span)
  // A festival without a limit word is a topic (国庆值班表), not a date; so are 上班 and 下班.
  const isFestival = spec.clock === undefined && (spec.date?.type === 'holiday' || spec.date?.type === 'term')
  const isHours = spec.date === undefined && spec.clock?.type === 'work'
  const isTopic = plain === 'mention' && (isFestival || isHours)
  const firmness: Firmness = isTopic ? 'reference' : plain
  return { kind: 'time', from: lead.from, to: edge.to, span, spec, isRange, mark, firmness }
}

function findCount(text: string, at: number, now: Now, bare: boolean): Found | undefined {
  const count = parseCount(text, at, now, bare)
  if (count === undefined) return undefined
  const { span, relation, hasLeast, countsWorkingDays, lead } = count.value
  const left = asLead(text, at, 24)
  // 会后3日: the 后 that the count was read with belongs to the words before it.
  const begin = /^(?:后|之后|此后)$/.test(lead) ? at + lead.length : at
  const own = fromMessage.exec(asLead(text, begin, 24))
  const from = own === null ? findLead(text, at).from : begin - own[0].length
  const { to } = count
  if (relation === 'ago') {
    return { kind: 'count', from: at, to, span, hasLeast, countsWorkingDays, mark: 'none', firmness: 'reference' }
  }
  const isAttached = begin > at && /[\u4e00-\u9fa5]$/.test(left)
  if (own === null && (isAttached || eventBefore.test(left) || conditional.test(left))) {
    const words = eventWords.exec(asLead(text, at, 16))
    return { kind: 'event', from: words === null ? from : at - words[0].length, to, firmness: 'limit', span, isCounted: true }
  }
  if (overrun.test(left)) return { kind: 'count', from: at, to, span, hasLeast, countsWorkingDays, mark: 'none', firmness: 'reference' }
  const firmness: Firmness = relation === 'within' ? 'limit' : firmnessOf(text, from, to, span)
  return { kind: 'count', from, to, span, hasLeast, countsWorkingDays, mark: relation === 'within' ? 'within' : 'none', firmness }
}

/** 会前报, 外出前报送: before or after something that the message does not date. */
function findEvent(text: string, at: number): Found | undefined {
  const found = matchAt(text, at, eventPlace)
  if (found === undefined) return undefined
  const to = at + found[0].length
  const right = text.slice(to, to + 24)
  const isMeant = doing.test(right) || (found[0].endsWith('前') && /^(?:[,。;!\n]|$)/.test(right))
  return isMeant ? { kind: 'event', from: findLead(text, at).from, to, firmness: 'task' } : undefined
}

/** 提前3天, 会前2日: counted back from something the message does not date. */
function findEventCount(text: string, at: number): Found | undefined {
  const found = matchAt(text, at, eventCount)
  if (found === undefined) return undefined
  if (found[0] === '前' && !/[\u4e00-\u9fa5]/.test(text.charAt(at - 1))) return undefined
  const rest = /^(?:提前|前)[\d一二两三四五六七八九十半]+个?(?:天|日|工作日|小时|半小时|周|月|分钟|刻钟)(?:内)?/.exec(
    text.slice(at, at + 14),
  )
  if (rest === null) return undefined
  const to = at + rest[0].length
  return { kind: 'event', from: at, to, firmness: doing.test(text.slice(to, to + 24)) || found[0] === '提前' ? 'task' : 'reference' }
}

function findAt(text: string, at: number, now: Now, settings: OfficeSettings, bare: boolean): Found | undefined {
  const vague = matchAt(text, at, vagueWord)
  if (vague !== undefined) {
    const to = at + vague[0].length
    const isMeant =
      /内$|次$|^每|^年后|旬[一1]?[报次]?$/.test(vague[0]) ||
      doing.test(text.slice(to, to + 24)) ||
      /^(?:召开|举行|安排|组织|研究|[,。;!\n]|$)/.test(text.slice(to, to + 2))
    if (isMeant) return { kind: 'vague', from: findLead(text, at).from, to, firmness: 'task' }
  }
  const recurring = parseRecurring(text, at, now, settings)
  if (recurring !== undefined) {
    const edge = findMark(text, recurring.to)
    const from = findLead(text, at).from
    return { kind: 'recurring', from, to: edge.to, rule: recurring.value, firmness: edge.mark === 'none' ? 'task' : 'limit' }
  }
  return (
    findEvent(text, at) ?? findEventCount(text, at) ?? findCount(text, at, now, bare) ?? findUnreal(text, at) ?? findTime(text, at, now)
  )
}

/** Every time a normalised text names, in order, none overlapping. With `bare` an amount alone (2小时) counts from now. */
export function findLimits(text: string, now: Now, settings: OfficeSettings, bare: boolean): Found[] {
  const found: Found[] = []
  let at = 0
  while (at < text.length) {
    const mayBegin = beginners.has(text.charAt(at)) && (!/\d/.test(text.charAt(at)) || mayBeginFigure(text, at))
    const next = mayBegin ? findAt(text, at, now, settings, bare) : undefined
    if (next === undefined || next.to <= at) {
      at += /\d/.test(text.charAt(at)) ? digitRun(text, at) : 1
      continue
    }
    const last = found.pop()
    found.push(...(last === undefined ? [next] : joinFound(text, last, next, now)))
    at = next.to
  }
  return shareLimit(text, found)
}

/** A run of digits that begins no time is a number: nothing in the middle of it is one either. */
const digitRun = (text: string, at: number): number => /^\d+/.exec(text.slice(at, at + 24))?.[0].length ?? 1
