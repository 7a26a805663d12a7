import { ulid } from 'ulid'

/** A person the simulated network knows. */
export interface SimulatedPerson {
  id: string
  name: string
}

/** A group and who sits in it under which nickname. */
export interface SimulatedGroup {
  id: string
  name: string
  members: readonly { personId: string; nickname: string }[]
}

/** What kind of message is on the wire; all but `text` and `app` have no text. `app` carries app message XML. */
export type SimulatedKind = 'text' | 'app' | 'image' | 'file' | 'voice' | 'forwarded' | 'recalled'

/** A message as the simulated network stores it. `listenerId` stands for a private chat, `groupId` for a group. */
export interface SimulatedMessage {
  id: string
  kind: SimulatedKind
  from: string
  groupId?: string
  listenerId?: string
  text: string
  mentions: readonly string[]
  sentAt: number
}

/** What the bot sent, as its receivers see it. `at` is the network's clock, epoch milliseconds. */
export interface BotMessage {
  chat: { kind: 'group' | 'private'; id: string }
  text: string
  mentions: readonly string[]
  messageId: string
  at: number
}

/** `refused` is not sent; `unknown` is sent but never confirmed; `lost` is neither sent nor confirmed. */
export type SendFault = 'refused' | 'unknown' | 'lost'

/** The simulated network's memory: who there is, what was said, what happens to the next sends. */
export interface SimulatorOffice {
  readonly bot: SimulatedPerson
  people: Map<string, SimulatedPerson>
  groups: Map<string, SimulatedGroup>
  messages: Map<string, SimulatedMessage>
  sendFaults: SendFault[]
  onBotMessage(message: BotMessage): void
  now(): number
  newId(): string
}

/** What may be chosen about an office; people and groups come later. */
export interface SimulatorOfficeOptions {
  botName: string
  botId?: string
  now?: () => number
}

/** The network keeps this many messages for a look-up, as real ones do. */
const keptMessages = 20_000

/** An office with nobody in it but the bot. */
export function createSimulatorOffice({ botName, botId = 'qunban-bot', now = Date.now }: SimulatorOfficeOptions): SimulatorOffice {
  const bot = { id: botId, name: botName }
  return {
    bot,
    people: new Map([[botId, bot]]),
    groups: new Map(),
    messages: new Map(),
    sendFaults: [],
    onBotMessage: () => undefined,
    now,
    newId: () => ulid(),
  }
}

/** Keeps a message under its id, the latest of that id. */
export function storeMessage(office: SimulatorOffice, message: SimulatedMessage): void {
  office.messages.set(message.id, message)
  if (office.messages.size > keptMessages) office.messages.delete(office.messages.keys().next().value ?? '')
}
