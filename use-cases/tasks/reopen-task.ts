import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'

export const reopenTaskSchema = z.strictObject({
  number: z.int().positive(),
  dueAt: z.int().positive(),
  reason: z.string().trim().max(1_000).default(''),
})

/** 重开 after 确认, by the issuer, with a new limit. */
export const reopenTask = async (ctx: UseCaseContext, input: z.infer<typeof reopenTaskSchema>): Promise<Matter> => {
  if (input.dueAt <= ctx.now) throw new Problem('bad_request', '时限已经过去,请重新填写')
  const target = await getMatter(ctx, input.number)
  return changeState(ctx, target, {
    action: 'reopen',
    text: input.reason,
    set: { dueAt: input.dueAt, submittedAt: null },
    data: { dueAt: input.dueAt },
  })
}
