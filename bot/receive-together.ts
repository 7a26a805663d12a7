import { In, type EntityManager } from 'typeorm'
import { writesOf } from '../database/count-writes.ts'
import { InboundMessageRow } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { Problem } from '../rules/problems.ts'
import { answerMessage, type Reception } from './answer-message.ts'
import type { InboundMessage } from './channel.ts'
import type { Answer } from './commands/command.ts'
import { enqueueAnswers } from './enqueue-answers.ts'
import { inboundRow } from './inbound-row.ts'
import { NothingToDo } from './nothing-to-do.ts'
import { makeReception, readNamed, type Receiving } from './receiving.ts'
import { isNews, recallAll } from './resolve-contact.ts'

/**
 * What is said to one of them; null when there is nothing to do. A refusal is an answer where nothing had been written before it; where
 * something had, it is the end of the transaction, and each message is handled alone.
 */
const answerOne = async (reception: Reception): Promise<Answer[] | null> => {
  const before = writesOf(reception.tx)
  try {
    return await answerMessage(reception)
  } catch (error) {
    if (writesOf(reception.tx) !== before) throw error
    if (error instanceof NothingToDo) return null
    if (error instanceof Problem && error.code !== 'stale') return [{ text: error.message, to: 'chat' }]
    throw error
  }
}

/** Those of the messages that are for the bot and come from people and groups simply known, within what one person may send. */
const admit = async (options: Receiving, tx: EntityManager, messages: readonly InboundMessage[]) => {
  const { stage, senders } = options
  const { officeVersion, known } = await recallAll(tx, messages)
  const office = await stage.loadOffice(tx, officeVersion)
  const now = stage.clocks.office()
  const left = new Set<InboundMessage>()
  const receptions = messages.flatMap((message, n): Reception[] => {
    const parsed = readNamed(options, office, message)
    if (parsed.kind === 'none') return []
    const { person = null, group = null, seat = null } = known[n] ?? {}
    const isKnown = person !== null && !isNews({ person, group, seat }, message)
    const reception = isKnown && makeReception(options, { tx, office, now, message, parsed, contact: { binding: person, group } })
    if (reception && !senders.fullWindow(reception)) return [reception]
    left.add(message)
    return []
  })
  return { receptions, left }
}

/**
 * Messages of several chats, at most one of each, that came while others were handled, in one transaction: all of them or none.
 * What all of them need is asked and written once for all: who speaks where, the inbox, the answers. Says for each whether it is dealt
 * with; one whose sender or chat is not simply known is left alone, and so is one too many of its sender. When the transaction fails,
 * nothing of any of them is written. The messages come from one account.
 */
export const receiveTogether = async (options: Receiving, messages: readonly InboundMessage[]): Promise<boolean[]> => {
  const { stage, senders } = options
  const { handled, left } = await stage.runner.transaction(async (tx) => {
    const { receptions, left } = await admit(options, tx, messages)
    await insertRows(
      tx,
      InboundMessageRow,
      receptions.map((reception) => inboundRow(reception)),
    )
    const said: { reception: Reception; answers: Answer[] | null }[] = []
    for (const reception of receptions) said.push({ reception, answers: await answerOne(reception) })
    const idle = said.filter(({ answers }) => answers === null).map(({ reception }) => reception.inboundId)
    if (idle.length > 0) await tx.delete(InboundMessageRow, { id: In(idle) })
    const answered = said.flatMap(({ reception, answers }) => (answers === null ? [] : [{ reception, answers }]))
    await enqueueAnswers(answered)
    return { handled: answered.map(({ reception }) => reception), left }
  })
  for (const reception of handled) senders.count(reception)
  return messages.map((message) => !left.has(message))
}
