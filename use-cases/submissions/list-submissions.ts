import { z } from 'zod'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { Instant } from '../../rules/instant.ts'
import { matterStates, type MatterState } from '../../rules/lifecycles/index.ts'
import { today, type UseCaseContext } from '../context.ts'
import { isWhole, matterScope } from '../matters/matter-scope.ts'
import { memberName, unitName, type Named } from '../matters/names.ts'
import { and, dialectOf, select, sql, type Sql } from '../matters/sql.ts'

const id = z.string().length(26)

export const listSubmissionsSchema = pageSchema.extend({
  /** `YYYY-MM` of the report; absent: this month. */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/u, '月份写成 YYYY-MM')
    .optional(),
  unitId: id.optional(),
  authorId: id.optional(),
  category: z.string().max(32).optional(),
  tone: z.enum(['positive', 'problem']).optional(),
  state: z.enum(matterStates).optional(),
})

export type ListSubmissionsInput = z.input<typeof listSubmissionsSchema>

export interface SubmissionItem {
  number: number
  title: string
  state: MatterState
  category: string
  tone: 'positive' | 'problem'
  author: Named
  unit: Named
  reportedAt: Instant
  dueAt: Instant | null
  version: number
}

interface Row {
  id: string
  number: number
  title: string
  state: MatterState
  category: string
  tone: 'positive' | 'problem'
  author_id: string
  unit_id: string
  reported_at: number
  due_at: number | null
  version: number
}

const cursors = createCursor('submissions', z.object({ id }))

/** The narrowest index that the filters name; every one of them goes by month and then by time. */
const indexOf = ({ unitId, authorId, category }: ListSubmissionsInput): string => {
  if (authorId !== undefined) return 'ix_submissions_author'
  if (unitId !== undefined) return 'ix_submissions_unit'
  return category === undefined ? 'ix_submissions_month' : 'ix_submissions_category'
}

/** What was reported in a month and may be seen, newest first. */
export const listSubmissions = async (ctx: UseCaseContext, input: ListSubmissionsInput = {}): Promise<Page<SubmissionItem>> => {
  const { cursor, limit: _limit, ...filters } = input
  const month = filters.month ?? today(ctx).slice(0, 7)
  const after = cursors.read(cursor, { ...filters, month })
  const conditions: Sql[] = [sql`s.report_month = ${month}`]
  if (filters.unitId !== undefined) conditions.push(sql`s.unit_id = ${filters.unitId}`)
  if (filters.authorId !== undefined) conditions.push(sql`s.author_id = ${filters.authorId}`)
  if (filters.category !== undefined) conditions.push(sql`s.category = ${filters.category}`)
  if (filters.tone !== undefined) conditions.push(sql`s.tone = ${filters.tone}`)
  if (filters.state !== undefined) conditions.push(sql`m.state = ${filters.state}`)
  if (after !== null) conditions.push(sql`s.matter_id < ${after.id}`)
  conditions.push(isWhole(matterScope(ctx)))
  const { using, thenJoin } = dialectOf(ctx.tx)
  const limit = pageSize(input)
  const rows = await select<Row>(
    ctx.tx,
    sql`SELECT m.id, m.number, m.title, m.state, m.due_at, s.category, s.tone, s.author_id, s.unit_id, s.reported_at, s.version
        FROM submissions AS s ${using(indexOf(filters))} ${thenJoin} matters AS m ON m.id = s.matter_id
        WHERE ${and(conditions)} ORDER BY s.matter_id DESC LIMIT ${limit + 1}`,
  )
  const { directory } = ctx.office
  const toItem = (row: Row): SubmissionItem => ({
    number: row.number,
    title: row.title,
    state: row.state,
    category: row.category,
    tone: row.tone,
    author: memberName(directory, row.author_id),
    unit: unitName(directory, row.unit_id),
    reportedAt: row.reported_at,
    dueAt: row.due_at,
    version: row.version,
  })
  return cutPage(rows, limit, toItem, (row) => cursors.write({ id: row.id }, { ...filters, month }))
}
