import type { UseCaseContext } from '../context.ts'
import { openRecurrence } from '../recurrences/open-recurrence.ts'
import type { Limit } from '../tasks/read-limit.ts'
import { askForLimit } from './ask-for-limit.ts'
import type { MatterWithParties } from './find-matter.ts'
import { openMatter, type NewMatter } from './open-matter.ts'

/**
 * Opens a matter whose limit was read from words: with its due; with the first turn of a series; or, where the limit is in question,
 * without one and with a `set_due` todo for the issuer (docs/rules.md, Deadline policy).
 */
export const openLimited = async (
  ctx: UseCaseContext,
  input: Omit<NewMatter, 'dueAt' | 'dueText' | 'recurrenceId'>,
  limit: Limit,
): Promise<MatterWithParties> => {
  const { kind, title, body, urgency, groupId, issuerId, parties } = input
  const template = { kind, title, body, urgency, groupId, issuerId, parties: [...parties], postedById: input.postedById ?? null }
  const recurrenceId = limit.kind === 'recurring' ? await openRecurrence(ctx, limit, template) : null
  const dueAt = limit.kind === 'set' ? limit.dueAt : limit.kind === 'recurring' ? limit.first.due : null
  const opened = await openMatter(ctx, { ...input, dueAt, dueText: limit.text?.slice(0, 80) ?? null, recurrenceId })
  if (limit.kind === 'question') await askForLimit(ctx, opened.matter, [issuerId])
  return opened
}
