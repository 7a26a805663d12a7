import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { memberParty, unitParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { isQuiet, nextMorning } from '../../rules/reminder-policy.ts'
import { composeTitle } from '../../rules/task-text.ts'
import { describeSuggestionReceived } from '../../wording/suggestions.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { openMatter } from '../matters/open-matter.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'

export const makeSuggestionSchema = z.strictObject({ body: z.string().trim().min(1, '请写明建议').max(2_000) })

/** Those who owe the answer hear of it at once, in private; at night they hear of it in the morning. */
const tellAnswerers = async (ctx: UseCaseContext, suggestion: Matter, memberIds: readonly string[]): Promise<void> => {
  const { calendar, directory, settings } = ctx.office
  const isLate = isQuiet(calendar, settings.reminders, ctx.now)
  const text = describeSuggestionReceived({ directory, calendar, now: ctx.now, botMention: '' }, suggestion)
  await enqueueMessages(
    ctx,
    memberIds
      .filter((memberId) => memberId !== suggestion.issuerId)
      .map((memberId) => ({
        to: { memberId },
        text,
        purpose: 'notice' as const,
        dedupeKey: `suggestion:${suggestion.id}:${memberId}`,
        notBefore: isLate ? nextMorning(calendar, settings.reminders, ctx.now) : ctx.now,
      })),
  )
}

/** 建议: about the office's own ways, tied to no group; the supervision section owes an answer (docs/rules.md, Suggestions). */
export const makeSuggestion = async (ctx: UseCaseContext, input: z.infer<typeof makeSuggestionSchema>): Promise<MatterWithParties> => {
  const actor = actorOf(ctx)
  const { directory, calendar, settings } = ctx.office
  const root = directory.findRoot()
  if (!root) throw new Problem('unavailable', '办公室资料尚未导入')
  const answerers = (['supervisor', 'director'] as const)
    .map((role) => directory.holders(role, root.id, today(ctx)))
    .find((members) => members.length > 0)
  const parties = answerers ? answerers.map((member) => memberParty(member.id)) : [unitParty(root.id)]
  const opened = await openMatter(ctx, {
    kind: 'suggestion',
    title: composeTitle(input.body, []),
    body: input.body,
    urgency: 'normal',
    dueAt: calendar.closeOfWork(calendar.addWorkingDays(calendar.dayOf(ctx.now), settings.suggestionWorkingDays)),
    dueText: null,
    groupId: null,
    unitId: actor.unitId,
    issuerId: actor.id,
    parties: parties.map((party) => ({ party, role: 'responsible' })),
  })
  await tellAnswerers(
    ctx,
    opened.matter,
    (answerers ?? directory.answerersOf(root.id, today(ctx))).map(({ id }) => id),
  )
  return opened
}
