import { z } from 'zod'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { isWhole, matterScope } from '../matters/matter-scope.ts'
import { unitName, type Named } from '../matters/names.ts'
import { and, or, select, sql, within, type Sql } from '../matters/sql.ts'
import { statisticsScope } from '../statistics/statistics-scope.ts'

const id = z.string().length(26)
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/u, '月份写成 YYYY-MM')

export const explainPointsSchema = pageSchema.extend({
  unitId: id.optional(),
  memberId: id.optional(),
  /** The number of one submission. */
  number: z.int().positive().optional(),
  from: month.optional(),
  to: month.optional(),
})

export type ExplainPointsInput = z.input<typeof explainPointsSchema>

export interface PointLine {
  day: string
  unit: Named
  member: Named | null
  number: number | null
  title: string | null
  rule: string
  ruleSet: string
  kind: string
  /** Hundredths. */
  points: number
  note: string
}

interface Row {
  id: string
  day: string
  unit_id: string
  member_id: string | null
  rule_id: string
  rule_set: string
  kind: string
  points: number
  note: string
  number: number | null
  title: string | null
}

const cursors = createCursor('points', z.object({ id }))

/**
 * Line by line where the points of a unit, an officer or an item come from, the newest first; and what they add up to. An item is named
 * only to who may see it: of 报忧 an officer's colleagues read the points and nothing else.
 */
export const explainPoints = async (ctx: UseCaseContext, input: ExplainPointsInput): Promise<Page<PointLine> & { total: number }> => {
  const { cursor, limit: _limit, ...filters } = input
  if (filters.unitId === undefined && filters.memberId === undefined && filters.number === undefined)
    throw new Problem('bad_request', '请写明单位、人员或信息编号')
  const scope = statisticsScope(ctx)
  const whole = isWhole(matterScope(ctx))
  const conditions: Sql[] = []
  if (filters.unitId !== undefined) conditions.push(sql`e.unit_id = ${filters.unitId}`)
  if (filters.memberId !== undefined) conditions.push(sql`e.member_id = ${filters.memberId}`)
  if (filters.number !== undefined)
    conditions.push(sql`e.item_id = (SELECT m.id FROM matters AS m WHERE m.number = ${filters.number} AND ${whole})`)
  if (filters.from !== undefined) conditions.push(sql`e.month >= ${filters.from}`)
  if (filters.to !== undefined) conditions.push(sql`e.month <= ${filters.to}`)
  if (!scope.everything) conditions.push(or([sql`e.member_id = ${scope.self}`, within('e.unit_id', scope.unitIds)]))
  const [sum] = await select<{ total: number | string | null }>(
    ctx.tx,
    sql`SELECT SUM(e.points) AS total FROM point_entries AS e WHERE ${and(conditions)}`,
  )
  const after = cursors.read(cursor, filters)
  if (after !== null) conditions.push(sql`e.id < ${after.id}`)
  const limit = pageSize(input)
  const rows = await select<Row>(
    ctx.tx,
    sql`SELECT e.id, e.day, e.unit_id, e.member_id, e.rule_id, e.rule_set, e.kind, e.points, e.note,
        CASE WHEN ${whole} THEN m.number END AS number, CASE WHEN ${whole} THEN m.title END AS title
        FROM point_entries AS e LEFT JOIN matters AS m ON m.id = e.item_id
        WHERE ${and(conditions)} ORDER BY e.id DESC LIMIT ${limit + 1}`,
  )
  const { directory } = ctx.office
  const toLine = (row: Row): PointLine => ({
    day: row.day,
    unit: unitName(directory, row.unit_id),
    member: row.member_id === null ? null : { id: row.member_id, name: directory.findMember(row.member_id)?.name ?? '' },
    number: row.number,
    title: row.title,
    rule: row.rule_id,
    ruleSet: row.rule_set,
    kind: row.kind,
    points: row.points,
    note: row.note,
  })
  const page = cutPage(rows, limit, toLine, (row) => cursors.write({ id: row.id }, filters))
  return { ...page, total: Number(sum?.total ?? 0) }
}
