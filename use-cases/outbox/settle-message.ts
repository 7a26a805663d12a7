import { Binding, OutboundMessage } from '../../entities/index.ts'
import { In } from 'typeorm'
import type { Instant } from '../../rules/instant.ts'
import { isEchoOf, makeOutgoingText } from '../../rules/outgoing-text.ts'
import type { UseCaseContext } from '../context.ts'

/** What became of a send. `offline`: nothing left the process; `refused`: the network said no. */
export type SendOutcome =
  | { kind: 'sent'; messageId: string }
  | { kind: 'unknown'; waitForEchoUntil: Instant }
  | { kind: 'offline' }
  | { kind: 'refused'; reason: string; retryAt: Instant }

/** After so many refusals a message is given up. */
export const mostAttempts = 5

const changeOf = (ctx: UseCaseContext, row: Pick<OutboundMessage, 'attempts'>, outcome: SendOutcome): Partial<OutboundMessage> => {
  switch (outcome.kind) {
    case 'sent':
      return { state: 'sent', settledAt: ctx.now, externalId: outcome.messageId.slice(0, 160), leaseUntil: null, error: null }
    case 'unknown':
      return { state: 'unknown', leaseUntil: outcome.waitForEchoUntil }
    case 'offline':
      return { state: 'ready', claimedBy: null, leaseUntil: null, attempts: row.attempts - 1 }
    case 'refused':
      return row.attempts >= mostAttempts
        ? { state: 'failed', settledAt: ctx.now, leaseUntil: null, error: outcome.reason }
        : { state: 'ready', claimedBy: null, leaseUntil: outcome.retryAt, error: outcome.reason }
  }
}

/** Settles a claimed message. False when the claim was no longer ours: our echo or another process settled it first. */
export const settleMessage = async (
  ctx: UseCaseContext,
  row: Pick<OutboundMessage, 'id' | 'attempts'>,
  holder: string,
  outcome: SendOutcome,
): Promise<boolean> => {
  const { affected } = await ctx.tx.update(
    OutboundMessage,
    { id: row.id, state: 'claimed', claimedBy: holder },
    changeOf(ctx, row, outcome),
  )
  return affected === 1
}

export interface Echo {
  channel: string
  account: string
  chatId: string
  text: string
  messageId: string
}

/** Our own message came back: the oldest unsettled one with these words in that chat was sent. Returns whether there was one. */
export const settleEcho = async (ctx: UseCaseContext, echo: Echo): Promise<boolean> => {
  const { channel, account, chatId } = echo
  const binding = await ctx.tx.findOneBy(Binding, { channel, account, externalId: chatId })
  if (!binding) return false
  const unsettled = { state: In(['claimed', 'unknown']) }
  const rows = await ctx.tx.find(OutboundMessage, {
    where: [
      { ...unsettled, bindingId: binding.id },
      ...(binding.groupId === null ? [] : [{ ...unsettled, groupId: binding.groupId }]),
      ...(binding.memberId === null ? [] : [{ ...unsettled, memberId: binding.memberId }]),
    ],
    order: { id: 'ASC' },
  })
  const row = rows.find(({ text }) => isEchoOf(makeOutgoingText(text), echo.text))
  if (!row) return false
  const { affected } = await ctx.tx.update(
    OutboundMessage,
    { id: row.id, ...unsettled },
    changeOf(ctx, row, { kind: 'sent', messageId: echo.messageId }),
  )
  return affected === 1
}
