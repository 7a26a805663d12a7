import { z } from 'zod'
import { memberParty, unitParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { composeTitle } from '../../rules/task-text.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { openMatter } from '../matters/open-matter.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'

export const makeSuggestionSchema = z.strictObject({ body: z.string().trim().min(1, '请写明建议').max(2_000) })

/** Working days within which a suggestion is answered. */
const answerWorkingDays = 5

/** 建议: about the office's own ways, tied to no group; the supervision section owes an answer (docs/rules.md, Suggestions). */
export const makeSuggestion = async (ctx: UseCaseContext, input: z.infer<typeof makeSuggestionSchema>): Promise<MatterWithParties> => {
  const actor = actorOf(ctx)
  const { directory, calendar } = ctx.office
  const root = directory.findRoot()
  if (!root) throw new Problem('unavailable', '办公室资料尚未导入')
  const answerers = (['supervisor', 'director'] as const)
    .map((role) => directory.holders(role, root.id, today(ctx)))
    .find((members) => members.length > 0)
  const parties = answerers ? answerers.map((member) => memberParty(member.id)) : [unitParty(root.id)]
  return openMatter(ctx, {
    kind: 'suggestion',
    title: composeTitle(input.body, []),
    body: input.body,
    urgency: 'normal',
    dueAt: calendar.closeOfWork(calendar.addWorkingDays(calendar.dayOf(ctx.now), answerWorkingDays)),
    dueText: null,
    groupId: null,
    unitId: actor.unitId,
    issuerId: actor.id,
    parties: parties.map((party) => ({ party, role: 'responsible' })),
  })
}
