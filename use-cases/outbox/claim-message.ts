import { In, type EntityManager } from 'typeorm'
import { OutboundMessage } from '../../entities/index.ts'
import type { Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import { addressMessages, type Address, type ChatAccount } from './address-messages.ts'
import { callIntoGroup, findCallGroup } from './call-into-group.ts'

export interface ClaimRequest {
  from: ChatAccount
  /** This process, at most 40 characters. */
  holder: string
  machineNow: Instant
  leaseMs: number
  /** Lanes in the order to look at them. */
  lanes: readonly (0 | 1)[]
  /** Chats that were written to a moment ago; their rows wait. */
  resting: ReadonlySet<string>
}

export interface ClaimedMessage {
  row: OutboundMessage
  to: Extract<Address, { chat: unknown }>
}

const pageSize = 50
const mostPages = 20

const readPage = (
  ctx: UseCaseContext,
  lane: number,
  machineNow: Instant,
  after: OutboundMessage | undefined,
): Promise<OutboundMessage[]> => {
  const query = ctx.tx
    .createQueryBuilder(OutboundMessage, 'message')
    .where("message.state = 'ready' AND message.lane = :lane AND message.not_before <= :now", { lane, now: ctx.now })
    .andWhere('(message.expires_at IS NULL OR message.expires_at > :now)')
    .andWhere('(message.lease_until IS NULL OR message.lease_until <= :machineNow)', { machineNow })
  if (after) {
    query
      .andWhere('message.not_before >= :at', { at: after.notBefore })
      .andWhere('NOT (message.not_before = :at AND message.id <= :id)', { at: after.notBefore, id: after.id })
  }
  return query.orderBy('message.not_before', 'ASC').addOrderBy('message.id', 'ASC').limit(pageSize).getMany()
}

const settleUnsendable = async (tx: EntityManager, ids: readonly string[], set: Partial<OutboundMessage>): Promise<void> => {
  if (ids.length > 0) await tx.update(OutboundMessage, { id: In([...ids]), state: 'ready' }, set)
}

const claim = async (ctx: UseCaseContext, row: OutboundMessage, { holder, machineNow, leaseMs }: ClaimRequest): Promise<boolean> => {
  const { affected } = await ctx.tx.update(
    OutboundMessage,
    { id: row.id, state: 'ready', attempts: row.attempts },
    { state: 'claimed', claimedBy: holder, leaseUntil: machineNow + leaseMs, attempts: row.attempts + 1 },
  )
  return affected === 1
}

/**
 * What somebody did that concerns one person alone is said now; answers have called their speaker already, digests can wait.
 * Returns whether anybody was called.
 */
const callForUrgent = async (ctx: UseCaseContext, rows: readonly OutboundMessage[], from: ChatAccount): Promise<boolean> => {
  const urgent = rows.filter(({ purpose, lane }) => purpose === 'notice' && lane === 0)
  let called = false
  for (const memberId of new Set(urgent.map((row) => row.memberId))) {
    const groupId = memberId === null ? null : await findCallGroup(ctx, memberId, { channel: from.channel, account: from.account })
    if (memberId !== null && groupId !== null) called = (await callIntoGroup(ctx, { groupId, memberId })) || called
  }
  return called
}

const claimInLane = async (ctx: UseCaseContext, lane: 0 | 1, request: ClaimRequest): Promise<ClaimedMessage | null> => {
  let after: OutboundMessage | undefined
  // The first row of a chat that cannot go yet holds back the chat's later ones: words stay in order.
  const held = new Set(request.resting)
  for (let page = 0; page < mostPages; page += 1) {
    const rows = await readPage(ctx, lane, request.machineNow, after)
    const addressed = await addressMessages(ctx.tx, rows, request.from, request.machineNow)
    const unsendable = (wanted: Address): string[] => addressed.filter(({ address }) => address === wanted).map(({ row }) => row.id)
    await settleUnsendable(ctx.tx, unsendable('in_app'), { state: 'in_app', settledAt: ctx.now })
    const inApp = addressed.filter(({ address }) => address === 'in_app').map(({ row }) => row)
    // The call itself is ready now: look again, those rows are gone.
    if (await callForUrgent(ctx, inApp, request.from)) return claimInLane(ctx, 0, request)
    await settleUnsendable(ctx.tx, unsendable('nowhere'), { state: 'failed', settledAt: ctx.now, error: 'no chat is bound to it' })
    for (const { row, address } of addressed) {
      if (typeof address === 'string' || held.has(address.chat.id)) continue
      if (await claim(ctx, row, request)) return { row: { ...row, attempts: row.attempts + 1 }, to: address }
      held.add(address.chat.id)
    }
    if (rows.length < pageSize) return null
    after = rows.at(-1)
  }
  return null
}

/**
 * Claims the next message this account can send, by compare-and-set with a lease. Private words to people no chat reaches
 * are put into the mini-program on the way. Null when nothing is ready.
 */
export const claimMessage = async (ctx: UseCaseContext, request: ClaimRequest): Promise<ClaimedMessage | null> => {
  for (const lane of request.lanes) {
    const claimed = await claimInLane(ctx, lane, request)
    if (claimed) return claimed
  }
  return null
}
