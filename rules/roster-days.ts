import { parseMoment, type ReadingContext } from './deadline/index.ts'
import type { Day, Instant } from './instant.ts'
import { maskNames } from './parties/mask-names.ts'
import type { NameTable } from './parties/name-table.ts'
import type { Span } from './task-text.ts'
import { clockSpan, daysBetween } from './watch-slots.ts'

/** Why the days of a line cannot be planned; `readings` are the days it may mean. */
export type DaysFault =
  | { kind: 'no-day' }
  | { kind: 'unclear-day'; written: string; readings: readonly Instant[] }
  | { kind: 'past-day'; written: string }
  | { kind: 'too-many-days' }

/** The days a line of a roster names, and where they stand in it. */
export interface RosterDays {
  days: Day[]
  /** A week or a month was named. */
  isRest: boolean
  fault: DaysFault | null
  cuts: Span[]
}

/** How far a roster is planned at once. */
export const longestRosterDays = 370

/** In the words of a roster 24日 is a day of the month, never 24 days. */
const asDays = (text: string): string =>
  text
    .replaceAll(/(?<!\d)(\d{1,2})日(?!内)/gu, '$1号')
    .replaceAll(/(月\s?\d{1,2})号/gu, '$1日')
    .replaceAll(/(月\d{1,2})\s/gu, '$1日')

const noDays = /上午|下午|晚上|每[天日]/gu
const clockSpans = new RegExp(clockSpan, 'gu')

/** Letters that are no days, blanked out one by one, so that places stay what they are. */
const blanked = (all: string): string => ' '.repeat(all.length)

interface Scope {
  names: NameTable
  shifts: readonly string[]
  context: ReadingContext
}

const readSpan = (text: string, { context }: Scope): { from: Day; to: Day; isRest: boolean; cut: Span } | DaysFault => {
  const reading = parseMoment(text, context)
  if (reading.kind === 'none' || reading.kind === 'asap' || reading.kind === 'recurring') return { kind: 'no-day' }
  const written = reading.matched.text
  // 24小时 is no day.
  if (reading.named?.grain === 'hour' || reading.named?.grain === 'minute') return { kind: 'no-day' }
  if (reading.kind === 'ask') {
    if (reading.reason === 'too-far') return { kind: 'too-many-days' }
    const isPast = reading.reason === 'past' || reading.reason === 'recently-passed'
    return isPast ? { kind: 'past-day', written } : { kind: 'unclear-day', written, readings: reading.readings.map(({ due }) => due) }
  }
  const { start = reading.named.end, end, grain } = reading.named
  const { calendar } = context
  const isRest = grain === 'week' || grain === 'month'
  if (!isRest && grain !== 'day') return { kind: 'unclear-day', written, readings: [] }
  return { from: calendar.dayOf(start), to: calendar.dayOf(end), isRest, cut: reading.matched }
}

/** 11月24日、26日、28日: each further day, of the same month where it names none. */
const readMore = (plain: string, masked: string, scope: Scope, first: { days: Day[]; cuts: Span[] }): void => {
  for (;;) {
    const at = first.cuts.at(-1)?.to ?? 0
    const gap = /^\s*[、,和及]\s*/u.exec(plain.slice(at))?.[0].length ?? 0
    const head = gap === 0 ? undefined : /^[^\s、,和及;:]+/u.exec(masked.slice(at + gap))?.[0]
    if (head === undefined) return
    const month = `${Number(first.days.at(-1)?.slice(5, 7))}月`
    const more = readSpan(/^\d{1,2}(?:[日号]|$)/u.test(head) ? `${month}${head.replace('号', '日')}` : head, scope)
    if (!('cut' in more) || more.isRest || more.cut.to - more.cut.from < head.length) return
    first.days.push(...daysBetween(scope.context.calendar, more.from, more.to))
    first.cuts.push({ from: at + gap, to: at + gap + head.length })
  }
}

/** The days of a line: 11月24日, 24日至28日, 11月24日、26日, 下周一, 本周. `plain` has the letters of `text` in the same places. */
export const readRosterDays = (text: string, plain: string, scope: Scope): RosterDays => {
  const { calendar } = scope.context
  const named = maskNames(text, scope.names)
  const nameless = plain.replaceAll(/./gsu, (letter: string, at: number) => (named.startsWith('、', at) ? blanked(letter) : letter))
  const shiftless = scope.shifts.reduce((rest, name) => rest.replaceAll(name, blanked), nameless)
  const timeless = shiftless.replaceAll(clockSpans, (all) => (/[:点时]/u.test(all) ? blanked(all) : all)).replaceAll(noDays, blanked)
  const masked = asDays(timeless)
  const found = readSpan(masked, scope)
  if (!('cut' in found)) return { days: [], isRest: false, fault: found, cuts: [] }
  const { isRest, from, to } = found
  if (calendar.addDays(from, longestRosterDays) < to) return { days: [], isRest, fault: { kind: 'too-many-days' }, cuts: [found.cut] }
  const read = { days: daysBetween(calendar, from, to), cuts: [{ from: found.cut.from, to: found.cut.to }] }
  if (!isRest) readMore(plain, masked, scope, read)
  return { days: [...new Set(read.days)].toSorted(), isRest, fault: null, cuts: read.cuts }
}
