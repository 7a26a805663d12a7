import { Recurrence } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { nextOccurrence } from '../../rules/deadline/index.ts'
import type { Occurrence } from '../../rules/deadline/index.ts'
import { MINUTE_MS, type Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import type { Limit } from '../tasks/read-limit.ts'

/** What every occurrence is made from. */
export type OccurrenceTemplate = Pick<Recurrence, 'kind' | 'title' | 'body' | 'urgency' | 'parties' | 'groupId' | 'issuerId' | 'postedById'>

/**
 * An occurrence opens when its period begins, but never before the one before it is due; a meeting is called in time, whatever its period
 * (docs/rules.md, Meetings).
 */
export const opensAtAfter = (
  { office: { calendar, settings } }: UseCaseContext,
  kind: Recurrence['kind'],
  previousDue: Instant,
  next: Occurrence,
): Instant => {
  const notice = calendar.openOfWork(calendar.addWorkingDays(calendar.dayOf(next.due), -settings.meetings.announceWorkingDays))
  return Math.max(kind === 'meeting' ? Math.min(next.start, notice) : next.start, previousDue + MINUTE_MS)
}

/** A series that opens one occurrence at a time, beginning after the one opened with it. Returns its id. */
export const openRecurrence = async (
  ctx: UseCaseContext,
  limit: Extract<Limit, { kind: 'recurring' }>,
  template: OccurrenceTemplate,
): Promise<string> => {
  const { calendar, settings } = ctx.office
  const id = ctx.newId()
  const next = nextOccurrence(limit.rule, limit.first.due, { calendar, settings })
  const row: Recurrence = {
    id,
    ...template,
    rule: limit.rule,
    ruleText: limit.text.slice(0, 80),
    nextOpensAt: opensAtAfter(ctx, template.kind, limit.first.due, next),
    skipNext: false,
    endedAt: null,
    createdAt: ctx.now,
  }
  await insertRows(ctx.tx, Recurrence, [row])
  return id
}
