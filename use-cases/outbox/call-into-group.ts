import { In, IsNull, Like, MoreThan, Not } from 'typeorm'
import { Binding, GroupMember, InboundMessageRow, OutboundMessage, WorkGroup } from '../../entities/index.ts'
import { MINUTE_MS } from '../../rules/instant.ts'
import { describeNeutralLine } from '../../wording/neutral-line.ts'
import type { UseCaseContext } from '../context.ts'
import { enqueueMessages } from './enqueue-message.ts'

/** Where a person is called. */
export interface CallPlace {
  groupId: string
  memberId: string
}

/**
 * A neutral line in a group for somebody who cannot be reached in private: that something waits in the mini-program, not what. At most one a
 * person, group and `callPauseMinutes` (docs/rules.md, Private tags and channels). Returns whether it was written.
 */
export const callIntoGroup = async (ctx: UseCaseContext, { groupId, memberId }: CallPlace): Promise<boolean> => {
  const member = ctx.office.directory.findMember(memberId)
  if (!member) return false
  const pauseMs = ctx.office.settings.callPauseMinutes * MINUTE_MS
  const key = `call:${groupId}:${memberId}`
  const createdAt = MoreThan(ctx.now - pauseMs)
  if (await ctx.tx.existsBy(OutboundMessage, { groupId, createdAt, dedupeKey: Like(`${key}:%`) })) return false
  const line = { to: { groupId }, text: describeNeutralLine(member.name), mentionIds: [memberId], purpose: 'notice', lane: 0 } as const
  // Two at once write the same key: one of them is it.
  return (await enqueueMessages(ctx, [{ ...line, dedupeKey: `${key}:${Math.floor(ctx.now / pauseMs)}` }])) === 1
}

/** The open group of this chat account in which a person is most likely to look: where they spoke last, else any they sit in. */
export const findCallGroup = async (
  ctx: UseCaseContext,
  memberId: string,
  from: { channel: string; account: string },
): Promise<string | null> => {
  const seats = await ctx.tx.find(GroupMember, {
    select: { id: true, groupId: true },
    where: { memberId, leftAt: IsNull() },
    order: { id: 'ASC' },
  })
  if (seats.length === 0) return null
  const places = await ctx.tx.findBy(Binding, { ...from, subject: 'group', groupId: In(seats.map(({ groupId }) => groupId)) })
  const bound = places.map(({ groupId }) => groupId).filter((id) => id !== null)
  const groups = await ctx.tx.find(WorkGroup, {
    select: { id: true },
    where: { id: In(bound), closedAt: IsNull(), registeredAt: Not(IsNull()) },
  })
  const open = new Set(groups.map(({ id }) => id))
  const spoken = await ctx.tx.findOne(InboundMessageRow, {
    where: { memberId, groupId: In([...open]) },
    order: { receivedAt: 'DESC', id: 'DESC' },
  })
  return spoken?.groupId ?? seats.find(({ groupId }) => open.has(groupId))?.groupId ?? null
}
