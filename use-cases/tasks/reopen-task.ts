import { z } from 'zod'
import { Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { checkLimit } from './check-limit.ts'

export const reopenTaskSchema = z.strictObject({
  number: z.int().positive(),
  dueAt: z.int().positive(),
  reason: z.string().trim().max(1_000).default(''),
})

/** A part cannot be open under a whole that is closed. */
const refuseClosedParent = async (ctx: UseCaseContext, matter: Matter): Promise<void> => {
  if (matter.parentId === null) return
  const parent = await ctx.tx.findOneByOrFail(Matter, { id: matter.parentId })
  if (parent.state === 'closed' || parent.state === 'cancelled') {
    throw new Problem(
      'wrong_state',
      `〔${matter.number}〕分解自〔${parent.number}〕,该事项已${parent.state === 'closed' ? '办结,请先 #重开 ' + parent.number : '撤销'}`,
    )
  }
  // Whoever is closing the whole at this moment looks again: otherwise neither would see the other.
  const { id, version } = parent
  const { affected } = await ctx.tx.update(Matter, { id, version }, { version: version + 1 })
  if (affected !== 1) throw new Problem('stale', `〔${parent.number}〕刚被他人更新,请重试`)
}

/** 重开 after 确认, by the issuer, with a new limit. */
export const reopenTask = async (ctx: UseCaseContext, input: z.infer<typeof reopenTaskSchema>): Promise<Matter> => {
  checkLimit(ctx, input.dueAt)
  const target = await getMatter(ctx, input.number)
  await refuseClosedParent(ctx, target.matter)
  return changeState(ctx, target, {
    action: 'reopen',
    text: input.reason,
    set: { dueAt: input.dueAt, dueText: null, submittedAt: null, percent: null },
    data: { dueAt: input.dueAt },
    // What was done before says nothing of what is asked now.
    parties: target.parties.map(({ party }) => ({ party, set: { percent: null } })),
  })
}
