import { dayOfNumber, weekdayOfNumber } from '../calendar/civil-day.ts'
import type { Found } from './find-limits.ts'
import type { Now } from './resolve-time.ts'

/** Two times that stand side by side may be one. */
export function joinFound(text: string, last: Found, next: Found, now: Now): Found[] {
  if (repeatsDay(text, last, next)) return [last]
  if (next.from !== last.to) return [last, next]
  if (last.kind === 'recurring' && last.firmness === 'task' && next.kind === 'time' && next.firmness === 'limit') {
    // 每年春节前: a turn that the rules cannot say, and never a limit of its own.
    return [{ kind: 'vague', from: last.from, to: next.to, firmness: 'limit' }]
  }
  if (last.kind === 'time' && next.kind === 'recurring' && (last.isRange || last.mark === 'after')) {
    const from = dayOfNumber(last.span.first)
    const to = last.isRange ? dayOfNumber(last.span.last) : '9999-12-31'
    return [{ ...next, from: last.from, rule: { ...next.rule, within: [{ from, to }] } }]
  }
  // 12月31日前每日报: every turn up to that day.
  if (
    last.kind === 'time' &&
    next.kind === 'recurring' &&
    (last.mark === 'until' || last.mark === 'before') &&
    last.span.exact === undefined
  ) {
    const within = [{ from: dayOfNumber(now.today), to: dayOfNumber(last.span.last) }]
    return [{ ...next, from: last.from, rule: { ...next.rule, within } }]
  }
  // 12月8日会议前: before something on that day, at an hour the message does not tell.
  if (last.kind === 'time' && next.kind === 'event') return [{ ...next, from: last.from, span: last.span, firmness: 'limit' }]
  return [last, next]
}

const listed = /^[,]?(?:和|及|与|、|或者?|还是|以及)$/

/** 12月5日和12月10日前, 今天或明天报: what makes the last a limit makes the others one too. */
export function shareLimit(text: string, found: readonly Found[]): Found[] {
  const shared = [...found]
  for (let at = shared.length - 1; at > 0; at--) {
    const last = shared[at]
    const first = shared[at - 1]
    if (last?.kind !== 'time' || first?.kind !== 'time' || first.mark === 'after' || first.span.isNow === true) continue
    if (first.firmness === last.firmness || (last.firmness !== 'limit' && last.firmness !== 'task')) continue
    if (listed.test(text.slice(first.to, last.from))) shared[at - 1] = { ...first, firmness: last.firmness, mark: last.mark }
  }
  return shared
}

/** 10月12日,星期一: the weekday only says again what the date said. */
function repeatsDay(text: string, last: Found | undefined, next: Found): boolean {
  if (last?.kind !== 'time' || next.kind !== 'time' || next.spec.date?.type !== 'weekday') return false
  if (next.mark !== 'none' || next.spec.clock !== undefined || last.spec.date === undefined) return false
  const gap = text.slice(last.to, next.from)
  return (gap === ',' || gap === '') && weekdayOfNumber(last.span.last) === next.spec.date.weekday
}
