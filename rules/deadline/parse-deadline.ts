import type { Instant } from '../instant.ts'
import { findLimits, type Found } from './find-limits.ts'
import type { Firmness } from './limit-words.ts'
import { judgeLimit, matchedIn, type Judged } from './judge-limit.ts'
import { normaliseText } from './normalise-text.ts'
import type { DeadlineReading, MatchedText, NamedTime, PossibleReading, ReadingContext } from './reading.ts'
import { nowOf } from './resolve-time.ts'

const soon = /尽快|尽早|尽速|立即|立刻|马上|即刻|从速|火速|速速|赶紧|赶快|抓紧|第一时间|随到随办|即知即办|速[办报]/
/** Rosters of slots within a day are watches, not limits. */
const roster = /每隔|每半?个?小时|每\d+个?(?:小时|分钟)|整点/

// 高考前完成, 入冬前: before something that only the writer can date. Not 门前, 目前, 提前.
const waited =
  /[\u4e00-\u9fa5]{0,3}[\u4e00-\u9fa5](?<![以此目提当面眼先事从空跟史超生往向朝之午门楼房屋店台桌村身人桥路幕名日年月周天点时分号])(?:之|以)?前(?=(?:必须|务必|要|须|需|应|全部|全面)*(?:完成|办结|报送|上报|报备|提交|反馈|落实|整改|交付|竣工|到位|解决)|[,。;!]|$)/

/** Dates that have gone by are not limits unless something says so: 11月5日会议, 截至11月20日. */
function isBygone({ found, reading, matched }: Judged, text: string): boolean {
  if (reading.kind !== 'ask' || (reading.reason !== 'past' && reading.reason !== 'recently-passed')) return false
  // 报名单,本周五 said on Saturday: a time at the very end is when it is wanted.
  const isLast =
    found.kind === 'time' &&
    found.span.grain !== 'year' &&
    /^[。!,;\s]*$/.test(text.slice(found.to)) &&
    /[,。;:\n]$|^$/.test(text.slice(0, found.from))
  return (found.firmness === 'mention' && !isLast) || (found.firmness === 'limit' && /^(?:截至|到|至)/.test(matched.text))
}

/** Two limits agree when they mean the same instant, or the same turns. */
const meaningOf = (reading: DeadlineReading): Instant | string | undefined =>
  reading.kind === 'due' ? reading.due : reading.kind === 'recurring' ? JSON.stringify(reading.rule) : undefined

/** 12月5日和12月10日: limits in one list are cut out of a title together. */
function wholeList(candidates: readonly Judged[], first: MatchedText, original: string): MatchedText {
  let { to } = first
  for (const { matched } of candidates) {
    if (matched.from >= to && /^[\s,\uFF0C、]*(?:和|及|与|或者?|还是|以及)?\s*$/u.test(original.slice(to, matched.from))) to = matched.to
  }
  return { from: first.from, to, text: original.slice(first.from, to) }
}

/** Several limits of the same rank: one reading when they agree, else a question with each of them. */
function settle(candidates: readonly Judged[], original: string): DeadlineReading | undefined {
  const [first, ...others] = candidates
  if (first === undefined) return undefined
  const due = meaningOf(first.reading)
  const differs = others.filter(({ reading }) => meaningOf(reading) === undefined || meaningOf(reading) !== due)
  if (differs.length === 0) return first.reading
  const readings = candidates.flatMap(({ reading, matched }): PossibleReading[] =>
    reading.kind === 'due'
      ? [{ label: matched.text, due: reading.due }]
      : reading.kind === 'recurring'
        ? [{ label: matched.text, due: reading.first.due }]
        : reading.kind === 'ask'
          ? reading.readings.map(({ label, due: at }) => ({ label, due: at }))
          : [],
  )
  const named = 'named' in first.reading ? first.reading.named : undefined
  return {
    kind: 'ask',
    reason: 'two-limits',
    readings,
    ...(named === undefined ? {} : { named }),
    matched: wholeList(candidates, first.matched, original),
  }
}

const mentioned = (judged: readonly Judged[]): NamedTime | undefined => {
  for (const firmness of ['limit', 'task', 'mention', 'reference'] as const) {
    for (const { found, reading } of judged) {
      if (found.firmness === firmness && 'named' in reading && reading.named !== undefined) return reading.named
    }
  }
  return undefined
}

/**
 * Reads the limit in a message: registered as an instant, asked about with its readings, recurring, as soon as
 * possible, or none. Never throws and never guesses silently; what it took for granted stands in `notes`. A time with
 * a limit word (前, 内, 截止, 最迟 …) wins over one that is only mentioned; of the rest, one at which something is to be
 * done wins. Only the first 2,000 characters are read.
 */
export function parseDeadline(original: string, context: ReadingContext): DeadlineReading {
  const text = normaliseText(original)
  const all = findLimits(text.text, nowOf(context), context.settings, false)
  const judged = all.map((found) => judgeLimit(found, original, text, context))
  const named = mentioned(judged)
  const nothing: DeadlineReading = named === undefined ? { kind: 'none' } : { kind: 'none', named }
  const live = judged.filter((one) => !isBygone(one, text.text))
  const of = (firmness: Firmness, but?: Found['kind']): Judged[] =>
    live.filter(({ found }) => found.firmness === firmness && found.kind !== but)
  const isRoster = roster.test(text.text)
  if (isRoster && all.some(({ kind }) => kind === 'recurring')) return nothing
  const firm = settle(of('limit'), original) ?? settle(of('task', 'vague'), original) ?? settle(of('task'), original)
  if (firm !== undefined) return firm
  const asap = soon.exec(text.text)
  const plain = settle(of('mention'), original)
  if (plain !== undefined && (plain.kind === 'due' || asap === null)) return plain
  if (asap !== null) return { kind: 'asap', matched: matchedIn(original, text, asap.index, asap.index + asap[0].length) }
  const waiting = waited.exec(text.text)
  if (waiting === null) return nothing
  const { to, text: words } = matchedIn(original, text, waiting.index, waiting.index + waiting[0].length)
  // Blanks are gone from the text that was searched, and with them where a name before the words ends.
  const event = words.replace(/^[^]*\s(?=\S)/u, '')
  return { kind: 'ask', reason: 'event-relative', readings: [], matched: { from: to - event.length, to, text: event } }
}
