import type { EntityManager } from 'typeorm'
import type { Stage } from '../database/stage.ts'
import type { CodeKit } from '../use-cases/bindings/one-time-codes.ts'
import type { Office } from '../use-cases/context.ts'
import type { Reception } from './answer-message.ts'
import type { ChannelAbilities, InboundMessage } from './channel.ts'
import { commandTags } from './commands/index.ts'
import type { SenderLimits } from './limit-senders.ts'
import { parseMessage, type ParsedMessage } from './parse-message.ts'

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
export interface Receiving extends ReceiverOptions {
  senders: SenderLimits
}

const read = (message: InboundMessage, botNames: readonly string[]): ParsedMessage => {
  if (message.kind === 'attachment') return { kind: 'attachment' }
  if (message.kind === 'recall') return { kind: 'recall', messageId: message.text }
  return parseMessage({ text: message.text, quote: message.quote, mentionsBot: message.mentionsBot, botNames }, commandTags)
}

/** What a message is, whatever the bot is called: its names count behind an @ only. Chat among people is most of what is heard, and read here. */
export const readPlain = (message: InboundMessage): ParsedMessage | null => (/[@＠﹫]/u.test(message.text) ? null : read(message, []))

/** What a message is, with the names that the bot has at this moment. */
export const readNamed = (options: Receiving, { settings }: Office, message: InboundMessage): ParsedMessage =>
  read(message, [...new Set([settings.botName, options.botName() ?? settings.botName])])

/** A bare 收到 in a group: what everybody says at once after an order to all. */
export const isBareAcknowledgement = (message: InboundMessage, parsed: ParsedMessage | null): boolean =>
  message.chat.kind === 'group' && parsed?.kind === 'acknowledgement' && parsed.numbers.length === 0 && parsed.quoted === null

/** All that a message's handling needs to know, under an id of its own. */
export const makeReception = (
  { stage, abilities, codes }: Receiving,
  known: Pick<Reception, 'office' | 'now' | 'message' | 'parsed' | 'contact'> & { tx: EntityManager },
): Reception => ({ ...known, stage, abilities, codes, inboundId: stage.newId() })
