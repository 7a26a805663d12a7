import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { findDeclining } from './decide-decline.ts'
import { pickOwingParty } from './pick-acting-party.ts'

export const declineTaskSchema = z.strictObject({
  number: z.int().positive(),
  reason: z.string().trim().min(1, '退办请写明原因').max(1_000),
})

/** 退办: the doer says it is not theirs; opens `review` for the issuer, nothing closes. One at a time. */
export const declineTask = async (ctx: UseCaseContext, input: z.infer<typeof declineTaskSchema>): Promise<Matter> => {
  const target = await getMatter(ctx, input.number)
  if (await findDeclining(ctx, target)) {
    throw new Problem('conflict', `〔${input.number}〕已有退办申请,待交办人处理`)
  }
  const acting = await pickOwingParty(ctx, target)
  return changeState(ctx, target, {
    action: 'decline',
    text: input.reason,
    ...(acting ? { data: { party: acting.party.party } } : {}),
    onBehalfOfId: acting?.onBehalfOfId ?? null,
  })
}
