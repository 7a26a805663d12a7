import { WorkGroup } from '../../entities/index.ts'
import type { MemberCard } from '../../rules/directory.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'

type Owned = Pick<WorkGroup, 'ownerId' | 'ownerUnitId'>

const activeOwner = (ctx: UseCaseContext, { ownerId }: Owned): MemberCard | undefined => {
  const owner = ctx.office.directory.findMember(ownerId ?? '')
  return owner && ctx.office.directory.isActive(owner, today(ctx)) ? owner : undefined
}

/** Who speaks for a group's keeping: its owner; once the owner has left, the heads of its unit, else the director. */
export const listStewards = (ctx: UseCaseContext, group: Owned): MemberCard[] => {
  const { directory } = ctx.office
  const owner = activeOwner(ctx, group)
  if (owner) return [owner]
  const heads = group.ownerUnitId === null ? [] : directory.holders('unit_head', group.ownerUnitId, today(ctx))
  const root = directory.findRoot()
  return heads.length > 0 || !root ? heads : directory.holders('director', root.id, today(ctx))
}

/** Whether the actor may close, keep or confirm the group: one of its stewards, who stands in for one, or the office's director. */
export const mayRunGroup = (ctx: UseCaseContext, group: Owned): boolean => {
  const { directory } = ctx.office
  const actor = actorOf(ctx)
  const selves = directory.actsFor(actor.id, ctx.now)
  return listStewards(ctx, group).some(({ id }) => selves.includes(id)) || directory.holdsAtRoot(actor.id, 'director', today(ctx))
}

/** An open group that the actor may close or keep. To those who cannot, it is said who can. */
export const getOwnGroup = async (ctx: UseCaseContext, groupId: string): Promise<WorkGroup> => {
  const group = await ctx.tx.findOneBy(WorkGroup, { id: groupId })
  if (!group || group.registeredAt === null) throw new Problem('not_found', '没有这个工作群')
  if (!mayRunGroup(ctx, group)) throw new Problem('forbidden', '请由群主或办公室主任发送')
  return group
}
