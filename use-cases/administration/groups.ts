import { z } from 'zod'
import { WorkGroup } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { today, type UseCaseContext } from '../context.ts'
import { requireAdministrator } from './require-administrator.ts'

export const updateGroupSchema = z
  .strictObject({
    purpose: z.string().trim().min(1).max(120).describe('用途'),
    ownerUnitId: z.string().length(26).nullable().describe('归口单位'),
    ownerId: z.string().length(26).describe('群主,一群一主'),
    closesOn: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '日期写成 YYYY-MM-DD')
      .nullable()
      .describe('到期日'),
    closed: z.boolean().describe('关闭或恢复'),
  })
  .partial()

export type UpdateGroup = z.output<typeof updateGroupSchema>

/** Changes a line of the group ledger; a group with a purpose and an owner counts as registered. For the system administrator. */
export const updateGroup = async (ctx: UseCaseContext, input: { id: string } & UpdateGroup): Promise<WorkGroup> => {
  requireAdministrator(ctx, 'system_admin')
  const { id, closed, ...given } = input
  const group = await ctx.tx.findOneBy(WorkGroup, { id })
  if (!group) throw new Problem('not_found', '没有这个群')
  const { directory } = ctx.office
  if (given.ownerUnitId && !directory.findUnit(given.ownerUnitId)) throw new Problem('bad_request', '没有这个单位')
  const owner = given.ownerId === undefined ? undefined : directory.findMember(given.ownerId)
  if (given.ownerId !== undefined && (!owner || !directory.isActive(owner, today(ctx))))
    throw new Problem('bad_request', '没有这个人,或已离岗')
  const patch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<WorkGroup>
  const after: WorkGroup = { ...group, ...patch }
  if (after.registeredAt === null && after.purpose !== null && after.ownerId !== null) after.registeredAt = ctx.now
  if (closed !== undefined) after.closedAt = closed ? (group.closedAt ?? ctx.now) : null
  await ctx.tx.update(WorkGroup, { id }, after)
  await appendAudit(ctx, {
    action: 'groups.update',
    subject: id,
    detail: { changed: [...Object.keys(patch), ...(closed === undefined ? [] : ['closed'])] },
  })
  return after
}
