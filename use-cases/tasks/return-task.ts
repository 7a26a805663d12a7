import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { findDeclining } from './decide-decline.ts'

export const returnTaskSchema = z.strictObject({
  number: z.int().positive(),
  reason: z.string().trim().min(1, '退回请写明原因').max(1_000),
})

/** 退回: reopens the responsible's todo with the old due. On a declined task it refuses the decline. */
export const returnTask = async (
  ctx: UseCaseContext,
  input: z.infer<typeof returnTaskSchema>,
): Promise<{ matter: Matter; declined: boolean }> => {
  const target = await getMatter(ctx, input.number)
  const declined = (await findDeclining(ctx, target)) !== null
  const onBehalfOfId = standingsOf(ctx, target.matter, target.parties).issuerOnBehalfOfId
  const matter = await changeState(ctx, target, { action: declined ? 'refuse_decline' : 'return', text: input.reason, onBehalfOfId })
  return { matter, declined }
}
