import type { OfficeCalendar } from '../calendar/index.ts'
import type { Day, Instant } from '../instant.ts'
import type { OfficeSettings } from '../office-settings.ts'

/** How finely a time was named; weeks begin on Monday. */
export type Grain = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year'

/** What a reading needs to know beside the words. */
export interface ReadingContext {
  /** When the words were said; relative times count from here. */
  sentAt: Instant
  calendar: OfficeCalendar
  settings: OfficeSettings
}

/** Where in the text the limit stands, with its little words (于…前), so that a title can be cut around it. */
export interface MatchedText {
  from: number
  to: number
  text: string
}

/**
 * The time as it was named, before any office-hour policy. `end` is inclusive and cut to its unit
 * (3月3日至5日 → 5日 00:00; 下午6点前 → 18:00; 6月 → 30日); `start` is absent where only an end is named (…前).
 */
export interface NamedTime {
  start?: Instant
  end: Instant
  grain: Grain
}

/** Something the echo should say beside the instant. */
export type DueNote =
  /** The day is no working day of the office; it was named, so it stands. */
  | 'non-working-day'
  /** No limit word (前, 内, 截止 …): a plain time was taken as the limit. */
  | 'unmarked'
  /** A span of limits (3至5日内) was read as its upper end. */
  | 'upper-bound'
  /** A date without a year that has passed this year was read as next year's. */
  | 'next-year'
  /** Counted in working days through a year without published holidays. */
  | 'holidays-unknown'

/** Why a limit cannot be registered without asking. */
export type AskReason =
  /** Counts from something other than this message (会后5日内). */
  | 'event-relative'
  | 'past'
  /** A date without year that passed so recently that next year's is doubtful. */
  | 'recently-passed'
  | 'too-far'
  | 'weekday-contradiction'
  | 'two-limits'
  /** 6月前, 下周前, 今晚前: before it begins, or before it ends? */
  | 'before-period'
  /** A limit without a figure (几天内, 近期). */
  | 'vague'
  /** A date that no calendar has (2月30日). */
  | 'no-such-day'

/** One way to understand an asked limit: a short name of it and the instant it would be. */
export interface PossibleReading {
  label: string
  due: Instant
}

/** A limit that comes round. Fields that do not apply to `every` are absent. */
export interface RecurringRule {
  every: 'day' | 'working-day' | 'week' | 'half-month' | 'month' | 'quarter' | 'half-year' | 'year'
  /** Every n-th day, week, month …; absent means each one. */
  interval?: number
  /** week: 1 Monday … 7 Sunday, ascending; absent means its last working day. */
  weekdays?: readonly number[]
  /** month, quarter, half-year, year: 1–31, or -1 for the last day; days a month lacks mean its last day. */
  days?: readonly number[]
  /** month …: the n-th working day of the month (-1 the last) instead of `days`. */
  workingDay?: number
  /** quarter 1–3, half-year 1–6, year 1–12: which month of it; absent means the last. */
  month?: number
  /** `HH:mm` of the limit; absent means close of work. */
  clock?: string
  /** The limit is the morning's close of work, or the opening of the office, not the day's close. */
  at?: 'morning-close' | 'open'
  /** Only days inside these inclusive spans. */
  within?: readonly { from: Day; to: Day }[]
}

/** One turn of a recurring limit: the period it belongs to begins at `start`. */
export interface Occurrence {
  start: Instant
  due: Instant
}

/**
 * What a text says about its limit.
 * - `none`: no limit; `named` holds a time that is only mentioned.
 * - `due`: register `due`.
 * - `ask`: nothing may be registered; offer `readings` (possibly empty).
 * - `recurring`: a rule and its first turn.
 * - `asap`: 尽快 and its kin; the caller takes the urgency default and says so.
 */
export type DeadlineReading =
  | { kind: 'none'; named?: NamedTime }
  | { kind: 'due'; due: Instant; named: NamedTime; notes: readonly DueNote[]; matched: MatchedText }
  | { kind: 'ask'; reason: AskReason; readings: readonly PossibleReading[]; named?: NamedTime; matched: MatchedText }
  | { kind: 'recurring'; rule: RecurringRule; first: Occurrence; matched: MatchedText }
  | { kind: 'asap'; matched: MatchedText }
