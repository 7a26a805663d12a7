import { z } from 'zod'
import { createCursor, cutPage, type CursorKind, type Page } from '../../rules/cursor.ts'
import type { UseCaseContext } from '../context.ts'
import { matterColumns, toBrief, toWhole, type MatterItem, type MatterRow } from './matter-items.ts'
import { listPartyItems } from './party-items.ts'
import { and, dialectOf, raw, select, sql, unionAll, type Sql } from './sql.ts'

/**
 * The orders a list of matters can have. `newest` goes by id (made in the order of time), `number` is the same order for the search,
 * whose index knows numbers only; `due` puts the earliest first and what has no limit last.
 */
export type MatterOrder = 'newest' | 'number' | 'due'

export const matterKey = z.object({ id: z.string().length(26), number: z.int(), dueAt: z.int().nullable() })
export type MatterKey = z.infer<typeof matterKey>

/** The cursor of a list of matters, whatever its order. */
export const matterCursor = (list: string): CursorKind<MatterKey> => createCursor(list, matterKey)

/** One way of finding matters: a walk along an index that brings `m` (or a row that leads to it) in the order of the list. */
export interface MatterSource {
  /** FROM … JOIN …, with `m` among it. */
  from: Sql
  /** First what makes it this walk, over the walked index alone; then whatever else is asked of `m`. */
  where: readonly Sql[]
  /** Whether what it finds may be seen whole: 1, 0 or an expression over `m`. */
  whole: Sql
  /** FROM without `m`, enough where nothing but the newest is asked for: saves a look-up in the matters for every row of every walk. */
  bare?: Sql
  /** The column that holds the matter's id or number in the walked index, when that is not `m`'s own. */
  key?: string
  /** Set where one matter may come up several times. */
  distinct?: true
  /** For `due`: this source brings only what has no limit. */
  tail?: true
}

export interface MatterPage {
  sources: readonly MatterSource[]
  order: MatterOrder
  limit: number
  after: MatterKey | null
}

/** Above every ULID. */
const beyondIds = '~'

const startOf = ({ order, after }: MatterPage, source: MatterSource): Sql => {
  const key = raw(source.key ?? (order === 'number' ? 'm.number' : 'm.id'))
  if (order === 'newest') return sql`${key} < ${after?.id ?? beyondIds}`
  if (order === 'number') return sql`${key} < ${after?.number ?? Number.MAX_SAFE_INTEGER}`
  if (source.tail) return sql`m.due_at IS NULL${after?.dueAt === null ? sql` AND m.id > ${after.id}` : raw('')}`
  if (after === null || after.dueAt === null) return raw('m.due_at IS NOT NULL')
  return sql`m.due_at >= ${after.dueAt} AND NOT (m.due_at = ${after.dueAt} AND m.id <= ${after.id})`
}

const branch = (page: MatterPage, source: MatterSource): Sql => {
  const key = source.key ?? (page.order === 'number' ? 'm.number' : 'm.id')
  const by = raw(page.order === 'due' ? 'm.due_at, m.id' : `${key} DESC`)
  const bare = page.order === 'newest' && source.where.length === 1 ? source.bare : undefined
  const columns = bare ? sql`${raw(key)} AS id, 0 AS number, 0 AS due_at` : raw('m.id AS id, m.number AS number, m.due_at AS due_at')
  return sql`SELECT ${raw(source.distinct ? 'DISTINCT ' : '')}${columns}, ${raw(source.tail ? '1' : '0')} AS tail, ${source.whole} AS whole
             FROM ${bare ?? source.from} WHERE ${and([startOf(page, source), ...source.where])} ORDER BY ${by} LIMIT ${page.limit + 1}`
}

const orderOf: Record<MatterOrder, string> = { newest: 'id DESC', number: 'number DESC', due: 'tail, due_at, id' }
const pageOrderOf: Record<MatterOrder, string> = {
  newest: 'page.id DESC',
  number: 'page.number DESC',
  due: 'page.tail, page.due_at, page.id',
}

/** The sources merged in one query: each brings at most one page, a matter found by several counts once, and whole if any of them says so. */
const pageQuery = (ctx: UseCaseContext, page: MatterPage): Sql => {
  const { thenJoin } = dialectOf(ctx.tx)
  const past = page.after !== null && page.after.dueAt === null
  const sources = page.order === 'due' && past ? page.sources.filter((source) => source.tail) : page.sources
  const found = unionAll(sources.map((source) => branch(page, source)))
  const keys = sql`SELECT id, MAX(number) AS number, MAX(due_at) AS due_at, MAX(tail) AS tail, MAX(whole) AS whole
                   FROM (${found}) AS found GROUP BY id ORDER BY ${raw(orderOf[page.order])} LIMIT ${page.limit + 1}`
  return sql`SELECT ${matterColumns}, page.whole AS whole FROM (${keys}) AS page ${thenJoin} matters AS m ON m.id = page.id
             LEFT JOIN work_groups AS g ON g.id = m.group_id ORDER BY ${raw(pageOrderOf[page.order])}`
}

/** The sources merged to the ids of the newest matters alone, before that one: one row more than asked for tells that there are more. */
export const newestIds = (sources: readonly MatterSource[], limit: number, before: string | null): Sql => {
  const page: MatterPage = { sources, order: 'newest', limit, after: before === null ? null : { id: before, number: 0, dueAt: null } }
  return sql`SELECT id FROM (${unionAll(sources.map((source) => branch(page, source)))}) AS found GROUP BY id ORDER BY id DESC LIMIT ${limit + 1}`
}

/** One page of matters with their parties: two queries, whatever the number of sources and the length of the table. */
export const pageMatters = async (
  ctx: UseCaseContext,
  page: MatterPage,
  cursorOf: (key: MatterKey) => string,
): Promise<Page<MatterItem>> => {
  if (page.sources.length === 0) return { items: [], next: null }
  const rows = await select<MatterRow & { whole: number }>(ctx.tx, pageQuery(ctx, page))
  const parties = await listPartyItems(
    ctx,
    rows.slice(0, page.limit).map((row) => row.id),
  )
  return cutPage(
    rows,
    page.limit,
    (row): MatterItem => (row.whole === 1 ? toWhole(ctx, row, parties.get(row.id) ?? []) : toBrief(row, parties.get(row.id) ?? [])),
    (last) => cursorOf({ id: last.id, number: last.number, dueAt: last.due_at }),
  )
}
