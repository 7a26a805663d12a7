import { perform, type Stage } from '../database/stage.ts'
import { HOUR_MS, MINUTE_MS, type Instant } from '../rules/instant.ts'
import { countActivity } from '../use-cases/groups/count-activity.ts'
import type { InboundMessage } from './channel.ts'

/** Counts what is heard in groups without keeping any of it. */
export interface HeardCounter {
  /** One more message; nothing is written. */
  note(message: Pick<InboundMessage, 'chat' | 'kind'>): void
  /** Adds what was counted to the day's figures; once an hour also when there is nothing, for silence is a figure too. */
  flush(account: string): Promise<void>
}

/** Counts of one group are kept apart by these, so that what was said before midnight is yesterday's whenever it is written. */
const slotMs = 15 * MINUTE_MS

interface Count {
  chatId: string
  at: Instant
  count: number
}

/**
 * The counter of one channel. Counts live in memory until they are flushed: a process that is killed loses those of its last minute, which
 * is what a message that is not for the bot may cost (docs/rules.md, Groups).
 */
export const createHeardCounter = (stage: Stage, channel: string): HeardCounter => {
  let heard = new Map<string, Count>()
  let flushedAt: Instant | null = null

  const add = ({ chatId, at, count }: Count): void => {
    const key = `${at} ${chatId}`
    heard.set(key, { chatId, at, count: (heard.get(key)?.count ?? 0) + count })
  }
  return {
    note: ({ chat, kind }) => {
      const now = stage.clocks.office()
      if (chat.kind === 'group' && kind !== 'recall') add({ chatId: chat.id, at: now - (now % slotMs), count: 1 })
    },
    flush: async (account) => {
      const now = stage.clocks.office()
      if (heard.size === 0 && flushedAt !== null && now - flushedAt < HOUR_MS) return
      const messages = [...heard.values()]
      heard = new Map()
      try {
        await perform(stage, { memberId: null }, (ctx) => countActivity(ctx, { channel, account, messages }))
        flushedAt = now
      } catch (error) {
        for (const count of messages) add(count)
        throw error
      }
    },
  }
}
