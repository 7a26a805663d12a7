import type { Instant } from '../../rules/instant.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { dialectOf, raw, select, sql, unionAll } from '../matters/sql.ts'
import { todoColumns, todosOf, toTodoItem, type TodoItem, type TodoRow } from './my-todo-rows.ts'
import { ownerIndex, todoOwners } from './todo-owners.ts'

export interface ReminderItem {
  /** When it will reach me: the stored slot, or the end of my snooze where that is later. */
  at: Instant
  todo: TodoItem
}

const most = 100

/** What I shall be reminded of next, soonest first, at most a hundred. One query; the todos are mine as in `listMyTodos`. */
export const listMyReminders = async (ctx: UseCaseContext): Promise<ReminderItem[]> => {
  const dialect = dialectOf(ctx.tx)
  const owners = todoOwners(ctx)
  const branches = owners.map(
    (owner) =>
      sql`SELECT t.id AS id, t.next_reminder_at AS next_at FROM todos AS t ${dialect.using(ownerIndex(owner))}
          WHERE t.${raw(owner.column)} = ${owner.id} AND t.closed_at IS NULL AND t.next_reminder_at IS NOT NULL
          ORDER BY t.next_reminder_at, t.id LIMIT ${most}`,
  )
  const page = sql`SELECT id, next_at FROM (${unionAll(branches)}) AS mine ORDER BY next_at, id LIMIT ${most}`
  const rows = await select<TodoRow & { snoozed_until: number | null }>(
    ctx.tx,
    sql`SELECT ${todoColumns}, me.snoozed_until AS snoozed_until
        FROM ${todosOf(page, dialect.thenJoin)} LEFT JOIN members AS me ON me.id = ${actorOf(ctx).id}
        ORDER BY page.next_at, page.id`,
  )
  const toItem = toTodoItem(ctx, owners)
  return rows
    .map((row) => ({ at: Math.max(row.next_reminder_at ?? 0, row.snoozed_until ?? 0), todo: toItem(row) }))
    .toSorted((a, b) => a.at - b.at)
}
