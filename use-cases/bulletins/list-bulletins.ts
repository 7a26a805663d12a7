import { z } from 'zod'
import { BulletinItem } from '../../entities/index.ts'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import { bulletinLengths, type BulletinLength } from '../../rules/bulletin-period.ts'
import type { Instant } from '../../rules/instant.ts'
import { matterStates, type MatterState } from '../../rules/lifecycles/index.ts'
import type { UseCaseContext } from '../context.ts'
import { and, raw, select, sql, type Sql } from '../matters/sql.ts'
import { readsPress } from '../publications/require-press.ts'
import { getReadableBulletin } from './find-bulletin.ts'

export const listBulletinsSchema = pageSchema.extend({
  length: z.enum(bulletinLengths).optional().describe('月、季、年'),
  state: z.enum(matterStates).optional().describe('状态'),
})

export interface BulletinLine {
  number: number
  title: string
  state: MatterState
  length: BulletinLength
  period: string
  countedAt: Instant | null
  issuedOn: string | null
}

interface Row {
  id: string
  number: number
  title: string
  state: MatterState
  length: BulletinLength
  period: string
  counted_at: number | string | null
  issued_on: string | null
}

const cursors = createCursor('bulletins', z.string().length(26))

/** Bulletins, newest first: all of them for who reads everything of the information line, else those that were issued. */
export const listBulletins = async (ctx: UseCaseContext, input: z.output<typeof listBulletinsSchema>): Promise<Page<BulletinLine>> => {
  const { length, state } = input
  const filters = { length, state }
  const after = cursors.read(input.cursor, filters)
  const limit = pageSize(input)
  const conditions: Sql[] = [sql`m.kind = ${'bulletin'}`]
  if (after !== null) conditions.push(sql`b.matter_id < ${after}`)
  if (length !== undefined) conditions.push(sql`b.length = ${length}`)
  if (state !== undefined) conditions.push(sql`m.state = ${state}`)
  if (!readsPress(ctx)) conditions.push(sql`m.state = ${'closed'}`)
  const rows = await select<Row>(
    ctx.tx,
    sql`SELECT b.matter_id AS id, m.number, m.title, m.state, b.length, b.period, b.counted_at, b.issued_on
        FROM bulletins AS b INNER JOIN matters AS m ON m.id = b.matter_id
        WHERE ${and(conditions)} ORDER BY b.matter_id DESC LIMIT ${raw(String(limit + 1))}`,
  )
  const toLine = ({ id: _id, counted_at: countedAt, issued_on: issuedOn, ...row }: Row): BulletinLine => ({
    ...row,
    countedAt: countedAt === null ? null : Number(countedAt),
    issuedOn,
  })
  return cutPage(rows, limit, toLine, ({ id }) => cursors.write(id, filters))
}

const positions = createCursor('bulletin-items', z.int())

export type ListedUse = Omit<BulletinItem, 'id' | 'matterId' | 'submissionId'>

/** The list of adopted items of a bulletin, page by page. */
export const listBulletinItems = async (
  ctx: UseCaseContext,
  number: number,
  input: z.output<typeof pageSchema>,
): Promise<Page<ListedUse>> => {
  const { matter } = await getReadableBulletin(ctx, number)
  const filters = { number }
  const after = positions.read(input.cursor, filters) ?? 0
  const limit = pageSize(input)
  const rows = await ctx.tx
    .createQueryBuilder(BulletinItem, 'item')
    .where('item.matterId = :id AND item.position > :after', { id: matter.id, after })
    .orderBy('item.position', 'ASC')
    .take(limit + 1)
    .getMany()
  const toLine = ({ id: _id, matterId: _matter, submissionId: _item, ...use }: BulletinItem): ListedUse => use
  return cutPage(rows, limit, toLine, ({ position }) => positions.write(position, filters))
}
