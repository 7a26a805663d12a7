import { createHash } from 'node:crypto'
import type { Stage } from '../database/stage.ts'
import { InboundMessageRow } from '../entities/index.ts'
import { describeFault } from '../entities/describe-fault.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { isLostConnection } from '../entities/lost-connection.ts'
import { isUniqueViolation } from '../entities/unique-violation.ts'
import { Problem } from '../rules/problems.ts'
import { findMarking } from '../rules/secrecy.ts'
import type { CodeKit } from '../use-cases/bindings/one-time-codes.ts'
import type { Office } from '../use-cases/context.ts'
import { describeFailure } from '../wording/replies.ts'
import { acknowledgeTogether } from './acknowledge-together.ts'
import { answerMessage, type Reception } from './answer-message.ts'
import type { ChannelAbilities, InboundMessage } from './channel.ts'
import type { Answer } from './commands/command.ts'
import { commandTags } from './commands/index.ts'
import { enqueueAnswers } from './enqueue-answers.ts'
import { gather } from './gather.ts'
import { holdMessage } from './hold-message.ts'
import { inboundRow } from './inbound-row.ts'
import { createSenderLimits, type SenderLimits } from './limit-senders.ts'
import { NothingToDo } from './nothing-to-do.ts'
import { parseMessage, type ParsedMessage } from './parse-message.ts'
import { reportIncident } from './report-incident.ts'
import { recallAll, resolveContact } from './resolve-contact.ts'

export interface ReceiverOptions {
  stage: Stage
  abilities: ChannelAbilities
  /** The bot's own display name on that account, beside the office's name for it. */
  botName: () => string | null
  /** The office's key (and, in a replay, a seeded chance) for one-time codes. */
  codes: Omit<CodeKit, 'machineNow'>
  log: (event: string, detail: Record<string, unknown>) => void
}

/** The options, and what this receiver remembers of those who send. */
interface Receiving extends ReceiverOptions {
  senders: SenderLimits
}

const read = (message: InboundMessage, botNames: readonly string[]): ParsedMessage => {
  if (message.kind === 'attachment') return { kind: 'attachment' }
  if (message.kind === 'recall') return { kind: 'recall', messageId: message.text }
  return parseMessage({ text: message.text, quote: message.quote, mentionsBot: message.mentionsBot, botNames }, commandTags)
}

const namesOf = (options: ReceiverOptions, { settings }: Office): string[] => [
  ...new Set([settings.botName, options.botName() ?? settings.botName]),
]

/** What a message is, whatever the bot is called: its names count behind an @ only. Chat among people is most of what is heard, and read here. */
const readPlain = (message: InboundMessage): ParsedMessage | null => (/[@＠﹫]/u.test(message.text) ? null : read(message, []))

/** A bare 收到 in a group: what everybody says at once after an order to all. */
const isBareAcknowledgement = (message: InboundMessage, parsed: ParsedMessage | null): boolean =>
  message.chat.kind === 'group' && parsed?.kind === 'acknowledgement' && parsed.numbers.length === 0 && parsed.quoted === null

/**
 * Sets the scene of one message inside a transaction. It is read there, with the names the bot has at that moment; what is not for the
 * bot ends with `NothingToDo` before anything is written.
 */
const receiveIn = async <T>(options: Receiving, message: InboundMessage, work: (reception: Reception) => Promise<T>): Promise<T> => {
  const { stage } = options
  return stage.runner.transaction(async (tx) => {
    const { officeVersion, known } = await recallAll(tx, [message])
    const office: Office = await stage.loadOffice(tx, officeVersion)
    const parsed = read(message, namesOf(options, office))
    if (parsed.kind === 'none') throw new NothingToDo()
    const now = stage.clocks.office()
    const contact = await resolveContact({ tx, now, newId: stage.newId }, message, known[0] ?? { person: null, group: null, seat: null })
    return work({
      stage,
      tx,
      office,
      now,
      message,
      parsed,
      contact,
      abilities: options.abilities,
      codes: options.codes,
      inboundId: stage.newId(),
    })
  })
}

/** The message with its effects and its answer, in one transaction; a refusal is answered in a transaction of its own, without effects. */
const handle = async (options: Receiving, message: InboundMessage): Promise<void> => {
  const { senders } = options
  const keep = async (reception: Reception, answer: () => Promise<Answer[]>): Promise<Reception> => {
    await insertRows(reception.tx, InboundMessageRow, [inboundRow(reception)])
    await enqueueAnswers(reception, await answer())
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
    await enqueueAnswers(reception, [{ text: describeFailure(reference), to: 'chat' }])
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

/** One transaction writes while the next one's rows are made. */
const together = { most: 64, atOnce: 2 }

/**
 * The door of the chat: one message in, its effects committed when the promise resolves. The addressing test and the secrecy guard
 * run before anything is written; a message that is not for the bot leaves no trace. Rejects only while the database is away:
 * the channel then delivers the message again.
 */
export const createReceiver = (given: ReceiverOptions): ((message: InboundMessage) => Promise<void>) => {
  const options: Receiving = { ...given, senders: createSenderLimits(given.stage.clocks.machine) }
  // What became of the whole is not known of each: after a fault every one of them takes its own way, where a second time has no effect.
  const acknowledge = gather((messages: readonly InboundMessage[]) => acknowledgeTogether(options.stage, messages), together)
  return async (message) => {
    const parsed = readPlain(message)
    if (parsed?.kind === 'none') return
    const marking = findMarking(message.text)
    if (marking) await receiveMarked(options, message, marking)
    else if (!isBareAcknowledgement(message, parsed) || !(await acknowledge(message).catch(() => false)))
      await receiveOnce(options, message)
  }
}
