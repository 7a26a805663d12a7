import { z } from 'zod'
import { GroupMember, WorkGroup } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { Problem } from '../../rules/problems.ts'
import type { Role } from '../../rules/roles.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { confirmGroup } from './confirm-group.ts'
import { listStewards } from './group-owner.ts'
import { findMatchedGroup } from './match-group.ts'
import { noteReview } from './review.ts'

/** Who may register a group and so becomes its owner (docs/rules.md, Groups). */
const registrars: readonly Role[] = ['unit_head', 'director', 'supervisor', 'editor']

export const registerGroupSchema = z.strictObject({
  groupId: z.string().length(26),
  purpose: z.string().trim().min(1, '请写明用途').max(120),
  ownerUnitId: z.string().length(26).optional(),
  closesOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/u)
    .optional(),
})

/** The group under its old name, when its owner registers what it is found as after a login that changed ids. */
const findOwnOld = async (ctx: UseCaseContext, groupId: string): Promise<WorkGroup | null> => {
  const old = await findMatchedGroup(ctx.tx, groupId)
  return old?.ownerId === actorOf(ctx).id ? confirmGroup(ctx, groupId) : null
}

/** 登记本群: purpose, owner unit, owner (the speaker), end date. Again by the owner changes them; once the owner has left, by who follows. */
export const registerGroup = async (ctx: UseCaseContext, input: z.infer<typeof registerGroupSchema>): Promise<WorkGroup> => {
  const actor = actorOf(ctx)
  const { directory } = ctx.office
  const found = await ctx.tx.findOneByOrFail(WorkGroup, { id: input.groupId })
  if (found.registeredAt !== null && !listStewards(ctx, found).some(({ id }) => id === actor.id)) {
    throw new Problem('conflict', '本群已经登记,变更请由群主发送')
  }
  if (!registrars.some((role) => directory.holdsAnywhere(actor.id, role, today(ctx)))) {
    throw new Problem('forbidden', '登记本群请由单位分管领导、办公室主任、督查或信息科人员发送')
  }
  if (input.closesOn !== undefined && input.closesOn < today(ctx)) throw new Problem('bad_request', '到期日已过,请写以后的日期')
  const group = found.registeredAt === null ? ((await findOwnOld(ctx, found.id)) ?? found) : found
  const changed: WorkGroup = {
    ...group,
    purpose: input.purpose,
    ownerUnitId: input.ownerUnitId ?? actor.unitId,
    ownerId: actor.id,
    closesOn: input.closesOn ?? null,
    registeredAt: group.registeredAt ?? ctx.now,
    closedAt: null,
  }
  await ctx.tx.update(WorkGroup, { id: group.id }, changed)
  await noteReview(ctx.tx, group.id, { keptAt: ctx.now, matchesId: null })
  const seat = await ctx.tx.findOneBy(GroupMember, { groupId: group.id, memberId: actor.id })
  if (!seat) {
    await insertRows(ctx.tx, GroupMember, [{ id: ctx.newId(), groupId: group.id, memberId: actor.id, nickname: actor.name, leftAt: null }])
    await ctx.office.seating.noteChange(ctx.tx)
  }
  return changed
}
