import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { partyColumns } from '../../rules/party.ts'
import { isThere, mayHandOverTo } from '../../rules/permissions.ts'
import { Problem } from '../../rules/problems.ts'
import { today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { putOn } from '../matters/write-parties.ts'
import { withdrawDecline } from './decide-decline.ts'
import { pickOwingParty } from './pick-acting-party.ts'
import { partyKeySchema } from './party-key.ts'

export const handOverTaskSchema = z.strictObject({
  number: z.int().positive(),
  to: partyKeySchema,
  reason: z.string().trim().max(1_000).default(''),
})

/** 转办 within one's unit and below: the old todo closes, the new one opens unacknowledged with the same due and role. */
export const handOverTask = async (ctx: UseCaseContext, input: z.infer<typeof handOverTaskSchema>): Promise<Matter> => {
  const target = await getMatter(ctx, input.number)
  const { directory } = ctx.office
  const acting = await pickOwingParty(ctx, target)
  const from = acting?.party
  const fromUnit = from && (from.unitId ?? directory.findMember(from.memberId ?? '')?.unitId)
  if (from && fromUnit && target.matter.state === 'open') {
    const to = partyColumns(input.to)
    if (!isThere(directory, to, today(ctx)) || !mayHandOverTo(directory, fromUnit, to))
      throw new Problem('forbidden', '只能转办给本单位及下属人员')
    if (target.parties.some((party) => party.party === input.to && party.removedAt === null)) {
      throw new Problem('conflict', `〔${input.number}〕对方已在承办人中`)
    }
  }
  const current = from ? await withdrawDecline(ctx, target, from.party) : target
  return changeState(ctx, current, {
    action: 'hand_over',
    text: input.reason,
    ...(from ? { actingParty: from.party, parties: [{ party: from.party, set: { removedAt: ctx.now } }, putOn(input.to, from.role)] } : {}),
    targets: [input.to],
    data: { from: from?.party, to: input.to },
    onBehalfOfId: acting?.onBehalfOfId ?? null,
  })
}
