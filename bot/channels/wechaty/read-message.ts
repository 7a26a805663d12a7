import type { impls, payloads } from 'wechaty-puppet'
import type { InboundMessage } from '../../channel.ts'
import { readContent } from './read-content.ts'
import { readContactName, type RoomBook } from './room-book.ts'

/** A message as read from a puppet: somebody's, or our own come back. */
export type Heard =
  | { own: true; account: string; chatId: string; text: string; messageId: string }
  | { own: false; message: InboundMessage }

/**
 * Fetches one message and the names around it. Throws what the puppet throws; null for what nobody said (a notice
 * without a speaker, our own recall).
 */
export async function readMessage(
  puppet: impls.PuppetInterface,
  book: RoomBook,
  channel: string,
  messageId: string,
): Promise<Heard | null> {
  const account = puppet.currentUserId
  const payload = await puppet.messagePayload(messageId)
  const senderId = payload.talkerId
  const content = readContent(payload.type, payload.text ?? '')
  if (senderId === '') return null
  const roomId = payload.roomId ?? ''
  if (senderId === account) {
    const chatId = roomId === '' ? (payload.listenerId ?? '') : roomId
    return content.kind === 'recall' ? null : { own: true, account, chatId, text: payload.text ?? '', messageId }
  }
  const common = { channel, account, messageId, ...content, sentAt: toMilliseconds(payload.timestamp) }
  if (roomId === '') {
    const name = await readContactName(puppet, senderId)
    const chat = { kind: 'private' as const, id: senderId, name }
    return { own: false, message: { ...common, chat, sender: { id: senderId, name }, mentionIds: [], mentionsBot: false } }
  }
  const [topic, sender, self] = await Promise.all([
    book.topic(puppet, roomId),
    book.member(puppet, roomId, senderId),
    book.member(puppet, roomId, account),
  ])
  const mentionIds = readMentionIds(payload)
  const mentionsBot = mentionIds.includes(account) || mentionsByName(content.text, [self.nickname, self.name])
  const chat = { kind: 'group' as const, id: roomId, name: topic }
  return { own: false, message: { ...common, chat, sender: { id: senderId, name: sender.nickname }, mentionIds, mentionsBot } }
}

/** Puppets give seconds or milliseconds. */
function toMilliseconds(timestamp: number): number {
  return timestamp < 100_000_000_000 ? timestamp * 1_000 : timestamp
}

function readMentionIds(payload: payloads.Message): readonly string[] {
  return 'mentionIdList' in payload ? (payload.mentionIdList ?? []) : []
}

/** Mention ids are often missing: `@名字` up to a space of any width, punctuation or the end says the same. */
function mentionsByName(text: string, names: readonly string[]): boolean {
  return names.some((name) => {
    for (let at = text.search(/[@＠]/); name !== '' && at >= 0;) {
      const after = text.slice(at + 1)
      if (after.startsWith(name) && /^($|[^\p{L}\p{N}_])/u.test(after.slice(name.length))) return true
      const next = after.search(/[@＠]/)
      at = next < 0 ? -1 : at + 1 + next
    }
    return false
  })
}
