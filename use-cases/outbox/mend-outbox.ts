import { In, LessThanOrEqual } from 'typeorm'
import { OutboundMessage } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { Instant } from '../../rules/instant.ts'
import { describeMissedReplies } from '../../wording/reminders.ts'
import type { UseCaseContext } from '../context.ts'
import { enqueueMessages, type Addressee } from './enqueue-message.ts'

/** A message that the network left in doubt is sent again once; then it stays as it is. */
const mostDoubtfulSends = 2
const batch = 200

/**
 * Claims whose lease ended (their process died between send and settle) become `unknown` and wait for our echo; an `unknown` one that
 * heard none goes out once more, and after the second time is given up.
 */
export const takeOverLostClaims = async (ctx: UseCaseContext, machineNow: Instant, waitForEchoUntil: Instant): Promise<void> => {
  const ended = { leaseUntil: LessThanOrEqual(machineNow) }
  const unheard = await ctx.tx.find(OutboundMessage, {
    select: { id: true, attempts: true },
    where: { state: 'unknown', ...ended },
    take: batch,
  })
  for (const { id, attempts } of unheard) {
    const givenUp = attempts >= mostDoubtfulSends
    await ctx.tx.update(
      OutboundMessage,
      { id, state: 'unknown', ...ended },
      givenUp
        ? { state: 'failed', settledAt: ctx.now, leaseUntil: null, error: 'sent twice, never confirmed' }
        : { state: 'ready', claimedBy: null, leaseUntil: null },
    )
  }
  await ctx.tx.update(OutboundMessage, { state: 'claimed', ...ended }, { state: 'unknown', leaseUntil: waitForEchoUntil })
}

const addresseeOf = (row: OutboundMessage): Addressee => {
  if (row.groupId !== null) return { groupId: row.groupId }
  return row.memberId !== null ? { memberId: row.memberId } : { bindingId: row.bindingId ?? '' }
}

/** Messages past their time expire; replies among them are told in one summary for each chat. Returns how many expired. */
export const expireMessages = async (ctx: UseCaseContext): Promise<number> => {
  const stale = { state: 'ready', expiresAt: LessThanOrEqual(ctx.now) } as const
  const rows = await ctx.tx.find(OutboundMessage, { where: stale, order: { id: 'ASC' }, take: batch })
  if (rows.length === 0) return 0
  await ctx.tx.update(OutboundMessage, { id: In(rows.map(({ id }) => id)), ...stale }, { state: 'expired', settledAt: ctx.now })
  const replies = rows.filter((row) => row.purpose === 'reply')
  const byChat = groupBy(replies, (row) => row.groupId ?? row.memberId ?? row.bindingId)
  const summaries = [...byChat.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const text = describeMissedReplies(group.map((row) => row.text.split('\n', 1)[0] ?? ''))
    return [{ to: addresseeOf(first), text, purpose: 'summary' as const, dedupeKey: `missed:${first.id}` }]
  })
  await enqueueMessages(ctx, summaries)
  return rows.length
}
