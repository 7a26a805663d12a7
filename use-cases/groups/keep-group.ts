import { z } from 'zod'
import { WorkGroup } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { today, type UseCaseContext } from '../context.ts'
import { getOwnGroup } from './group-owner.ts'
import { noteReview } from './review.ts'

export const keepGroupSchema = z.strictObject({
  groupId: z.string().length(26),
  /** A new end date; null: without end; absent: as it was. */
  closesOn: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/u, '日期写成 YYYY-MM-DD')
    .nullable()
    .optional(),
})

/** 延用本群: it is still needed, until the new date. Idleness counts anew; a group past its end needs one (docs/rules.md, Groups). */
export const keepGroup = async (ctx: UseCaseContext, input: z.infer<typeof keepGroupSchema>): Promise<WorkGroup> => {
  const group = await getOwnGroup(ctx, input.groupId)
  if (group.closedAt !== null) throw new Problem('wrong_state', `${group.name}已经关闭,要再用请重新登记`)
  const closesOn = input.closesOn === undefined ? group.closesOn : input.closesOn
  if (closesOn !== null && closesOn < today(ctx)) {
    throw new Problem('bad_request', input.closesOn === undefined ? '本群已到期,请写明延用到哪天' : '到期日已过,请写以后的日期')
  }
  await ctx.tx.update(WorkGroup, { id: group.id }, { closesOn })
  await noteReview(ctx.tx, group.id, { keptAt: ctx.now })
  await appendAudit(ctx, { action: 'groups.keep', subject: group.id, detail: { closesOn } })
  return { ...group, closesOn }
}
