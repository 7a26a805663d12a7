import { In, IsNull } from 'typeorm'
import { Todo, type Matter, type MatterParty } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { marksFor, selectRows } from '../../entities/select-rows.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { Instant } from '../../rules/instant.ts'
import { lifecycles, type Duty } from '../../rules/lifecycles/index.ts'
import { lightOf, type Light } from '../../rules/lights.ts'
import type { MilestoneFacts } from '../../rules/milestones.ts'
import { partyColumns } from '../../rules/party.ts'
import { nextReminder, type ReminderInput } from '../../rules/reminder-policy.ts'
import { noteDemands } from '../burden/note-demands.ts'
import type { UseCaseContext } from '../context.ts'

type Clocks = Pick<Todo, 'level' | 'levelChangesAt' | 'nextReminderAt' | 'reminderSlot'>

/** The light of a todo at the context's now; `milestones` are its matter's. */
export const lightAt = (
  ctx: UseCaseContext,
  todo: Pick<Todo, 'duty' | 'openedAt' | 'dueAt'>,
  percent: number | null,
  milestones?: readonly MilestoneFacts[],
): Light =>
  lightOf(
    ctx.office.calendar,
    {
      openedAt: todo.openedAt,
      dueAt: todo.dueAt,
      percent,
      tracksProgress: todo.duty === 'handle',
      behindPoints: ctx.office.settings.behindPoints,
      milestones,
    },
    ctx.now,
  )

/** What the reminder policy goes by for a todo of such a matter. */
export const reminderInput = (
  ctx: UseCaseContext,
  { duty, openedAt, dueAt }: { duty: Duty; openedAt: Instant; dueAt: Instant },
  { kind, urgency }: Pick<Matter, 'kind' | 'urgency'>,
): ReminderInput => {
  const { remindMinutesBefore, remindFollowUpMinutesBefore } = ctx.office.settings.urgent
  const minutesBefore = duty === lifecycles[kind].duty ? remindFollowUpMinutesBefore : remindMinutesBefore
  return { openedAt, dueAt, critical: urgency === 'critical', ...(lifecycles[kind].countsHours ? { minutesBefore } : {}) }
}

/** The stored light and the next reminder of an open todo, as of now. */
export const clocksOf = (
  ctx: UseCaseContext,
  todo: Pick<Todo, 'duty' | 'openedAt' | 'dueAt' | 'memberId'>,
  of: Pick<Matter, 'kind' | 'urgency'>,
  percent: number | null,
  milestones?: readonly MilestoneFacts[],
): Clocks => {
  const { level, changesAt } = lightAt(ctx, todo, percent, milestones)
  const { calendar, settings } = ctx.office
  const reminder =
    todo.dueAt === null ? null : nextReminder(calendar, settings.reminders, reminderInput(ctx, { ...todo, dueAt: todo.dueAt }, of), ctx.now)
  return { level, levelChangesAt: changesAt, nextReminderAt: reminder?.at ?? null, reminderSlot: reminder?.slot ?? null }
}

/** The light of a matter: that of its due with the responsible's progress. */
export const matterLight = (
  ctx: UseCaseContext,
  matter: Pick<Matter, 'createdAt' | 'dueAt' | 'percent'>,
  milestones?: readonly MilestoneFacts[],
): Light => lightAt(ctx, { duty: 'handle', openedAt: matter.createdAt, dueAt: matter.dueAt }, matter.percent, milestones)

/** The open todos of a matter, oldest first. */
export const listOpenTodos = (ctx: UseCaseContext, matterId: string): Promise<Todo[]> =>
  selectRows(ctx.tx, Todo, 'WHERE t.matter_id = ? AND t.closed_at IS NULL ORDER BY t.id', [matterId])

/** Databases bound how many values one statement takes. */
const mostAtOnce = 500

/** The open todos of some parties on a matter with one of these duties, found by their own keys. */
export const listOpenTodosOf = async (
  ctx: UseCaseContext,
  matterId: string,
  { parties, duties }: { parties: readonly string[]; duties: readonly Duty[] },
): Promise<Todo[]> => {
  const keys = parties.flatMap((party) => duties.map((duty) => `${matterId}|${party}|${duty}`))
  const found: Todo[] = []
  for (let from = 0; from < keys.length; from += mostAtOnce) {
    const some = keys.slice(from, from + mostAtOnce)
    found.push(...(await selectRows(ctx.tx, Todo, `WHERE t.open_key IN (${marksFor(some)}) ORDER BY t.id`, some)))
  }
  return found
}

export interface NewTodos {
  duty: Duty
  parties: readonly string[]
  dueAt: Instant | null
}

