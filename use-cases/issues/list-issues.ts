import { z } from 'zod'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { Day, Instant } from '../../rules/instant.ts'
import { matterStates, type MatterState } from '../../rules/lifecycles/index.ts'
import type { UseCaseContext } from '../context.ts'
import { and, dialectOf, raw, select, sql, type Sql } from '../matters/sql.ts'
import { requirePressReader } from '../publications/require-press.ts'

export const listIssuesSchema = pageSchema.extend({
  state: z.enum(matterStates).optional().describe('状态'),
  year: z.int().min(1900).max(2200).optional().describe('期号的年份'),
})

export interface IssueLine {
  number: number
  title: string
  state: MatterState
  supplement: boolean
  year: number | null
  serial: number | null
  total: number | null
  signedOn: Day | null
  publishedAt: Instant | null
  items: number
}

interface Row extends Omit<IssueLine, 'supplement' | 'signedOn' | 'publishedAt' | 'items'> {
  id: string
  supplement: number | boolean
  signed_on: Day | null
  published_at: number | string | null
  items: number | string
}

const cursors = createCursor('issues', z.string().length(26))

const lineOf = (row: Row): IssueLine => ({
  number: row.number,
  title: row.title,
  state: row.state,
  supplement: Boolean(row.supplement),
  year: row.year,
  serial: row.serial,
  total: row.total,
  signedOn: row.signed_on,
  publishedAt: row.published_at === null ? null : Number(row.published_at),
  items: Number(row.items),
})

/** The issues of a publication, newest first. For who reads every issue. */
export const listIssues = async (
  ctx: UseCaseContext,
  publicationId: string,
  input: z.output<typeof listIssuesSchema>,
): Promise<Page<IssueLine>> => {
  requirePressReader(ctx)
  const { state, year } = input
  const filters = { publicationId, state, year }
  const after = cursors.read(input.cursor, filters)
  const limit = pageSize(input)
  const conditions: Sql[] = [sql`i.publication_id = ${publicationId}`]
  if (after !== null) conditions.push(sql`i.matter_id < ${after}`)
  if (state !== undefined) conditions.push(sql`m.state = ${state}`)
  if (year !== undefined) conditions.push(sql`i.year = ${year}`)
  const rows = await select<Row>(
    ctx.tx,
    sql`SELECT m.id, m.number, m.title, m.state, i.supplement, i.year, i.serial, i.total, i.signed_on, i.published_at,
        (SELECT COUNT(*) FROM issue_items AS t WHERE t.issue_id = m.id) AS items
        FROM issues AS i ${dialectOf(ctx.tx).using('ix_issues_publication')} ${dialectOf(ctx.tx).thenJoin} matters AS m ON m.id = i.matter_id
        WHERE ${and(conditions)} ORDER BY i.matter_id DESC LIMIT ${raw(String(limit + 1))}`,
  )
  return cutPage(rows, limit, lineOf, (last) => cursors.write(last.id, filters))
}
