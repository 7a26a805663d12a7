import type { Channel, ChannelAbilities, ChannelHandlers, InboundMessage, OutboundChat, RosterEntry, SendResult } from '../channel.ts'
import { createLanes } from './lanes.ts'
import { withRetries } from './with-retries.ts'

/** A message the bot sent, with the instant at which the channel's clock stood. */
export interface SentMessage extends OutboundChat {
  messageId: string
  at: number
}

/** What the next send meets: `refused` throws; `unknown` arrives unconfirmed; `lost` neither arrives nor is confirmed. */
export type MemoryFault = 'refused' | 'unknown' | 'lost'

/** What somebody says besides the text. People by id. */
export interface SaysOptions {
  messageId?: string
  quote?: InboundMessage['quote']
  mentions?: readonly string[]
  sentAt?: number
  kind?: InboundMessage['kind']
}

/** Where somebody speaks: a group's id, or the private chat with the bot. */
export type MemoryChat = { group: string } | 'private'

/** A channel that lives in this process's memory, and the hands to play the network with. */
export interface MemoryChannel extends Channel {
  readonly botId: string
  /** Everything that arrived at its receivers, in order. */
  readonly sent: readonly SentMessage[]
  addPerson(person: { id: string; name: string }): void
  addGroup(group: { id: string; name: string; members: readonly { id: string; nickname?: string }[] }): void
  /** Resolves with the message's id after the handler; rejects when the handler failed for good. */
  says(personId: string, chat: MemoryChat, text: string, options?: SaysOptions): Promise<string>
  recalls(messageId: string): Promise<string>
  failNextSends(...faults: readonly MemoryFault[]): void
  /** Lets the held echoes of `unknown` sends come back; all others come back by themselves. */
  releaseEchoes(): Promise<void>
  /** Resolves when every message and echo under way is handled. */
  idle(): Promise<void>
}

/** The memory channel's clock, ids and pretended limits. */
export interface MemoryChannelOptions {
  name?: string
  account?: string
  botName?: string
  abilities?: Partial<ChannelAbilities>
  /** Epoch milliseconds; replay hands in its virtual clock. */
  now?: () => number
  newId?: () => string
  /** False keeps confirmed sends from coming back, for a replay that does not need it. */
  echo?: boolean
  handlerPausesMs?: readonly number[]
}

const everything: ChannelAbilities = { hears: 'everything', privateMessages: true, realMentions: true, recall: true, roster: true }

interface Group {
  id: string
  name: string
  members: Map<string, string>
}

/** An empty network with the bot in it; deterministic when its clock and ids are. */
export function createMemoryChannel(options: MemoryChannelOptions = {}): MemoryChannel {
  const { name = 'memory', account = 'qunban-bot', botName = '群办', now = Date.now, echo = true, handlerPausesMs = [] } = options
  const newId = options.newId ?? countIds()
  const people = new Map([[account, botName]])
  const groups = new Map<string, Group>()
  const heard = new Map<string, InboundMessage>()
  const sent: SentMessage[] = []
  const faults: MemoryFault[] = []
  const held: SentMessage[] = []
  const lanes = createLanes()
  let handlers: ChannelHandlers | undefined
  let echoes: Promise<void> = Promise.resolve()

  function started(): ChannelHandlers {
    if (!handlers) throw new Error(`channel ${name} is not started`)
    return handlers
  }

  async function deliver(message: InboundMessage): Promise<string> {
    const { onMessage } = started()
    heard.set(message.messageId, message)
    const handle = async (): Promise<void> => onMessage(message)
    await lanes.run(message.chat.id, () => withRetries(handle, { pausesMs: handlerPausesMs }))
    return message.messageId
  }

  async function echoOf({ chat, text, messageId }: SentMessage): Promise<void> {
    await handlers?.onEcho({ account, chatId: chat.id, text, messageId })
  }

  function place(personId: string, chat: MemoryChat): Pick<InboundMessage, 'chat' | 'sender'> {
    const personName = get(people, personId)
    if (chat === 'private') return { chat: { kind: 'private', id: personId, name: personName }, sender: { id: personId, name: personName } }
    const group = get(groups, chat.group)
    const sender = { id: personId, name: group.members.get(personId) ?? personName }
    return { chat: { kind: 'group', id: group.id, name: group.name }, sender }
  }

  async function send(outbound: OutboundChat): Promise<SendResult> {
    started()
    const fault = faults.shift()
    if (fault === 'refused') throw new Error('refused by the network')
    if (fault === 'lost') return 'unknown'
    get<Group | string>(outbound.chat.kind === 'group' ? groups : people, outbound.chat.id)
    const message = { ...outbound, messageId: newId(), at: now() }
    sent.push(message)
    if (fault === 'unknown') held.push(message)
    else if (echo) echoes = echoes.then(async () => echoOf(message)).catch(() => undefined)
    return fault === 'unknown' ? 'unknown' : { messageId: message.messageId }
  }

  return {
    name,
    abilities: { ...everything, ...options.abilities },
    botId: account,
    sent,
    async start(given) {
      handlers = given
      given.onState({ state: 'online', account, name: botName })
    },
    async stop() {
      await lanes.idle()
      handlers = undefined
    },
    send,
    roster: async (chatId) =>
      [...get(groups, chatId).members].map(([id, nickname]): RosterEntry => ({ id, name: people.get(id) ?? nickname, nickname })),
    async leave(chatId) {
      groups.delete(chatId)
    },
    addPerson: ({ id, name: personName }) => void people.set(id, personName),
    addGroup({ id, name: groupName, members }) {
      const nicknames = members.map((member) => [member.id, member.nickname ?? get(people, member.id)] as const)
      groups.set(id, { id, name: groupName, members: new Map([...nicknames, [account, botName]]) })
    },
    async says(personId, chat, text, { messageId = newId(), quote, mentions = [], sentAt = now(), kind = 'text' } = {}) {
      const mentionsBot = mentions.includes(account) || text.includes(`@${botName}`)
      const message = { channel: name, account, messageId, kind, text, mentionIds: mentions, mentionsBot, sentAt, ...place(personId, chat) }
      return await deliver(quote ? { ...message, quote } : message)
    },
    async recalls(messageId) {
      const { quote: _quote, ...original } = get(heard, messageId)
      return await deliver({
        ...original,
        messageId: newId(),
        kind: 'recall',
        text: messageId,
        mentionIds: [],
        mentionsBot: false,
        sentAt: now(),
      })
    },
    failNextSends: (...given) => void faults.push(...given),
    async releaseEchoes() {
      for (const message of held.splice(0)) await echoOf(message)
    },
    async idle() {
      await Promise.all([lanes.idle(), echoes])
    },
  }
}

function countIds(): () => string {
  let last = 0
  return () => `m${(last += 1)}`
}

function get<T>(known: ReadonlyMap<string, T>, id: string): T {
  const thing = known.get(id)
  if (thing === undefined) throw new Error(`the memory channel does not know ${id}`)
  return thing
}
