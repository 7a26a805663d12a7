import type { Instant } from '../../../../rules/instant.ts'

/** One bubble of the page. `from` is a person's id, the bot's, or '' for somebody not known any more. */
export interface ChatLine {
  id: string
  /** A group's id, or `private:` and the person's id. */
  chat: string
  from: string
  text: string
  quote: { from: string; text: string } | null
  mentions: readonly string[]
  /** Office clock. */
  at: Instant
  /** `sending` until the bot has committed what the message does. */
  state: 'sending' | 'sent' | 'failed'
  recalled: boolean
}

/** What the page hears about, numbered in order. */
export interface FeedEvent {
  seq: number
  event: 'message' | 'clock'
  data: unknown
}

/** The recent past of every chat, and a feed of what happens; both bounded, both in memory. */
export interface ChatLog {
  /** Keeps a line under its id (the latest stands) and tells every listener. */
  put(line: ChatLine): void
  find(id: string): ChatLine | undefined
  /** Kept lines of a chat at or before an instant, oldest first. */
  linesOf(chat: string, before: Instant): ChatLine[]
  /** Chats with something kept. */
  chats(): string[]
  tell(event: FeedEvent['event'], data: unknown): void
  /** Everything told after `seq`; undefined when that is no longer known. */
  missedSince(seq: number): FeedEvent[] | undefined
  readonly lastSeq: number
  listen(listener: (event: FeedEvent) => void): () => void
}

const keptLines = 300
const keptEvents = 2_000

/** An empty log. */
export function createChatLog(): ChatLog {
  const chats = new Map<string, Map<string, ChatLine>>()
  const chatOf = new Map<string, string>()
  const events: FeedEvent[] = []
  const listeners = new Set<(event: FeedEvent) => void>()
  let lastSeq = 0

  function tell(event: FeedEvent['event'], data: unknown): void {
    lastSeq += 1
    const told = { seq: lastSeq, event, data }
    events.push(told)
    if (events.length > keptEvents) events.shift()
    for (const listener of listeners) listener(told)
  }

  function keep(line: ChatLine): void {
    const lines = chats.get(line.chat) ?? new Map<string, ChatLine>()
    chats.set(line.chat, lines)
    lines.set(line.id, line)
    chatOf.set(line.id, line.chat)
    if (lines.size <= keptLines) return
    const oldest = lines.keys().next().value ?? ''
    lines.delete(oldest)
    chatOf.delete(oldest)
  }

  return {
    put(line) {
      keep(line)
      tell('message', line)
    },
    find: (id) => chats.get(chatOf.get(id) ?? '')?.get(id),
    linesOf: (chat, before) => [...(chats.get(chat)?.values() ?? [])].filter((line) => line.at <= before),
    chats: () => [...chats.keys()],
    tell,
    missedSince(seq) {
      const first = events[0]?.seq ?? lastSeq + 1
      return seq > lastSeq || seq < first - 1 ? undefined : events.filter((event) => event.seq > seq)
    },
    get lastSeq() {
      return lastSeq
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
