import { z } from 'zod'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { UseCaseContext } from '../context.ts'
import { and, dialectOf, raw, select, sql, unionAll, type Dialect, type Sql } from '../matters/sql.ts'
import { todoColumns, todosOf, toTodoItem, type TodoItem, type TodoRow } from './my-todo-rows.ts'
import { ownerIndex, todoOwners, type TodoOwner } from './todo-owners.ts'

export const listMyTodosSchema = pageSchema.extend({
  /** Of matters of this kind. */
  kind: z.enum(['task', 'suggestion']).optional(),
  /** The stored light; 3 means that the due has passed by now. */
  level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).optional(),
  /** Of matters that came from this group. */
  groupId: z.string().length(26).optional(),
  overdue: z.boolean().optional(),
  /** True: only what units owe; false: only what persons owe. */
  unitTodos: z.boolean().optional(),
})

export type ListMyTodosInput = z.input<typeof listMyTodosSchema>

/** Due and id of the last row; a due of null stands in the tail of todos without a limit. */
const cursors = createCursor('my-todos', z.object({ dueAt: z.int().nullable(), id: z.string().length(26) }))
type Key = { dueAt: number | null; id: string }

const filtersOf = (ctx: UseCaseContext, input: ListMyTodosInput): Sql[] => {
  const conditions: Sql[] = []
  if (input.level === 3 || input.overdue === true) conditions.push(sql`t.due_at < ${ctx.now}`)
  if (input.overdue === false) conditions.push(sql`(t.due_at IS NULL OR t.due_at >= ${ctx.now})`)
  if (input.level !== undefined && input.level < 3)
    conditions.push(sql`t.level = ${input.level} AND (t.due_at IS NULL OR t.due_at >= ${ctx.now})`)
  if (input.kind !== undefined) conditions.push(sql`m.kind = ${input.kind}`)
  if (input.groupId !== undefined) conditions.push(sql`m.group_id = ${input.groupId}`)
  return conditions
}

interface Question {
  dialect: Dialect
  filters: readonly Sql[]
  needsMatter: boolean
  after: Key | null
  rows: number
}

/** One owner's open todos, in the order of the index: those with a due after the cursor, or those without. */
const branch = (owner: TodoOwner, tail: boolean, { dialect, filters, needsMatter, after, rows }: Question): Sql => {
  const from = sql`todos AS t ${dialect.using(ownerIndex(owner))}`
  const matter = needsMatter ? sql` ${dialect.thenJoin} matters AS m ON m.id = t.matter_id` : raw('')
  const start = tail
    ? sql`t.due_at IS NULL${after?.dueAt === null ? sql` AND t.id > ${after.id}` : raw('')}`
    : after?.dueAt != null
      ? sql`t.due_at >= ${after.dueAt} AND NOT (t.due_at = ${after.dueAt} AND t.id <= ${after.id})`
      : raw('t.due_at IS NOT NULL')
  const where = and([sql`t.${raw(owner.column)} = ${owner.id}`, raw('t.closed_at IS NULL'), start, ...filters])
  return sql`SELECT t.id AS id, t.due_at AS due_at, ${raw(tail ? '1' : '0')} AS tail FROM ${from}${matter} WHERE ${where} ORDER BY t.due_at, t.id LIMIT ${rows}`
}

/**
 * My open todos over all groups, by due, those without a limit last: my own, my unit's where I answer for it, and those of people
 * I stand in for. Each owner is one walk along an index, so the length of the table does not matter.
 */
export const listMyTodos = async (ctx: UseCaseContext, input: ListMyTodosInput = {}): Promise<Page<TodoItem>> => {
  const { cursor, limit: _limit, ...filters } = input
  const after = cursors.read(cursor, filters)
  const limit = pageSize(input)
  const owners = todoOwners(ctx).filter((owner) => input.unitTodos === undefined || (owner.column === 'unit_id') === input.unitTodos)
  if (owners.length === 0) return { items: [], next: null }
  const dialect = dialectOf(ctx.tx)
  const needsMatter = input.kind !== undefined || input.groupId !== undefined
  const question: Question = { dialect, filters: filtersOf(ctx, input), needsMatter, after, rows: limit + 1 }
  const parts = after !== null && after.dueAt === null ? [true] : [false, true]
  const candidates = unionAll(owners.flatMap((owner) => parts.map((tail) => branch(owner, tail, question))))
  const page = sql`SELECT id, due_at, tail FROM (${candidates}) AS mine ORDER BY tail, due_at, id LIMIT ${limit + 1}`
  const rows = await select<TodoRow>(
    ctx.tx,
    sql`SELECT ${todoColumns} FROM ${todosOf(page, dialect.thenJoin)} ORDER BY page.tail, page.due_at, page.id`,
  )
  return cutPage(rows, limit, toTodoItem(ctx, owners), (last) => cursors.write({ dueAt: last.due_at, id: last.id }, filters))
}
