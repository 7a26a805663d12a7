import { In, IsNull } from 'typeorm'
import { Binding, GroupMember, InboundMessageRow, OutboundMessage, WorkGroup } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { Problem } from '../../rules/problems.ts'
import { appendAudit } from '../audit/append-audit.ts'
import type { UseCaseContext } from '../context.ts'
import { mayRunGroup } from './group-owner.ts'
import { findMatchedGroup } from './match-group.ts'
import { noteReview } from './review.ts'

/** Where the group is found from now on; what it was known by on that account before leads nowhere any more. */
const moveBindings = async (ctx: UseCaseContext, from: string, to: string): Promise<void> => {
  const found = await ctx.tx.findBy(Binding, { groupId: from })
  for (const { id, channel, account } of found) {
    await ctx.tx.delete(Binding, { groupId: to, channel, account })
    await ctx.tx.update(Binding, { id }, { groupId: to, boundAt: ctx.now, confirmedAt: ctx.now })
  }
}

const moveSeats = async (ctx: UseCaseContext, from: string, to: string): Promise<void> => {
  const seats = await ctx.tx.findBy(GroupMember, { groupId: from })
  if (seats.length === 0) return
  const known = new Set((await ctx.tx.findBy(GroupMember, { groupId: to })).map(({ memberId }) => memberId))
  const present = seats.filter(({ leftAt }) => leftAt === null)
  const returned = present.filter(({ memberId }) => known.has(memberId)).map(({ memberId }) => memberId)
  if (returned.length > 0) await ctx.tx.update(GroupMember, { groupId: to, memberId: In(returned) }, { leftAt: null })
  await ctx.tx.delete(GroupMember, { groupId: from })
  await insertRows(
    ctx.tx,
    GroupMember,
    present.filter(({ memberId }) => !known.has(memberId)).map((seat): GroupMember => ({ ...seat, groupId: to })),
  )
  await ctx.office.seating.noteChange(ctx.tx)
}

/**
 * 确认本群: the newly met group is the registered one under a new external id, says who runs that one. Its matters, people and words go on
 * there; the stand-in row is closed. Returns the group as it stands.
 */
export const confirmGroup = async (ctx: UseCaseContext, groupId: string): Promise<WorkGroup> => {
  const old = await findMatchedGroup(ctx.tx, groupId)
  if (!old) throw new Problem('wrong_state', '本群没有对得上的已登记群,请直接发 #登记本群')
  if (!mayRunGroup(ctx, old)) throw new Problem('forbidden', '请由原群主或办公室主任发送')
  const { affected } = await ctx.tx.update(WorkGroup, { id: groupId, registeredAt: IsNull(), closedAt: IsNull() }, { closedAt: ctx.now })
  if (affected !== 1) throw new Problem('stale', '本群刚被他人登记,请重试')
  await moveBindings(ctx, groupId, old.id)
  await moveSeats(ctx, groupId, old.id)
  await ctx.tx.update(OutboundMessage, { groupId }, { groupId: old.id })
  await ctx.tx.update(InboundMessageRow, { groupId }, { groupId: old.id })
  await noteReview(ctx.tx, groupId, { matchesId: null })
  await noteReview(ctx.tx, old.id, { keptAt: ctx.now })
  await appendAudit(ctx, { action: 'groups.confirm', subject: old.id, detail: { metAs: groupId } })
  return old
}
