import type { Instant } from '../../rules/instant.ts'
import type { Duty, MatterKind, MatterState, Urgency } from '../../rules/lifecycles/index.ts'
import type { Level } from '../../rules/lights.ts'
import { memberName, unitName, type Named } from '../matters/names.ts'
import { raw, sql, type Sql } from '../matters/sql.ts'
import type { UseCaseContext } from '../context.ts'
import type { TodoOwner } from './todo-owners.ts'

/** One line of a list of todos: the duty, and as much of its matter as the line shows. */
export interface TodoItem {
  id: string
  duty: Duty
  /** Null while the limit is in question. */
  dueAt: Instant | null
  openedAt: Instant
  acknowledgedAt: Instant | null
  level: Level
  nextReminderAt: Instant | null
  matter: { id: string; number: number; title: string; kind: MatterKind; state: MatterState; urgency: Urgency }
  issuer: Named
  group: Named | null
  /** The unit that owes it; null when a person does. */
  unit: Named | null
  /** The person stood in for; null when it is one's own or one's unit's. */
  onBehalfOf: Named | null
}

/** A row as both databases return it under `todoColumns`. */
export interface TodoRow {
  id: string
  duty: Duty
  due_at: number | null
  opened_at: number
  acknowledged_at: number | null
  level: number
  next_reminder_at: number | null
  member_id: string | null
  unit_id: string | null
  matter_id: string
  number: number
  title: string
  kind: MatterKind
  state: MatterState
  urgency: Urgency
  issuer_id: string
  group_id: string | null
  group_name: string | null
}

export const todoColumns = raw(
  `t.id, t.duty, t.due_at, t.opened_at, t.acknowledged_at, t.level, t.next_reminder_at, t.member_id, t.unit_id,
   m.id AS matter_id, m.number, m.title, m.kind, m.state, m.urgency, m.issuer_id, m.group_id, g.name AS group_name`,
)

/** The todos of `page` (a query that gives `id`) with their matters and groups, joined by key in that order. */
export const todosOf = (page: Sql, thenJoin: Sql): Sql =>
  sql`(${page}) AS page ${thenJoin} todos AS t ON t.id = page.id ${thenJoin} matters AS m ON m.id = t.matter_id LEFT JOIN work_groups AS g ON g.id = m.group_id`

/** The stored light is swept a little late; a due that has passed shows at once. */
export const shownLevel = (stored: number, dueAt: Instant | null, now: Instant): Level =>
  dueAt !== null && dueAt < now ? 3 : (stored as Level)

export const toTodoItem = (ctx: UseCaseContext, owners: readonly TodoOwner[]): ((row: TodoRow) => TodoItem) => {
  const behalf = new Map(owners.map((owner) => [owner.id, owner.onBehalfOfId]))
  const { directory } = ctx.office
  return (row) => {
    const onBehalfOfId = behalf.get(row.member_id ?? row.unit_id ?? '') ?? null
    return {
      id: row.id,
      duty: row.duty,
      dueAt: row.due_at,
      openedAt: row.opened_at,
      acknowledgedAt: row.acknowledged_at,
      level: shownLevel(row.level, row.due_at, ctx.now),
      nextReminderAt: row.next_reminder_at,
      matter: { id: row.matter_id, number: row.number, title: row.title, kind: row.kind, state: row.state, urgency: row.urgency },
      issuer: memberName(directory, row.issuer_id),
      group: row.group_id === null ? null : { id: row.group_id, name: row.group_name ?? '' },
      unit: row.unit_id === null ? null : unitName(directory, row.unit_id),
      onBehalfOf: onBehalfOfId === null ? null : memberName(directory, onBehalfOfId),
    }
  }
}