/** Opens one duty for each party, given the matter's open todos; a party that has it open keeps it as it is. Returns the new ones. */
export const openTodos = async (
  ctx: UseCaseContext,
  matter: Pick<Matter, 'id' | 'kind' | 'groupId' | 'unitId' | 'issuerId' | 'urgency'>,
  { duty, parties, dueAt }: NewTodos,
  open: readonly Todo[],
): Promise<Todo[]> => {
  const known = new Set(open.map((todo) => todo.openKey))
  const rows = [...new Set(parties)]
    .map((party) => ({ party, openKey: `${matter.id}|${party}|${duty}` }))
    .filter(({ openKey }) => !known.has(openKey))
    .map(({ party, openKey }): Todo => {
      const columns = partyColumns(party)
      const todo = { duty, openedAt: ctx.now, dueAt, memberId: columns.memberId }
      return {
        id: ctx.newId(),
        matterId: matter.id,
        ...columns,
        ...todo,
        openKey,
        acknowledgedAt: null,
        acknowledgedById: null,
        closedAt: null,
        closedById: null,
        outcome: null,
        groupId: lifecycles[matter.kind].remindsInGroup.includes(duty) ? matter.groupId : null,
        ...clocksOf(ctx, todo, matter, null),
      }
    })
  await insertRows(ctx.tx, Todo, rows)
  await noteDemands(
    ctx,
    matter,
    duty,
    rows.map(({ party }) => party),
  )
  return rows
}

/** Closes open todos by id, naming the action that closed them. */
export const closeTodos = async (ctx: UseCaseContext, todos: readonly Todo[], outcome: string): Promise<void> => {
  if (todos.length === 0) return
  await ctx.tx.update(
    Todo,
    { id: In(todos.map((todo) => todo.id)), closedAt: IsNull() },
    {
      closedAt: ctx.now,
      closedById: ctx.actor?.id ?? null,
      outcome,
      openKey: null,
      nextReminderAt: null,
      reminderSlot: null,
      levelChangesAt: null,
    },
  )
}

export interface OwedTodosChange {
  matter: Matter
  parties: readonly MatterParty[]
  /** Whose todo has been read by this, unless it was before. */
  readBy: string | undefined
  /** Dues of single parties, where they are not the matter's; parties that are not named keep what they have. */
  dues?: Readonly<Record<string, Instant | null>> | undefined
  milestones?: readonly MilestoneFacts[] | undefined
}

/** What was moved in open todos: the dues they had, and which were marked as read. */
export interface MovedTodos {
  dues: [due: Instant | null, ids: string[]][]
  read: string[]
}

/**
 * Recomputes light and reminder of every open todo that parties owe as such, after its due or its party's percent moved, and marks one
 * as read. Returns what was there before.
 */
export const refreshOwedTodos = async (
  ctx: UseCaseContext,
  { matter, parties, readBy, dues: given, milestones }: OwedTodosChange,
  open: readonly Todo[],
): Promise<MovedTodos> => {
  const { duty: ownDuty, countsHours } = lifecycles[matter.kind]
  // Where hours count, a signature is due when the matter is.
  const owed = countsHours ? open : open.filter(({ duty }) => duty === ownDuty)
  const dueOf = ({ party, dueAt }: Todo): Instant | null =>
    given === undefined ? matter.dueAt : party in given ? (given[party] ?? null) : dueAt
  const isRead = (todo: Todo): boolean => todo.party === readBy && todo.acknowledgedAt === null
  const percents = new Map(parties.map(({ party, percent }) => [party, percent]))
  const updates = owed.map((todo) => {
    const moved = { ...todo, dueAt: dueOf(todo) }
    const read = isRead(todo) ? { acknowledgedAt: ctx.now, acknowledgedById: ctx.actor?.id ?? null } : {}
    const set = { dueAt: moved.dueAt, ...clocksOf(ctx, moved, matter, percents.get(todo.party) ?? null, milestones), ...read }
    return { id: todo.id, set }
  })
  // A notice is owed by hundreds who all get the same.
  for (const alike of groupBy(updates, ({ set }) => JSON.stringify(set)).values()) {
    for (let from = 0; from < alike.length; from += mostAtOnce) {
      const ids = alike.slice(from, from + mostAtOnce).map(({ id }) => id)
      const [first] = alike
      if (first) await updateRows(ctx.tx, Todo, first.set, `id IN (${marksFor(ids)})`, ids)
    }
  }
  const redated = groupBy(
    owed.filter((todo) => todo.dueAt !== dueOf(todo)),
    ({ dueAt }) => dueAt,
  )
  return {
    dues: [...redated].map(([due, todos]) => [due, todos.map(({ id }) => id)]),
    read: owed.filter(isRead).map(({ id }) => id),
  }
}
