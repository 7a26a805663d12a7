import { In, IsNull, LessThanOrEqual, Not } from 'typeorm'
import { GroupMember, Matter, Member, OutboundMessage, Todo, WorkGroup } from '../../entities/index.ts'
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

export type SweptMatter = Pick<Matter, 'id' | 'number' | 'title' | 'urgency' | 'issuerId'>

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

const columns = {
  id: true,
  matterId: true,
  duty: true,
  party: true,
  memberId: true,
  unitId: true,
  openedAt: true,
  dueAt: true,
  groupId: true,
  nextReminderAt: true,
  reminderSlot: true,
} as const

/** Due todos, oldest first; a full batch is completed with the rest of its groups, so that no group's digest is torn. */
const readTodos = async (ctx: UseCaseContext, limit: number): Promise<SweptTodo[]> => {
  const isDue = { nextReminderAt: LessThanOrEqual(ctx.now) }
  const order = { nextReminderAt: 'ASC', id: 'ASC' } as const
  const first = await ctx.tx.find(Todo, { select: columns, where: isDue, order, take: limit })
  const groups = new Set(first.map((todo) => todo.groupId).filter((id) => id !== null))
  const whole =
    first.length === limit && groups.size > 0
      ? await ctx.tx.find(Todo, { select: columns, where: { ...isDue, groupId: In([...groups]) } })
      : []
  const byId = new Map([...first, ...whole].map((todo) => [todo.id, todo as SweptTodo]))
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

const readSnoozes = async (ctx: UseCaseContext): Promise<Map<string, Instant>> => {
  const rows = await ctx.tx.find(Member, { select: { id: true, snoozedUntil: true }, where: { snoozedUntil: Not(IsNull()) } })
  return new Map(rows.flatMap(({ id, snoozedUntil }) => (snoozedUntil === null ? [] : [[id, snoozedUntil] as const])))
}

/** Who of those who owe sits in the group their reminder goes to; one indexed query over just these people. */
const readSeats = async (ctx: UseCaseContext, todos: readonly SweptTodo[]): Promise<DueTodos['sits']> => {
  const inGroups = todos.filter((todo) => todo.groupId !== null)
  const groupIds = [...new Set(inGroups.map((todo) => todo.groupId ?? ''))]
  const memberIds = [...new Set(inGroups.flatMap((todo) => ownersOf(ctx, todo).map((member) => member.id)))]
  if (groupIds.length === 0 || memberIds.length === 0) return () => true
  const rows = await ctx.tx.find(GroupMember, {
    select: { id: true, groupId: true, memberId: true },
    where: { groupId: In(groupIds), memberId: In(memberIds), leftAt: IsNull() },
  })
  const seats = new Set(rows.map((row) => `${row.groupId} ${row.memberId}`))
  const known = new Set(rows.map((row) => row.groupId))
  return (groupId, memberId) => !known.has(groupId) || seats.has(`${groupId} ${memberId}`)
}

/** Reads the todos whose reminder is due and what is needed to decide about them; null when nothing is due. */
export const collectDueTodos = async (ctx: UseCaseContext, limit: number): Promise<DueTodos | null> => {
  const todos = await readTodos(ctx, limit)
  if (todos.length === 0) return null
  const matterIds = [...new Set(todos.map((todo) => todo.matterId))]
  const groupIds = [...new Set(todos.map((todo) => todo.groupId).filter((id) => id !== null))]
  const matters = await ctx.tx.find(Matter, {
    select: { id: true, number: true, title: true, urgency: true, issuerId: true },
    where: { id: In(matterIds) },
  })
  const groups = await ctx.tx.find(WorkGroup, {
    select: { id: true },
    where: { id: In(groupIds), closedAt: IsNull(), registeredAt: Not(IsNull()) },
  })
  const day = today(ctx)
  const digests = await ctx.tx.find(OutboundMessage, {
    select: { id: true, groupId: true },
    where: { dedupeKey: In(groupIds.map((id) => digestKey(id, day))) },
  })
  return {
    todos,
    matters: new Map(matters.map((matter) => [matter.id, matter])),
    liveGroups: new Set(groups.map((group) => group.id)),
    served: new Set(digests.map((digest) => digest.groupId).filter((id) => id !== null)),
    sits: await readSeats(ctx, todos),
    snoozes: await readSnoozes(ctx),
  }
}
