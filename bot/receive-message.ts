import { createHash } from 'node:crypto'
import { InboundMessageRow } from '../entities/index.ts'
import { describeFault } from '../entities/describe-fault.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { isLostConnection } from '../entities/lost-connection.ts'
import { isUniqueViolation } from '../entities/unique-violation.ts'
import { Problem } from '../rules/problems.ts'
import { findMarking } from '../rules/secrecy.ts'
import type { Office } from '../use-cases/context.ts'
import { describeFailure } from '../wording/replies.ts'
import { acknowledgeTogether } from './acknowledge-together.ts'
import { answerMessage, type Reception } from './answer-message.ts'
import type { InboundMessage } from './channel.ts'
import type { Answer } from './commands/command.ts'
import { enqueueAnswers } from './enqueue-answers.ts'
import { gather } from './gather.ts'
import { holdMessage } from './hold-message.ts'
import { inboundRow } from './inbound-row.ts'
import { createSenderLimits } from './limit-senders.ts'
import { NothingToDo } from './nothing-to-do.ts'
import { readQuotedText } from './parse/quoted-text.ts'
import { receiveTogether } from './receive-together.ts'
import { isBareAcknowledgement, makeReception, readNamed, readPlain, type ReceiverOptions, type Receiving } from './receiving.ts'
import { reportIncident } from './report-incident.ts'
import { recallAll, resolveContact } from './resolve-contact.ts'

/**
 * Sets the scene of one message inside a transaction. It is read there, with the names the bot has at that moment; what is not for the
 * bot ends with `NothingToDo` before anything is written.
 */
const receiveIn = async <T>(options: Receiving, message: InboundMessage, work: (reception: Reception) => Promise<T>): Promise<T> => {
  const { stage } = options
  return stage.runner.transaction(async (tx) => {
    const { officeVersion, known } = await recallAll(tx, [message])
    const office: Office = await stage.loadOffice(tx, officeVersion)
    const parsed = readNamed(options, office, message)
    if (parsed.kind === 'none') throw new NothingToDo()
    const now = stage.clocks.office()
    const scene = { tx, now, newId: stage.newId, seating: office.seating }
    const contact = await resolveContact(scene, message, known[0] ?? { person: null, group: null, seat: null })
    return work(makeReception(options, { tx, office, now, message, parsed, contact }))
  })
}

/** The message with its effects and its answer, in one transaction; a refusal is answered in a transaction of its own, without effects. */
const handle = async (options: Receiving, message: InboundMessage): Promise<void> => {
  const { senders } = options
  const keep = async (reception: Reception, answer: () => Promise<Answer[]>): Promise<Reception> => {
    await insertRows(reception.tx, InboundMessageRow, [inboundRow(reception)])
    await enqueueAnswers([{ reception, answers: await answer() }])
    return reception
  }
  try {
    const handled = await receiveIn(options, message, async (reception) => {
      const full = senders.fullWindow(reception)
      if (!full) return keep(reception, () => answerMessage(reception))
      await holdMessage(reception, full)
      return null
    })
    if (handled) senders.count(handled)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    senders.count(
      await receiveIn(options, message, (reception) => keep(reception, () => Promise.resolve([{ text: error.message, to: 'chat' }]))),
    )
  }
}

/** A fault of ours: kept with its context, answered with the fixed sentence and a reference. */
const recordFailure = async (options: Receiving, message: InboundMessage, error: unknown): Promise<void> => {
  const reference = createHash('sha256').update(`${message.account}${message.messageId}`).digest('hex').slice(0, 8).toUpperCase()
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  options.log('message-failed', { reference, channel: message.channel, fault: describeFault(error) })
  await receiveIn(options, message, async (reception) => {
    const failed = { state: 'failed', reference, error: detail.slice(0, 2_000) } as const
    await insertRows(reception.tx, InboundMessageRow, [inboundRow(reception, failed)])
    await enqueueAnswers([{ reception, answers: [{ text: describeFailure(reference), to: 'chat' }] }])
  })
}

const isDuplicate = (error: unknown): boolean => isUniqueViolation(error) && /inbound_messages|ux_inbound_external/u.test(String(error))

/**
 * Two first messages at once meet the same new contact or group; the loser finds it made and goes on. A connection lost at the COMMIT
 * leaves open whether it took effect: the message is handled again, and is a duplicate if it did.
 */
const handleThroughRaces = async (options: Receiving, message: InboundMessage): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await handle(options, message)
    } catch (error) {
      if (attempt >= 4 || isDuplicate(error) || !(isUniqueViolation(error) || isLostConnection(error))) throw error
    }
  }
}

const receiveOnce = async (options: Receiving, message: InboundMessage): Promise<void> => {
  try {
    await handleThroughRaces(options, message)
  } catch (error) {
    if (isDuplicate(error) || error instanceof NothingToDo) return
    try {
      await recordFailure(options, message, error)
    } catch (second) {
      if (!isDuplicate(second)) throw second
    }
  }
}

const receiveMarked = async (options: Receiving, message: InboundMessage, marking: string): Promise<void> => {
  try {
    await receiveIn(options, message, (reception) => reportIncident(reception, marking))
  } catch (error) {
    if (!(error instanceof NothingToDo)) throw error
  }
}

/** Networks that know no quotes write them into the text. */
const takeQuote = (message: InboundMessage): InboundMessage =>
  message.kind === 'text' && message.quote === undefined && message.text.startsWith('「')
    ? { ...message, ...readQuotedText(message.text) }
    : message

/** One transaction writes while the next one's rows are made. */
const acknowledgements = { most: 64, atOnce: 2 }

/** Fewer, because each has much to write and the rows it locks wait for the last of them. */
const others = { most: 16, atOnce: 4 }

/**
 * The door of the chat: one message in, its effects committed when the promise resolves. The addressing test and the secrecy guard
 * run before anything is written; a message that is not for the bot leaves no trace. Rejects only while the database is away:
 * the channel then delivers the message again.
 */
export const createReceiver = (given: ReceiverOptions): ((message: InboundMessage) => Promise<void>) => {
  const options: Receiving = { ...given, senders: createSenderLimits(given.stage.clocks.machine) }
  // What became of the whole is not known of each: after a fault every one of them takes its own way, where a second time has no effect.
  const acknowledge = gather((messages: readonly InboundMessage[]) => acknowledgeTogether(options.stage, messages), acknowledgements)
  const receive = gather((messages: readonly InboundMessage[]) => receiveTogether(options, messages), others)
  return async (heard) => {
    const message = takeQuote(heard)
    const parsed = readPlain(message)
    if (parsed?.kind === 'none') return
    const marking = findMarking(message.text)
    if (marking) return receiveMarked(options, message, marking)
    const together = isBareAcknowledgement(message, parsed) ? acknowledge : receive
    if (!(await together(message).catch(() => false))) await receiveOnce(options, message)
  }
}
