import { OutboundMessage } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { marksFor } from '../../entities/select-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { DAY_MS, MINUTE_MS, type Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'

/** Whom words are for: a group, a person (wherever the bot can reach them), or a chat contact that is not bound yet. */
export type Addressee = { groupId: string } | { memberId: string } | { bindingId: string }

export interface NewMessage {
  to: Addressee
  text: string
  /** Members (or unbound contacts, by binding id) to mention for real; the text already carries their `@名字`. */
  mentionIds?: readonly string[]
  purpose: OutboundMessage['purpose']
  /** 0 replies, 1 broadcasts; absent: 0 for a reply, 1 for everything else. */
  lane?: 0 | 1
  /** At most 160 characters. The same key twice is one message. */
  dedupeKey: string
  /** Office clock; absent: at once. */
  notBefore?: Instant
  /** Office clock; absent: a reply lives for the office's `replyExpiresMinutes`, anything else for three days; null: for ever. */
  expiresAt?: Instant | null
}

/** Words that could not go out for so long would only confuse. */
const broadcastLivesMs = 3 * DAY_MS

const rowOf = (ctx: UseCaseContext, message: NewMessage): OutboundMessage => {
  const { to, purpose } = message
  const notBefore = message.notBefore ?? ctx.now
  const livesMs = purpose === 'reply' ? ctx.office.settings.replyExpiresMinutes * MINUTE_MS : broadcastLivesMs
  return {
    id: ctx.newId(),
    dedupeKey: message.dedupeKey,
    purpose,
    lane: message.lane ?? (purpose === 'reply' ? 0 : 1),
    groupId: 'groupId' in to ? to.groupId : null,
    memberId: 'memberId' in to ? to.memberId : null,
    bindingId: 'bindingId' in to ? to.bindingId : null,
    text: message.text,
    mentionIds: [...new Set(message.mentionIds)],
    state: 'ready',
    attempts: 0,
    claimedBy: null,
    leaseUntil: null,
    notBefore,
    expiresAt: message.expiresAt === undefined ? notBefore + livesMs : message.expiresAt,
    createdAt: ctx.now,
    settledAt: null,
    externalId: null,
    error: null,
  }
}

const insertOne = async (ctx: UseCaseContext, row: OutboundMessage): Promise<number> => {
  try {
    await insertRows(ctx.tx, OutboundMessage, [row])
    return 1
  } catch (error) {
    if (isUniqueViolation(error)) return 0
    throw error
  }
}

/** Those of the keys that are taken. A reply's key carries the id its message was given just now: nothing can have it yet. */
const listKnownKeys = async (ctx: UseCaseContext, byKey: ReadonlyMap<string, NewMessage>): Promise<string[]> => {
  if ([...byKey.values()].every(({ purpose }) => purpose === 'reply')) return []
  const keys = [...byKey.keys()]
  const there = await ctx.tx.query<{ dedupe_key: string }[]>(
    `SELECT dedupe_key FROM outbound_messages WHERE dedupe_key IN (${marksFor(keys)})`,
    keys,
  )
  return there.map((row) => row.dedupe_key)
}

/**
 * The one way to write words to somebody: rows of the outbox, in the caller's transaction.
 * A key that is there already is silently the first message with it. Returns how many were new.
 */
export const enqueueMessages = async (ctx: UseCaseContext, messages: readonly NewMessage[]): Promise<number> => {
  const byKey = new Map<string, NewMessage>()
  for (const message of messages) if (!byKey.has(message.dedupeKey)) byKey.set(message.dedupeKey, message)
  if (byKey.size === 0) return 0
  for (const dedupeKey of await listKnownKeys(ctx, byKey)) byKey.delete(dedupeKey)
  const rows = [...byKey.values()].map((message) => rowOf(ctx, message))
  if (rows.length === 0) return 0
  try {
    await insertRows(ctx.tx, OutboundMessage, rows)
    return rows.length
  } catch (error) {
    // Another process was faster with one of them: the unique index has the last word, row by row.
    if (!isUniqueViolation(error)) throw error
  }
  let added = 0
  for (const row of rows) added += await insertOne(ctx, row)
  return added
}
