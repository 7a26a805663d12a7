import { z } from 'zod'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { unitName, type Named } from '../matters/names.ts'
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

/** Line by line where the points of a unit, an officer or an item come from, the newest first; and what they add up to. */
export const explainPoints = async (ctx: UseCaseContext, input: ExplainPointsInput): Promise<Page<PointLine> & { total: number }> => {
  const { cursor, limit: _limit, ...filters } = input
  if (filters.unitId === undefined && filters.memberId === undefined && filters.number === undefined)
    throw new Problem('bad_request', '请写明单位、人员或信息编号')
  const scope = statisticsScope(ctx)
  const conditions: string[] = []
  const values: unknown[] = []
  const demand = (condition: string, ...given: unknown[]): void => {
    conditions.push(condition)
    values.push(...given)
  }
  if (filters.unitId !== undefined) demand('e.unit_id = ?', filters.unitId)
  if (filters.memberId !== undefined) demand('e.member_id = ?', filters.memberId)
  if (filters.number !== undefined) demand('e.item_id = (SELECT id FROM matters WHERE number = ?)', filters.number)
  if (filters.from !== undefined) demand('e.month >= ?', filters.from)
  if (filters.to !== undefined) demand('e.month <= ?', filters.to)
  if (!scope.everything) {
    const marks = scope.unitIds.map(() => '?').join(', ')
    demand(`(e.member_id = ? ${scope.unitIds.length > 0 ? `OR e.unit_id IN (${marks})` : ''})`, scope.self, ...scope.unitIds)
  }
  const [sum] = await ctx.tx.query<{ total: number | string | null }[]>(
    `SELECT SUM(e.points) AS total FROM point_entries AS e WHERE ${conditions.join(' AND ')}`,
    values,
  )
  const after = cursors.read(cursor, filters)
  if (after !== null) demand('e.id < ?', after.id)
  const limit = pageSize(input)
  const rows = await ctx.tx.query<Row[]>(
    `SELECT e.id, e.day, e.unit_id, e.member_id, e.rule_id, e.rule_set, e.kind, e.points, e.note, m.number, m.title
      FROM point_entries AS e LEFT JOIN matters AS m ON m.id = e.item_id WHERE ${conditions.join(' AND ')} ORDER BY e.id DESC LIMIT ${limit + 1}`,
    values,
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
