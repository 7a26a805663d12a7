import { In, MoreThanOrEqual, type FindOptionsWhere } from 'typeorm'
import { InboundMessageRow, Matter, MatterEvent } from '../../entities/index.ts'
import type { Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'

/** Matters that a message opened, oldest first. */
export const listMattersOfMessage = async (ctx: UseCaseContext, messageId: string): Promise<Matter[]> => {
  const events = await ctx.tx.findBy(MatterEvent, { messageId, action: 'create' })
  if (events.length === 0) return []
  return ctx.tx.find(Matter, { where: { id: In(events.map((event) => event.matterId)) }, order: { number: 'ASC' } })
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '')

/** Networks cut long quotes short; this much of the beginning must agree. */
const enoughLetters = 8

const isQuoteOf = (quoted: string, text: string): boolean =>
  quoted === text || (quoted.length >= enoughLetters && text.startsWith(quoted.replace(/(?:…|\.\.\.)$/u, '')))

/**
 * The message that somebody quotes (networks quote words, not ids): the latest with those words among one person's messages or one
 * group's since an instant.
 */
export const findQuotedMessage = async (
  ctx: UseCaseContext,
  quoted: string,
  where: { memberId: string } | { groupId: string },
  since: Instant,
): Promise<InboundMessageRow | null> => {
  const wanted = plain(quoted)
  const conditions: FindOptionsWhere<InboundMessageRow> = { ...where, receivedAt: MoreThanOrEqual(since) }
  const recent = await ctx.tx.find(InboundMessageRow, { where: conditions, order: { receivedAt: 'DESC', id: 'DESC' }, take: 200 })
  return recent.find((row) => isQuoteOf(wanted, plain(row.text))) ?? null
}

/** Matters opened by a message that somebody quotes. */
export const listMattersQuoted = async (
  ctx: UseCaseContext,
  quoted: string,
  where: { memberId: string } | { groupId: string },
  since: Instant,
): Promise<Matter[]> => {
  const message = await findQuotedMessage(ctx, quoted, where, since)
  return message ? listMattersOfMessage(ctx, message.id) : []
}
