import type { UseCaseContext } from '../context.ts'
import { dialectOf, select, sql, unionAll, raw } from '../matters/sql.ts'
import { ownerIndex, todoOwners } from './todo-owners.ts'

export interface TodoCounts {
  total: number
  overdue: number
  /** Light 1, one working day left. */
  near: number
  /** Light 2, progress behind. */
  behind: number
  /** Nobody has acknowledged it yet. */
  unacknowledged: number
}

type Sums = { [Name in keyof TodoCounts]: number | string | null }

/** How much I owe, counted over the same todos as `listMyTodos` without filters. */
export const countMyTodos = async (ctx: UseCaseContext): Promise<TodoCounts> => {
  const dialect = dialectOf(ctx.tx)
  const branches = todoOwners(ctx).map(
    (owner) =>
      sql`SELECT t.due_at AS due_at, t.level AS level, t.duty AS duty, t.acknowledged_at AS acknowledged_at
          FROM todos AS t ${dialect.using(ownerIndex(owner))} WHERE t.${raw(owner.column)} = ${owner.id} AND t.closed_at IS NULL`,
  )
  const isLate = sql`due_at < ${ctx.now}`
  const count = (condition: ReturnType<typeof sql>): ReturnType<typeof sql> => sql`SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`
  const inTime = sql`(due_at IS NULL OR due_at >= ${ctx.now})`
  const [sums] = await select<Sums>(
    ctx.tx,
    sql`SELECT COUNT(*) AS total, ${count(isLate)} AS overdue, ${count(sql`level = 1 AND ${inTime}`)} AS near,
        ${count(sql`level = 2 AND ${inTime}`)} AS behind,
        ${count(raw(`acknowledged_at IS NULL AND duty IN ('handle', 'acknowledge')`))} AS unacknowledged
        FROM (${unionAll(branches)}) AS mine`,
  )
  const figure = (name: keyof TodoCounts): number => Number(sums?.[name] ?? 0)
  return {
    total: figure('total'),
    overdue: figure('overdue'),
    near: figure('near'),
    behind: figure('behind'),
    unacknowledged: figure('unacknowledged'),
  }
}
