import { dayNumber, dayOfNumber } from '../calendar/civil-day.ts'
import { DAY_MS, type Instant } from '../instant.ts'
import type { Found } from './find-limits.ts'
import { findOccurrence } from './next-occurrence.ts'
import type { NormalisedText } from './normalise-text.ts'
import { beforePeriod, laterReadings, officeDue } from './office-due.ts'
import type { AskReason, DeadlineReading, DueNote, MatchedText, NamedTime, PossibleReading, ReadingContext } from './reading.ts'
import { toInstant } from './resolve-time.ts'

type Limited = Extract<Found, { kind: 'time' | 'count' }>

/** A date that went round to next year is worth a word only when that is far. */
const HALF_YEAR_MS = 183 * DAY_MS

/** A limit found, and what the office makes of it. */
export interface Judged {
  found: Found
  matched: MatchedText
  reading: DeadlineReading
}

/** A place of the normalised text, in the original. */
export const matchedIn = (original: string, { origin }: NormalisedText, from: number, to: number): MatchedText => {
  const begin = origin[from] ?? 0
  const end = (origin[to - 1] ?? begin) + 1
  return { from: begin, to: end, text: original.slice(begin, end) }
}

/** The time as named, before any office-hour policy; …前 and 到… name no start. */
function namedOf(found: Limited, { calendar }: ReadingContext): NamedTime {
  const { span } = found
  const hidesStart = found.kind === 'time' && (found.mark === 'before' || found.mark === 'until') && !found.isRange
  const end = span.exact ?? toInstant(calendar, span.end)
  if (hidesStart || span.start === undefined) return { end, grain: span.grain }
  return { start: span.start === span.end ? end : toInstant(calendar, span.start), end, grain: span.grain }
}

const afterNow = (readings: readonly PossibleReading[], sentAt: Instant): PossibleReading[] => readings.filter(({ due }) => due > sentAt)

/**
 * Whether the date that passed may have been meant and not the coming one: a date without year while it has passed
 * within the configured days, a day without month while the passed one is the nearer.
 */
function isDoubtful({ span, spec }: Extract<Found, { kind: 'time' }>, { calendar, settings, sentAt }: ReadingContext): boolean {
  if (span.passed === undefined || span.passed <= 0 || span.passed > settings.rollForwardGraceDays) return false
  const isDayAlone = spec.date?.type === 'calendar' && spec.date.month === undefined
  return !isDayAlone || span.passed < span.last - dayNumber(calendar.dayOf(sentAt))
}

/** What keeps a limit from being registered as it stands, if anything. */
function findQuestion(
  found: Limited,
  due: Instant,
  context: ReadingContext,
  name: string,
): { reason: AskReason; readings: PossibleReading[] } | undefined {
  const { calendar, settings, sentAt } = context
  const { span } = found
  if (span.conflict !== undefined && found.kind === 'time') {
    const other = officeDue({ ...found, span: moveTo(found, span.conflict, context) }, context)
    const readings = [due, other].map((at): PossibleReading => ({ label: dayLabel(calendar.dayOf(at)), due: at }))
    return { reason: 'weekday-contradiction', readings: afterNow(readings, sentAt) }
  }
  if (found.kind === 'time') {
    const two = beforePeriod(found, name, context)
    const open = two === undefined ? [] : afterNow(two, sentAt)
    if (open.length > 0) return { reason: 'before-period', readings: open }
  }
  if (due <= sentAt) return { reason: 'past', readings: found.kind === 'time' ? laterReadings(found, due, context) : [] }
  if (found.kind === 'time' && isDoubtful(found, context)) {
    const readings = laterReadings(found, due, context)
    return {
      reason: 'recently-passed',
      readings: readings.some((one) => one.due === due) ? readings : [...readings, { label: dayLabel(calendar.dayOf(due)), due }],
    }
  }
  if (dayNumber(calendar.dayOf(due)) - dayNumber(calendar.dayOf(sentAt)) > settings.maxDeadlineDays)
    return { reason: 'too-far', readings: [{ label: dayLabel(calendar.dayOf(due)), due }] }
  return undefined
}

const dayLabel = (day: string): string => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** The same named time on another day. */
function moveTo(found: Extract<Found, { kind: 'time' }>, day: number, { calendar }: ReadingContext): Limited['span'] {
  const shift = (day - found.span.last) * DAY_MS
  const end = found.span.end + shift
  const moved = { ...found.span, end, first: day, last: day }
  return found.span.exact === undefined ? moved : { ...moved, exact: toInstant(calendar, end) }
}

function notesOf(found: Limited, due: Instant, { calendar, sentAt }: ReadingContext): DueNote[] {
  const notes: DueNote[] = []
  const day = calendar.dayOf(due)
  if (!calendar.isWorkingDay(day)) notes.push('non-working-day')
  if (found.firmness !== 'limit') notes.push('unmarked')
  if (found.kind === 'count' && found.hasLeast) notes.push('upper-bound')
  if (found.span.passed !== undefined && found.span.passed > 0 && due - sentAt > HALF_YEAR_MS) notes.push('next-year')
  const date = found.kind === 'time' ? found.spec.date : undefined
  const countsHolidays =
    (found.kind === 'count' && found.countsWorkingDays) ||
    date?.type === 'holiday' ||
    date?.type === 'after-holiday' ||
    (date?.type === 'shift' && date.working)
  if (countsHolidays && [sentAt, due].some((at) => calendar.yearsWithoutData.has(Number(calendar.dayOf(at).slice(0, 4)))))
    notes.push('holidays-unknown')
  return notes
}

/** What the office makes of one limit found in a text: an instant, a rule, or a question. */
export function judgeLimit(found: Found, original: string, text: NormalisedText, context: ReadingContext): Judged {
  const matched = matchedIn(original, text, found.from, found.to)
  const { calendar, sentAt } = context
  if (found.kind === 'recurring') {
    const first = findOccurrence(found.rule, sentAt, calendar)
    const reading: DeadlineReading =
      first === undefined ? { kind: 'ask', reason: 'past', readings: [], matched } : { kind: 'recurring', rule: found.rule, first, matched }
    return { found, matched, reading }
  }
  if (found.kind === 'vague' || found.kind === 'unreal') {
    const reason = found.kind === 'vague' ? 'vague' : 'no-such-day'
    return { found, matched, reading: { kind: 'ask', reason, readings: [], matched } }
  }
  if (found.kind === 'event') {
    const due = found.span === undefined ? undefined : (found.span.exact ?? calendar.closeOfWork(dayOfNumber(found.span.last)))
    const readings =
      due === undefined || due <= sentAt ? [] : [{ label: found.isCounted === true ? '从现在起算' : dayLabel(calendar.dayOf(due)), due }]
    return { found, matched, reading: { kind: 'ask', reason: 'event-relative', readings, matched } }
  }
  const named = namedOf(found, context)
  const due = officeDue(found, context)
  const name = nameOf(original.slice(matched.from, matched.to))
  const question = findQuestion(found, due, context, name)
  const reading: DeadlineReading =
    question === undefined
      ? { kind: 'due', due, named, notes: notesOf(found, due, context), matched }
      : { kind: 'ask', ...question, named, matched }
  return { found, matched, reading }
}

/** 于6月前 → 6月: what the readings of an unclear limit are called by. */
const nameOf = (words: string): string => words.replace(/^(?:请|须|需|应|要|务必|在|于|最迟|最晚)+/, '').replace(/(?:之|以)?前.*$/, '')
