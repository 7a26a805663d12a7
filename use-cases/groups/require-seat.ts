import { IsNull } from 'typeorm'
import { GroupMember, WorkGroup } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'

/** Lets those pass who sit in the open, registered group: only they may have the bot speak there. To anybody else it does not exist. */
export const requireSeat = async (ctx: UseCaseContext, groupId: string): Promise<void> => {
  const group = await ctx.tx.findOneBy(WorkGroup, { id: groupId })
  const isOpen = group !== null && group.registeredAt !== null && group.closedAt === null
  const sits = isOpen && (await ctx.tx.existsBy(GroupMember, { groupId, memberId: actorOf(ctx).id, leftAt: IsNull() }))
  if (!sits) throw new Problem('not_found', '没有这个工作群,或您不在群里')
}
