import { createHash } from 'node:crypto'
import { SecurityIncident } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { secrecyNeutral, secrecyWarning } from '../wording/replies.ts'
import type { Reception } from './answer-message.ts'
import { enqueueAnswers } from './enqueue-answers.ts'

/** A marked text: not stored, nothing posted in the group; the sender is warned privately, the security log keeps time, sender and digest. */
export const reportIncident = async (reception: Reception, marking: string): Promise<void> => {
  const { tx, message, contact, now, stage, abilities } = reception
  const known = await tx.countBy(SecurityIncident, { channel: message.channel, account: message.account, externalId: message.messageId })
  if (known > 0) return
  const row: SecurityIncident = {
    id: stage.newId(),
    at: now,
    channel: message.channel,
    account: message.account,
    externalId: message.messageId,
    memberId: contact.binding.memberId,
    groupId: contact.group?.id ?? null,
    marking,
    digest: createHash('sha256').update(message.text).digest('hex'),
  }
  await insertRows(tx, SecurityIncident, [row])
  const warning = { text: secrecyWarning, to: 'speaker' } as const
  const neutral = { text: secrecyNeutral, to: 'chat' } as const
  await enqueueAnswers(reception, abilities.privateMessages ? [warning] : [warning, neutral])
}
