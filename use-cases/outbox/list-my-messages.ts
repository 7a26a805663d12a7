import { z } from 'zod'
import { OutboundMessage } from '../../entities/index.ts'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { Instant } from '../../rules/instant.ts'
import { actorOf, type UseCaseContext } from '../context.ts'

export const listMyMessagesSchema = pageSchema

export type ListMyMessagesInput = z.input<typeof listMyMessagesSchema>

/** Words that no chat could bring me in private (docs/rules.md, Private tags and channels). */
export interface MessageItem {
  id: string
  at: Instant
  purpose: OutboundMessage['purpose']
  text: string
}

const cursors = createCursor('my-messages', z.object({ at: z.int(), id: z.string().length(26) }))

/** What the bot had to say to me where no private chat was possible, newest first. */
export const listMyMessages = async (ctx: UseCaseContext, input: ListMyMessagesInput = {}): Promise<Page<MessageItem>> => {
  const after = cursors.read(input.cursor)
  const limit = pageSize(input)
  const query = ctx.tx
    .createQueryBuilder(OutboundMessage, 'message')
    .where("message.member_id = :self AND message.state = 'in_app'", { self: actorOf(ctx).id })
    .orderBy('message.created_at', 'DESC')
    .addOrderBy('message.id', 'DESC')
    .limit(limit + 1)
  if (after) query.andWhere('message.created_at <= :at AND NOT (message.created_at = :at AND message.id >= :id)', after)
  return cutPage(
    await query.getMany(),
    limit,
    ({ id, createdAt, purpose, text }) => ({ id, at: createdAt, purpose, text }),
    (last) => cursors.write({ at: last.createdAt, id: last.id }),
  )
}
