import type { Channel } from '../../channel.ts'
import { createWechatyChannel, type WechatyChannelConfig } from '../wechaty/create-wechaty-channel.ts'
import { composeMessage } from './compose-message.ts'
import {
  type BotMessage,
  createSimulatorOffice,
  type SendFault,
  type SimulatedGroup,
  type SimulatedKind,
  type SimulatedMessage,
  type SimulatedPerson,
  type SimulatorOfficeOptions,
} from './simulator-office.ts'
import type { SimulatorPuppet } from './simulator-puppet.ts'
import { createWaitingList } from './waiting-list.ts'

/** A message somebody says in the simulated network. `text` already carries its `@名字`. */
export interface Saying {
  /** Given twice, the same message is delivered twice. */
  messageId?: string
  /** The group; absent in a private chat with the bot. */
  chatId?: string
  /** The speaker's id. */
  from: string
  text: string
  quote?: { from: string; text: string }
  /** Ids of the people mentioned for real. */
  mentions?: readonly string[]
  /** Epoch milliseconds; default the network's clock. */
  sentAt?: number
  kind?: Exclude<SimulatedKind, 'recalled'>
}

/** The world around the simulated bot, for a page or a test to play. */
export interface SimulatorWorld {
  readonly botId: string
  /** Replaces everybody and every group; the bot sits in all of them. */
  setOffice(office: { people: readonly SimulatedPerson[]; groups: readonly SimulatedGroup[] }): void
  /** Resolves with the message's id when the bot's handler has finished; rejects when the bot gave the message up. */
  say(saying: Saying): Promise<string>
  /** The speaker takes a message back; resolves like `say`. */
  recall(messageId: string): Promise<string>
  /** Every message of the bot, live; the result unsubscribes. */
  onBotMessage(listener: (message: BotMessage) => void): () => void
  /** What happens to the bot's next sends, first in first out. */
  failNextSends(...faults: readonly SendFault[]): void
}

/** The simulated network's clock and bot, and what the channel may be told otherwise. */
export interface SimulatorOptions extends SimulatorOfficeOptions {
  channel?: Partial<Omit<WechatyChannelConfig, 'puppet'>>
}

/**
 * A simulated group chat on the real pipeline: wechaty itself over a mock puppet, nothing short-circuited. Nothing is
 * imported or opened before `channel.start`.
 */
export function createSimulator(options: SimulatorOptions): { channel: Channel; world: SimulatorWorld } {
  const office = createSimulatorOffice(options)
  const listeners = new Set<(message: BotMessage) => void>()
  office.onBotMessage = (message) => {
    for (const listener of listeners) listener(message)
  }
  const waiting = createWaitingList()
  let puppet: SimulatorPuppet | undefined

  const inner = createWechatyChannel({
    name: 'simulator',
    ...options.channel,
    puppet: async () => {
      const { SimulatorPuppet } = await import('./simulator-puppet.ts')
      puppet = new SimulatorPuppet(office)
      return puppet
    },
    onSettled: (messageId, error) => waiting.settle(messageId, error),
  })
  const channel: Channel = {
    ...inner,
    async stop() {
      puppet = undefined
      await inner.stop()
      waiting.abandon()
    },
  }

  async function hear(message: SimulatedMessage): Promise<string> {
    const puppetNow = puppet
    if (!puppetNow?.isLoggedIn) throw new Error('the simulated bot is not online')
    const handled = waiting.expect(message.id)
    puppetNow.hear(message)
    await handled
    return message.id
  }

  const world: SimulatorWorld = {
    botId: office.bot.id,
    setOffice({ people, groups }) {
      office.people = new Map([office.bot, ...people].map((person) => [person.id, person]))
      office.groups = new Map(groups.map((group) => [group.id, group]))
      puppet?.officeChanged()
    },
    say: async (saying) => await hear(composeMessage(office, saying)),
    recall: async (messageId) => {
      const original = office.messages.get(messageId)
      if (!original) throw new Error(`no message ${messageId} to recall`)
      return await hear({ ...original, id: office.newId(), kind: 'recalled', text: messageId, mentions: [], sentAt: office.now() })
    },
    onBotMessage(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    failNextSends: (...faults) => void office.sendFaults.push(...faults),
  }
  return { channel, world }
}
