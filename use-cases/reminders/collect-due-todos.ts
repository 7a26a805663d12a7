import { IsNull, Not } from 'typeorm'
import { Member, Todo, type Matter } from '../../entities/index.ts'
import { givenTable, marksFor, selectRows } from '../../entities/select-rows.ts'
import type { Day, Instant } from '../../rules/instant.ts'
import { today, type UseCaseContext } from '../context.ts'
import { ownersOf } from './owners-of.ts'

/** What a reminder needs of a todo. `nextReminderAt` is what the sweep compares-and-sets. */
export type SweptTodo = Pick<
  Todo,
  'id' | 'matterId' | 'duty' | 'party' | 'memberId' | 'unitId' | 'openedAt' | 'groupId' | 'reminderSlot'
> & {
  dueAt: Instant | null
  nextReminderAt: Instant
}

export type SweptMatter = Pick<Matter, 'id' | 'number' | 'kind' | 'state' | 'title' | 'urgency' | 'issuerId'>

/** Everything the sweep decides from, read in one go. */
export interface DueTodos {
  todos: SweptTodo[]
  matters: ReadonlyMap<string, SweptMatter>
  /** Groups that are registered and not closed; what belongs elsewhere is told privately. */
  liveGroups: ReadonlySet<string>
  /** Groups that had their digest today. */
  served: ReadonlySet<string>
  /** Whether a group's message reaches a member: they sit in it as far as we know, or nobody is known to. */
  sits(groupId: string, memberId: string): boolean
  /** 静默: until when, per member. */
  snoozes: ReadonlyMap<string, Instant>
}

/** The key that makes a group's digest one a day. */
export const digestKey = (groupId: string, day: Day): string => `digest:${groupId}:${day}`

/** Due todos, oldest first; a full batch is completed with the rest of its groups, so that no group's digest is torn. */
const readTodos = async (ctx: UseCaseContext, limit: number): Promise<SweptTodo[]> => {
  const isDue = 'WHERE t.next_reminder_at <= ?'
  const first = await selectRows(ctx.tx, Todo, `${isDue} ORDER BY t.next_reminder_at, t.id LIMIT ?`, [ctx.now, limit])
  const groups = [...new Set(first.map((todo) => todo.groupId).filter((id) => id !== null))]
  const whole =
    first.length === limit && groups.length > 0
      ? await selectRows(ctx.tx, Todo, `${isDue} AND t.group_id IN (${marksFor(groups)})`, [ctx.now, ...groups])
      : []
  const byId = new Map([...first, ...whole].map((todo) => [todo.id, todo as SweptTodo]))
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

const readSnoozes = async (ctx: UseCaseContext): Promise<Map<string, Instant>> => {
  const rows = await ctx.tx.find(Member, { select: { id: true, snoozedUntil: true }, where: { snoozedUntil: Not(IsNull()) } })
  return new Map(rows.flatMap(({ id, snoozedUntil }) => (snoozedUntil === null ? [] : [[id, snoozedUntil] as const])))
}

interface SeatRow {
  group_id: string
  member_id: string
  sits: number
  is_known: number
}

/** Below the 500 parts that SQLite takes in one union. */
const mostPairs = 400

/** Who of those who owe sits in the group their reminder goes to; asked for just these pairs of group and person. */
const readSeats = async (ctx: UseCaseContext, todos: readonly SweptTodo[]): Promise<DueTodos['sits']> => {
  const pairs = new Map<string, readonly [string, string]>()
  for (const todo of todos) {
    const { groupId } = todo
    if (groupId !== null) for (const { id } of ownersOf(ctx, todo)) pairs.set(`${groupId} ${id}`, [groupId, id])
  }
  const [seats, known] = [new Set<string>(), new Set<string>()]
  const asked = [...pairs.values()]
  for (let from = 0; from < asked.length; from += mostPairs) {
    const some = asked.slice(from, from + mostPairs)
    const rows = await ctx.tx.query<SeatRow[]>(
      `SELECT pair.group_id, pair.member_id, s.id IS NOT NULL AS sits,
        EXISTS (SELECT 1 FROM group_members AS x WHERE x.group_id = pair.group_id AND x.left_at IS NULL) AS is_known
        FROM ${givenTable('pair', ['group_id', 'member_id'], some.length)}
        LEFT JOIN group_members AS s ON s.group_id = pair.group_id AND s.member_id = pair.member_id AND s.left_at IS NULL`,
      some.flat(),
    )
    for (const row of rows) {
      if (row.is_known === 1) known.add(row.group_id)
      if (row.sits === 1) seats.add(`${row.group_id} ${row.member_id}`)
    }
  }
  return (groupId, memberId) => !known.has(groupId) || seats.has(`${groupId} ${memberId}`)
}

/** Those of the groups that are registered and not closed, and that had their digest today. */
const readGroups = async (ctx: UseCaseContext, groupIds: readonly string[]): Promise<Pick<DueTodos, 'liveGroups' | 'served'>> => {
  if (groupIds.length === 0) return { liveGroups: new Set(), served: new Set() }
  const live = await ctx.tx.query<{ id: string }[]>(
    `SELECT id FROM work_groups WHERE id IN (${marksFor(groupIds)}) AND closed_at IS NULL AND registered_at IS NOT NULL`,
    [...groupIds],
  )
  const day = today(ctx)
  const served = await ctx.tx.query<{ group_id: string }[]>(
    `SELECT group_id FROM outbound_messages WHERE dedupe_key IN (${marksFor(groupIds)}) AND group_id IS NOT NULL`,
    groupIds.map((id) => digestKey(id, day)),
  )
  return { liveGroups: new Set(live.map(({ id }) => id)), served: new Set(served.map((row) => row.group_id)) }
}

/** Reads the todos whose reminder is due and what is needed to decide about them; null when nothing is due. */
export const collectDueTodos = async (ctx: UseCaseContext, limit: number): Promise<DueTodos | null> => {
  const todos = await readTodos(ctx, limit)
  if (todos.length === 0) return null
  const matterIds = [...new Set(todos.map((todo) => todo.matterId))]
  const groupIds = [...new Set(todos.map((todo) => todo.groupId).filter((id) => id !== null))]
  const matters = await ctx.tx.query<(Omit<SweptMatter, 'issuerId'> & { issuer_id: string })[]>(
    `SELECT id, number, kind, state, title, urgency, issuer_id FROM matters WHERE id IN (${marksFor(matterIds)})`,
    matterIds,
  )
  return {
    todos,
    matters: new Map(matters.map(({ issuer_id: issuerId, ...matter }) => [matter.id, { ...matter, issuerId }])),
    ...(await readGroups(ctx, groupIds)),
    sits: await readSeats(ctx, todos),
    snoozes: await readSnoozes(ctx),
  }
}
