import { MINUTE_MS, SECOND_MS, type Instant } from '../rules/instant.ts'
import type { Reception } from './answer-message.ts'

/** Older than this at delivery, a message is history replayed at login (docs/rules.md, Answers). */
export const historyAgeMs = 10 * MINUTE_MS

interface Window {
  startedAt: Instant
  endsAt: Instant
  count: number
  /** The words counted last, and the chats they came from: forwarded from chat to chat they count once. */
  text: string
  chats: Set<string>
}

/** What one sender has said lately, in this process; a restart forgives. Machine clock, so that it stands still where time does. */
export interface SenderLimits {
  /** The window that is full when this message is one too many for its sender; null when it is to be handled. */
  fullWindow(reception: Reception): { startedAt: Instant; endsAt: Instant } | null
  /** Counts a message that was handled; called once it is committed, so that a second delivery counts for nothing. */
  count(reception: Reception): void
}

/** 收到 and its tag are never limited: everybody says it at once. What is only chat, a picture or a recall does nothing that could flood. */
const isLimited = ({ parsed }: Reception): boolean =>
  parsed.kind === 'command' ? parsed.tag !== '签收' : parsed.kind === 'unknown-tag' || parsed.kind === 'query' || parsed.kind === 'greeting'

/** One notice forwarded to hundreds of groups is one thing to do (docs/rules.md, Notices); in one chat the same words again are not. */
const isForwarded = (window: Window, { message }: Reception): boolean => window.text === message.text && !window.chats.has(message.chat.id)

const keyOf = ({ contact }: Reception): string => contact.binding.memberId ?? contact.binding.id

/** Windows that ended are swept out when there are this many. */
const mostWindows = 10_000

/** So many tagged messages a person and window (`chatLimit`); history replayed late is not counted (docs/rules.md, Flood). */
export const createSenderLimits = (machine: () => Instant): SenderLimits => {
  const windows = new Map<string, Window>()
  const current = (key: string): Window | undefined => {
    const window = windows.get(key)
    return window && machine() < window.endsAt ? window : undefined
  }
  const isExempt = (reception: Reception): boolean => !isLimited(reception) || reception.now - reception.message.sentAt > historyAgeMs
  return {
    fullWindow: (reception) => {
      if (isExempt(reception)) return null
      const window = current(keyOf(reception))
      const isFull = window !== undefined && window.count >= reception.office.settings.chatLimit.messages
      return isFull && !isForwarded(window, reception) ? window : null
    },
    count: (reception) => {
      if (isExempt(reception)) return
      const key = keyOf(reception)
      const window = current(key)
      const { text, chat } = reception.message
      if (window) {
        if (isForwarded(window, reception)) {
          window.chats.add(chat.id)
          return
        }
        window.count += 1
        window.text = text
        window.chats = new Set([chat.id])
        return
      }
      const startedAt = machine()
      if (windows.size >= mostWindows) for (const [old, { endsAt }] of windows) if (endsAt <= startedAt) windows.delete(old)
      const endsAt = startedAt + reception.office.settings.chatLimit.seconds * SECOND_MS
      windows.set(key, { startedAt, endsAt, count: 1, text, chats: new Set([chat.id]) })
    },
  }
}
