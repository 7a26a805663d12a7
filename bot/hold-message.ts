import { InboundMessageRow, OutboundMessage } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { SECOND_MS, type Instant } from '../rules/instant.ts'
import { enqueueMessages } from '../use-cases/outbox/enqueue-message.ts'
import { addHeld, describeFlood, describeHeld } from '../wording/flood.ts'
import type { Reception } from './answer-message.ts'
import { addressee, contextOfReply, enqueueAnswers } from './enqueue-answers.ts'
import { inboundRow } from './inbound-row.ts'

/** One more line of the summary while it waits; the sender of messages may have taken it just now. */
const appendTo = async ({ tx }: Reception, dedupeKey: string, line: string): Promise<boolean> => {
  const waiting = await tx.findOneBy(OutboundMessage, { dedupeKey, state: 'ready' })
  if (!waiting) return false
  const { affected } = await tx.update(
    OutboundMessage,
    { id: waiting.id, state: 'ready', text: waiting.text },
    { text: addHeld(waiting.text, line) },
  )
  return affected === 1
}

/**
 * One message too many of one person (docs/rules.md, Flood): kept, not acted on. The first is answered at once; all of them are listed
 * in one summary when the window ends, so that nothing is lost unseen.
 */
export const holdMessage = async (reception: Reception, { startedAt, endsAt }: { startedAt: Instant; endsAt: Instant }): Promise<void> => {
  const { tx, message, contact, office, now, stage } = reception
  await insertRows(tx, InboundMessageRow, [inboundRow(reception, { state: 'held', reference: null, error: null })])
  const dedupeKey = `held:${contact.group?.id ?? 'private'}:${contact.binding.id}:${startedAt}`
  const line = message.text.replaceAll(/\s+/gu, ' ').trim()
  if (await appendTo(reception, dedupeKey, line)) return
  const name = message.sender.name
  const isFirst = !(await tx.existsBy(OutboundMessage, { dedupeKey }))
  if (isFirst) await enqueueAnswers([{ reception, answers: [{ text: describeFlood(name, office.settings.chatLimit), to: 'chat' }] }])
  const waitMs = Math.max(endsAt - stage.clocks.machine(), SECOND_MS)
  await enqueueMessages(contextOfReply(reception), [
    {
      to: addressee(reception, 'chat'),
      text: describeHeld(name, line),
      mentionIds: contact.binding.memberId === null ? [] : [contact.binding.memberId],
      purpose: 'summary',
      dedupeKey: isFirst ? dedupeKey : `${dedupeKey}:${reception.inboundId}`,
      notBefore: now + waitMs,
    },
  ])
}
