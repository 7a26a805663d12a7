import { isQuiet, nextMorning } from '../../rules/reminder-policy.ts'
import { describeIssueTurn } from '../../wording/issues.ts'
import type { UseCaseContext } from '../context.ts'
import { unitName } from '../matters/names.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { holdersOf } from './chain-turn.ts'
import type { ListedItem } from './list-items.ts'
import type { PassedIssue } from './pass-issue.ts'

/** The items of an issue as wordings show them. */
export const itemWords = (
  ctx: UseCaseContext,
  items: readonly ListedItem[],
): { heading: string; number: number; body: string; units: string[] }[] =>
  items.map(({ item, matter, printed, unitIds }) => ({
    heading: item.heading,
    number: matter.number,
    body: printed.body,
    units: unitIds.map((id) => unitName(ctx.office.directory, id).name),
  }))

/** Submissions of which a later version exists than the one in the issue. */
export const outdatedOf = (items: readonly ListedItem[]): number[] =>
  items.filter(({ item, submission }) => item.version < submission.version).map(({ matter }) => matter.number)

/** Tells in private whose word an issue waits for; waits out the quiet hours. Returns who they are. */
export const tellTurn = async (ctx: UseCaseContext, { found, items, next }: PassedIssue): Promise<{ id: string; name: string }[]> => {
  const { matter, issue, publication } = found
  const { calendar, settings } = ctx.office
  const holders = holdersOf(ctx, next.role)
  const draft = { number: matter.number, name: publication.name, ...issue, items: itemWords(ctx, items) }
  const waits = isQuiet(calendar, settings.reminders, ctx.now)
  await enqueueMessages(
    ctx,
    holders
      .filter(({ id }) => id !== ctx.actor?.id)
      .map(({ id }) => ({
        to: { memberId: id },
        text: describeIssueTurn(draft, next),
        purpose: 'notice' as const,
        dedupeKey: `issue-turn:${matter.id}:${matter.version}:${id}`,
        ...(waits ? { notBefore: nextMorning(calendar, settings.reminders, ctx.now) } : {}),
      })),
  )
  return holders
}
