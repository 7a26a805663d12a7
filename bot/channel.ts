import type { Instant } from '../rules/instant.ts'

/** What a chat network can do; the bot's words and routes follow it (docs/rules.md, Private tags and channels). */
export interface ChannelAbilities {
  hears: 'everything' | 'mentions'
  privateMessages: boolean
  realMentions: boolean
  recall: boolean
  roster: boolean
}

/** One message as the network delivered it. Ids are the network's own; nothing here is a key of ours. */
export interface InboundMessage {
  channel: string
  account: string
  messageId: string
  chat: { kind: 'group' | 'private'; id: string; name: string }
  /** `name` is the nickname in that group, else the contact's name. */
  sender: { id: string; name: string }
  /** `attachment` covers images, files, voice and forwarded records: known to be there, never read. */
  kind: 'text' | 'attachment' | 'recall'
  /** Text without the quoted part; for `recall` the recalled message's id. */
  text: string
  quote?: { text: string; from?: string; messageId?: string }
  /** People the network says were mentioned, by external id; unreliable, the text decides (names against the roster). */
  mentionIds: readonly string[]
  mentionsBot: boolean
  sentAt: Instant
}

export interface OutboundChat {
  chat: { kind: 'group' | 'private'; id: string }
  text: string
  /** External ids to mention for real; the text already carries the `@名字`. */
  mentionIds: readonly string[]
  /** The outbox row's key: a channel that can, uses it to recognise its own echo. */
  key: string
}

/** Thrown by `send` while the channel is not online: nothing left the process, so it may go out again once it is. */
export class ChannelOffline extends Error {
  override readonly name = 'ChannelOffline'
}

/** `unknown`: the network neither confirmed nor refused; settled later by our own echo. A refusal is thrown. `messageId` is '' when it was accepted without an id. */
export type SendResult = { messageId: string } | 'unknown'

export interface RosterEntry {
  id: string
  name: string
  nickname: string
}

export type ChannelState =
  | { state: 'starting' }
  | { state: 'scan'; qrCode: string }
  | { state: 'online'; account: string; name: string }
  | { state: 'offline'; reason: string }

export interface ChannelHandlers {
  /** Resolves when the message's effects are committed; the channel delivers one chat's messages in order. */
  onMessage(message: InboundMessage): Promise<void>
  /** Our own message came back: settles an `unknown` send. */
  onEcho(echo: { account: string; chatId: string; text: string; messageId: string }): Promise<void>
  onState(state: ChannelState): void
}

export interface Channel {
  readonly name: string
  readonly abilities: ChannelAbilities
  start(handlers: ChannelHandlers): Promise<void>
  stop(): Promise<void>
  send(outbound: OutboundChat): Promise<SendResult>
  roster(chatId: string): Promise<readonly RosterEntry[]>
  /** Leaves a closed group; a network that cannot does nothing. */
  leave(chatId: string): Promise<void>
}
