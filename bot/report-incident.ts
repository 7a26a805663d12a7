import { createHash } from 'node:crypto'
import { SecurityIncident } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { secrecyNeutral, secrecyWarning, secretEvent } from '../wording/replies.ts'
import type { Reception } from './answer-message.ts'
import type { Answer } from './commands/command.ts'
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
  // An event that is secret has its own channel: the sentence, and nothing of the content (docs/rules.md, Urgent reports).
  const isUrgent = /^[\s#＃【]*(?:紧急|初报|续报|终报)/u.test(message.text.normalize('NFKC').replace(/^(?:@\S+\s*)+/u, ''))
  const warning = { text: isUrgent ? secretEvent : secrecyWarning, to: 'speaker' } as const
  // Who is bound is called by name (enqueue-answers.ts); who is not can only be spoken to in general.
  const isUncallable = !abilities.privateMessages && contact.binding.memberId === null
  const answers: Answer[] = isUncallable ? [warning, { text: secrecyNeutral, to: 'chat' }] : [warning]
  await enqueueAnswers([{ reception, answers }])
}
