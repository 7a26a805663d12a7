import { Like } from 'typeorm'
import { OutboundMessage } from '../entities/index.ts'
import { MINUTE_MS } from '../rules/instant.ts'
import { callIntoGroup } from '../use-cases/outbox/call-into-group.ts'
import { enqueueMessages, type Addressee, type NewMessage } from '../use-cases/outbox/enqueue-message.ts'
import { lateSummaryHead } from '../wording/replies.ts'
import type { Reception } from './answer-message.ts'
import type { Answer } from './commands/command.ts'
import { historyAgeMs } from './limit-senders.ts'

/** How long a summary collects before it goes out. */
const summaryDelayMs = MINUTE_MS

/** Where an answer goes: the chat it was asked in, or the speaker alone. */
export const addressee = ({ contact }: Reception, to: Answer['to']): Addressee => {
  if (to === 'chat' && contact.group) return { groupId: contact.group.id }
  return contact.binding.memberId === null ? { bindingId: contact.binding.id } : { memberId: contact.binding.memberId }
}

/** The context in which the bot itself answers: nobody acts. */
export const contextOfReply = (reception: Reception): Parameters<typeof enqueueMessages>[0] => ({
  tx: reception.tx,
  office: reception.office,
  now: reception.now,
  sentAt: reception.message.sentAt,
  newId: reception.stage.newId,
  actor: null,
  messageId: reception.inboundId,
})

/** One summary per chat for all that was replayed: the first line of each answer, appended while the summary still waits. */
const summarise = async (reception: Reception, answer: Answer): Promise<void> => {
  const to = addressee(reception, answer.to)
  const line = answer.text.split('\n', 1)[0] ?? ''
  const waiting = await reception.tx.findOne(OutboundMessage, {
    where: { ...to, state: 'ready', dedupeKey: Like('summary:%') },
    order: { id: 'DESC' },
  })
  if (waiting) {
    const appended = { text: `${waiting.text}\n${line}` }
    // The sender may have taken it meanwhile: then this line begins the next one.
    const { affected } = await reception.tx.update(OutboundMessage, { id: waiting.id, state: 'ready', text: waiting.text }, appended)
    if (affected === 1) return
  }
  await enqueueMessages(contextOfReply(reception), [
    {
      to,
      text: `${lateSummaryHead}\n${line}`,
      purpose: 'summary',
      dedupeKey: `summary:${reception.inboundId}`,
      notBefore: reception.now + summaryDelayMs,
    },
  ])
}

/** Where the speaker cannot be told in private, and it is not a list that can wait: the group shows that something waits for them. */
const callSpeaker = async (reception: Reception, answers: readonly Answer[]): Promise<void> => {
  const { contact, abilities } = reception
  const { memberId } = contact.binding
  if (abilities.privateMessages || !contact.group || memberId === null) return
  if (!answers.some(({ to, isList }) => to === 'speaker' && isList !== true)) return
  await callIntoGroup(contextOfReply(reception), { groupId: contact.group.id, memberId })
}

/** What is said to one message. */
interface Said {
  reception: Reception
  answers: readonly Answer[]
}

const isHistory = ({ reception: { now, message } }: Said): boolean => now - message.sentAt > historyAgeMs

const replies = ({ reception, answers }: Said): NewMessage[] =>
  answers.map((answer, index) => ({
    to: addressee(reception, answer.to),
    text: answer.text,
    mentionIds: answer.mentionIds ?? [],
    purpose: 'reply',
    dedupeKey: `reply:${reception.inboundId}:${index}`,
  }))

/** Writes the answers to messages of one transaction into the outbox, in that transaction. */
export const enqueueAnswers = async (said: readonly Said[]): Promise<void> => {
  const [late, fresh] = [said.filter(isHistory), said.filter((each) => !isHistory(each))]
  for (const { reception, answers } of late) for (const answer of answers) await summarise(reception, answer)
  const [first] = fresh
  if (!first) return
  await enqueueMessages(contextOfReply(first.reception), fresh.flatMap(replies))
  for (const { reception, answers } of fresh) await callSpeaker(reception, answers)
}
