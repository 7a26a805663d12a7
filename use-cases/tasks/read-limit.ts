import type {
  DeadlineReading,
  DueNote,
  MatchedText,
  Occurrence,
  PossibleReading,
  AskReason,
  RecurringRule,
} from '../../rules/deadline/reading.ts'
import { parseDeadline } from '../../rules/deadline/parse-deadline.ts'
import { HOUR_MS, type Instant } from '../../rules/instant.ts'
import type { Urgency } from '../../rules/lifecycles/index.ts'
import { createNameTable } from '../../rules/parties/name-table.ts'
import { maskNames } from '../../rules/parties/mask-names.ts'
import { maskSource } from '../../rules/supervision.ts'
import { today, type UseCaseContext } from '../context.ts'
import { checkLimit } from './check-limit.ts'

/** What a task's limit turned out to be. `text` is the limit as written. */
export type Limit =
  | {
      kind: 'set'
      dueAt: Instant
      text: string | null
      notes: readonly DueNote[]
      matched: MatchedText | null
      byDefault: 'absent' | 'asap' | null
    }
  | { kind: 'question'; reason: AskReason; readings: readonly PossibleReading[]; text: string; matched: MatchedText }
  | { kind: 'recurring'; rule: RecurringRule; first: Occurrence; text: string; matched: MatchedText }

type SetLimit = Extract<Limit, { kind: 'set' }>

/** The office's default for an urgency, counted from when the person spoke (docs/rules.md, Deadline policy). */
export const defaultDue = (ctx: UseCaseContext, urgency: Urgency): Instant => {
  const { calendar, settings } = ctx.office
  const { criticalHours, urgentWorkingDays, normalDays } = settings.urgencyDefaults
  const day = calendar.dayOf(ctx.sentAt)
  if (urgency === 'critical') return ctx.sentAt + criticalHours * HOUR_MS
  if (urgency === 'urgent') return calendar.closeOfWork(calendar.addWorkingDays(day, urgentWorkingDays))
  return calendar.closeOfWork(calendar.addDays(day, normalDays))
}

const fromReading = (ctx: UseCaseContext, reading: DeadlineReading, urgency: Urgency): Limit => {
  switch (reading.kind) {
    case 'due':
      return {
        kind: 'set',
        dueAt: reading.due,
        text: reading.matched.text,
        notes: reading.notes,
        matched: reading.matched,
        byDefault: null,
      }
    case 'ask':
      return { kind: 'question', reason: reading.reason, readings: reading.readings, text: reading.matched.text, matched: reading.matched }
    case 'recurring':
      return { kind: 'recurring', rule: reading.rule, first: reading.first, text: reading.matched.text, matched: reading.matched }
    case 'asap':
      return {
        kind: 'set',
        dueAt: defaultDue(ctx, urgency),
        text: reading.matched.text,
        notes: [],
        matched: reading.matched,
        byDefault: 'asap',
      }
    case 'none':
      return { kind: 'set', dueAt: defaultDue(ctx, urgency), text: null, notes: [], matched: null, byDefault: 'absent' }
  }
}

/** A limit that is an instant already, not read from words. */
export const fixedLimit = (dueAt: Instant, text: string | null = null): SetLimit => ({
  kind: 'set',
  dueAt,
  text,
  notes: [],
  matched: null,
  byDefault: null,
})

/** The same, as somebody gives it through the API: refused when it is past or too far. */
export const givenLimit = (ctx: UseCaseContext, dueAt: Instant): SetLimit => {
  checkLimit(ctx, dueAt)
  return fixedLimit(dueAt)
}

/** 要在每月10日前 → 每月10日前: words that lead to a limit are no part of it. */
const withoutLead = (text: string): string => text.replace(/^(?:要求|要|请|需|须|应|务必|争取|[于在])+\s*/u, '') || text

/**
 * Reads the limit in a task's words as they were spoken; only an absent one takes the urgency default, an unclear one stays a question.
 * Names are blanked out first: a name may end in a numeral. So is the source: a meeting's day is no limit.
 */
export const readLimit = (ctx: UseCaseContext, text: string, urgency: Urgency): Limit => {
  const { calendar, settings, directory } = ctx.office
  const heard = maskNames(maskSource(text), createNameTable(directory, [], today(ctx)))
  const limit = fromReading(ctx, parseDeadline(heard, { sentAt: ctx.sentAt, calendar, settings }), urgency)
  return limit.text === null ? limit : { ...limit, text: withoutLead(limit.text) }
}
