import { IsNull, Not } from 'typeorm'
import { z } from 'zod'
import { Binding, GroupMember, WorkGroup } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { Problem } from '../../rules/problems.ts'
import type { Role } from '../../rules/roles.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'

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

/** 登记本群: purpose, owner unit, owner (the speaker), end date. Again by the owner changes them. */
export const registerGroup = async (ctx: UseCaseContext, input: z.infer<typeof registerGroupSchema>): Promise<WorkGroup> => {
  const actor = actorOf(ctx)
  const { directory } = ctx.office
  const group = await ctx.tx.findOneByOrFail(WorkGroup, { id: input.groupId })
  if (group.registeredAt !== null && group.ownerId !== actor.id) throw new Problem('conflict', '本群已经登记,变更请由群主发送')
  if (!registrars.some((role) => directory.holdsAnywhere(actor.id, role, today(ctx)))) {
    throw new Problem('forbidden', '登记本群请由单位分管领导、办公室主任、督查或信息科人员发送')
  }
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
  const seat = await ctx.tx.findOneBy(GroupMember, { groupId: group.id, memberId: actor.id })
  if (!seat)
    await insertRows(ctx.tx, GroupMember, [{ id: ctx.newId(), groupId: group.id, memberId: actor.id, nickname: actor.name, leftAt: null }])
  return changed
}

const getOwnGroup = async (ctx: UseCaseContext, groupId: string): Promise<WorkGroup> => {
  const group = await ctx.tx.findOneByOrFail(WorkGroup, { id: groupId })
  const actor = actorOf(ctx)
  if (group.ownerId !== actor.id && !ctx.office.directory.holdsAtRoot(actor.id, 'director', today(ctx))) {
    throw new Problem('forbidden', '请由群主或办公室主任发送')
  }
  return group
}

/** 关闭本群: by its owner or the office's director; the bot leaves, open matters go on privately and in the mini-program. */
export const closeGroup = async (ctx: UseCaseContext, groupId: string): Promise<WorkGroup> => {
  const group = await getOwnGroup(ctx, groupId)
  await ctx.tx.update(WorkGroup, { id: groupId }, { closedAt: ctx.now })
  return group
}

/** 确认身份: the owner says that a contact matched by nickname is who it seems (docs/rules.md, People and identity). */
export const confirmIdentity = async (ctx: UseCaseContext, groupId: string, memberId: string): Promise<void> => {
  await getOwnGroup(ctx, groupId)
  const sits = await ctx.tx.existsBy(GroupMember, { groupId, memberId, leftAt: IsNull() })
  const [waiting, other] = sits ? await ctx.tx.findBy(Binding, { memberId, subject: 'person', confirmedAt: IsNull() }) : []
  if (!waiting) throw new Problem('wrong_state', '这位同志没有待确认的身份')
  if (other) throw new Problem('conflict', '有不止一个微信号待确认为这位同志,请其向安全管理员索取绑定码')
  const { id, channel, account } = waiting
  // As with a code: what the person was known by on this account before no longer acts for them.
  await ctx.tx.update(Binding, { memberId, channel, account, id: Not(id) }, { memberId: null, confirmedAt: null })
  await ctx.tx.update(Binding, { id }, { confirmedAt: ctx.now })
  await appendAudit(ctx, { action: 'bindings.confirm', subject: memberId, detail: { channel, bindingId: id } })
}
