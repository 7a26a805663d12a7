import { In, MoreThanOrEqual, type FindOptionsWhere } from 'typeorm'
import { InboundMessageRow, Matter, MatterEvent } from '../../entities/index.ts'
import { selectRows } from '../../entities/select-rows.ts'
import type { Instant } from '../../rules/instant.ts'
import { isOpening } from '../../rules/lifecycles/index.ts'
import type { UseCaseContext } from '../context.ts'

/** What a message did to matters, in that order. */
export const listEventsOfMessage = (ctx: UseCaseContext, messageId: string): Promise<MatterEvent[]> =>
  selectRows(ctx.tx, MatterEvent, 'WHERE t.message_id = ? ORDER BY t.id', [messageId])

/** Whether an event is how its matter began: the opening alone has nothing to put back. */
export const isOpeningEvent = ({ kind }: Pick<Matter, 'kind'>, { action, data }: Pick<MatterEvent, 'action' | 'data'>): boolean =>
  isOpening(kind, action) && data?.['undo'] === undefined

/** Matters that a message opened, oldest first. */
export const listMattersOfMessage = async (ctx: UseCaseContext, messageId: string): Promise<Matter[]> => {
  const events = await listEventsOfMessage(ctx, messageId)
  if (events.length === 0) return []
  const ids = events.map((event) => event.matterId)
  const matters = await ctx.tx.find(Matter, { where: { id: In(ids) }, order: { number: 'ASC' } })
  return matters.filter((matter) => events.some((event) => event.matterId === matter.id && isOpeningEvent(matter, event)))
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
