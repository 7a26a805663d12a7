import type { InboundMessageRow } from '../entities/index.ts'
import type { Reception } from './answer-message.ts'

const longestText = 20_000

/** The message as it is kept; its unique index ends a second delivery. */
export const inboundRow = (
  { inboundId, message, contact, now }: Pick<Reception, 'inboundId' | 'message' | 'contact' | 'now'>,
  outcome: Pick<InboundMessageRow, 'state' | 'reference' | 'error'> = { state: 'done', reference: null, error: null },
): InboundMessageRow => ({
  id: inboundId,
  channel: message.channel,
  account: message.account,
  externalId: message.messageId,
  groupId: contact.group?.id ?? null,
  memberId: contact.binding.memberId,
  text: message.text.slice(0, longestText),
  sentAt: message.sentAt,
  receivedAt: now,
  ...outcome,
})
