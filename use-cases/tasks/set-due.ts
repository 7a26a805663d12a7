import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { checkLimit } from './check-limit.ts'

export const setDueSchema = z.strictObject({
  number: z.int().positive(),
  dueAt: z.int().positive(),
  /** The limit as written. */
  text: z.string().trim().max(80).default(''),
})

/** 时限: the issuer (or a root supervisor) fixes or moves the limit; closes `set_due` and re-times every open handle todo. */
export const setDue = async (ctx: UseCaseContext, input: z.infer<typeof setDueSchema>): Promise<Matter> => {
  const target = await getMatter(ctx, input.number)
  checkLimit(ctx, input.dueAt)
  const onBehalfOfId = standingsOf(ctx, target.matter, target.parties).issuerOnBehalfOfId
  return changeState(ctx, target, {
    action: 'set_due',
    text: input.text,
    set: { dueAt: input.dueAt, dueText: input.text || null },
    data: { from: target.matter.dueAt, dueAt: input.dueAt },
    onBehalfOfId,
  })
}
