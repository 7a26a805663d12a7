import { In } from 'typeorm'
import { Matter, MatterParty, Todo, type MatterEvent } from '../../entities/index.ts'
import { marksFor } from '../../entities/select-rows.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { lifecycles } from '../../rules/lifecycles/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { afterChange, type Moved } from './after-change.ts'
import { changeState } from './change-state.ts'
import type { MatterWithParties } from './find-matter.ts'
import { reindexMatterText } from './index-matter-text.ts'
import { clocksOf, listOpenTodos, matterLight } from './todos.ts'
import { isPartyMoved, type UndoRecord } from './undo-record.ts'
import { restoreBeside } from './write-beside.ts'

const stale = (number: number): Problem => new Problem('stale', `〔${number}〕刚被他人更新,请重试`)

/** Milestones are others again: the next sweep of the lights looks at the matter and what is owed on it. */
const relight = async (ctx: UseCaseContext, { id, state }: Matter): Promise<void> => {
  if (state === 'closed' || state === 'cancelled') return
  await updateRows(ctx.tx, Matter, { levelChangesAt: ctx.now }, 'id = ?', [id])
  await updateRows(ctx.tx, Todo, { levelChangesAt: ctx.now }, 'matter_id = ? AND closed_at IS NULL', [id])
}

/** The matter as it will stand, its light with it; compared and set. */
const writeMatter = async (
  ctx: UseCaseContext,
  { matter, milestones }: MatterWithParties,
  set: Partial<Matter>,
  moved: Moved,
): Promise<Matter> => {
  const next: Matter = { ...matter, ...set, version: matter.version + 1 }
  const isOver = next.state === 'closed' || next.state === 'cancelled'
  const light = isOver ? { level: 0, changesAt: null } : matterLight(ctx, next, milestones)
  Object.assign(next, { level: light.level, levelChangesAt: light.changesAt })
  const changed = await updateRows(ctx.tx, Matter, next, 'id = ? AND version = ?', [matter.id, matter.version])
  if (changed !== 1) throw stale(matter.number)
  if (next.title !== matter.title || next.body !== matter.body) await reindexMatterText(ctx, matter, next)
  for (const { target, change } of await afterChange(ctx, matter, next, moved)) await changeState(ctx, target, change)
  return next
}

/** Closes todos that nobody has read yet; `stale` when one of them was read or closed at this moment. */
const closeUnread = async (ctx: UseCaseContext, number: number, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  const closed = { closedAt: ctx.now, closedById: ctx.actor?.id ?? null, outcome: 'undo' }
  const silent = { openKey: null, nextReminderAt: null, reminderSlot: null, levelChangesAt: null }
  const where = `id IN (${marksFor(ids)}) AND closed_at IS NULL AND acknowledged_at IS NULL`
  const changed = await updateRows(ctx.tx, Todo, { ...closed, ...silent }, where, ids)
  if (changed !== ids.length) throw stale(number)
}

const reopen = async (ctx: UseCaseContext, matter: Matter, ids: readonly string[], action: string): Promise<void> => {
  if (ids.length === 0) return
  const todos = await ctx.tx.findBy(Todo, { id: In([...ids]), outcome: action })
  if (todos.length !== ids.length) throw stale(matter.number)
  for (const { id, party, duty } of todos) {
    const open = { closedAt: null, closedById: null, outcome: null, openKey: `${matter.id}|${party}|${duty}` }
    if ((await updateRows(ctx.tx, Todo, open, 'id = ? AND closed_at IS NOT NULL', [id])) !== 1) throw stale(matter.number)
  }
}

const restoreParties = async (
  ctx: UseCaseContext,
  parties: MatterParty[],
  { parties: before = [], added = [] }: UndoRecord,
): Promise<void> => {
  for (const [id, set] of before) {
    await updateRows(ctx.tx, MatterParty, set, 'id = ?', [id])
    Object.assign(parties.find((party) => party.id === id) ?? {}, set)
  }
  if (added.length === 0) return
  // A party that came by mistake never was one: it must not see the matter any more.
  await ctx.tx.delete(MatterParty, { id: In(added) })
  parties.splice(0, parties.length, ...parties.filter(({ id }) => !added.includes(id)))
}

/** Light and reminder of open todos, as if what is taken back had not been: a slot that fell meanwhile is still said. */
const rewind = async (
  ctx: UseCaseContext,
  { matter, parties, milestones }: MatterWithParties,
  todos: readonly Todo[],
  since: number,
): Promise<void> => {
  for (const todo of todos) {
    const percent = parties.find((party) => party.party === todo.party)?.percent ?? null
    const { level, levelChangesAt } = clocksOf(ctx, todo, matter, percent, milestones)
    const { nextReminderAt, reminderSlot } = clocksOf({ ...ctx, now: since }, todo, matter, percent)
    await updateRows(ctx.tx, Todo, { level, levelChangesAt, nextReminderAt, reminderSlot }, 'id = ? AND closed_at IS NULL', [todo.id])
  }
}

/**
 * Takes back one action by its record, each row by compare-and-set: matter, parties, todos and what stands beside them are as they were
 * before it; `target.parties` follows. Returns the matter, and the parties whose duties this touched. Throws `stale` when a row is no
 * longer what the action left.
 */
export const undoChange = async (
  ctx: UseCaseContext,
  target: MatterWithParties,
  event: Pick<MatterEvent, 'action' | 'at'>,
  record: UndoRecord,
): Promise<{ matter: Matter; touched: string[] }> => {
  const matter = await writeMatter(ctx, target, record.matter ?? {}, { parties: isPartyMoved(record) })
  await restoreParties(ctx, target.parties, record)
  const withdrawn = record.opened ?? []
  const shut = withdrawn.length === 0 ? [] : await ctx.tx.find(Todo, { select: { id: true, party: true }, where: { id: In(withdrawn) } })
  await closeUnread(ctx, matter.number, withdrawn)
  await reopen(ctx, matter, record.closed ?? [], event.action)
  for (const [dueAt, ids] of record.dues ?? []) await updateRows(ctx.tx, Todo, { dueAt }, `id IN (${marksFor(ids)})`, ids)
  const unread = record.read ?? []
  if (unread.length > 0) {
    await updateRows(ctx.tx, Todo, { acknowledgedAt: null, acknowledgedById: null }, `id IN (${marksFor(unread)})`, unread)
  }
  await restoreBeside(ctx.tx, record.beside ?? [])
  if ((record.beside ?? []).some(([table]) => table === 'supervisions')) await relight(ctx, matter)

  const reopened = new Set([...(record.closed ?? []), ...(record.dues ?? []).flatMap(([, ids]) => ids)])
  const isRedated =
    'dueAt' in (record.matter ?? {}) || 'percent' in (record.matter ?? {}) || (record.parties ?? []).some(([, set]) => 'percent' in set)
  const owed = lifecycles[matter.kind].duty
  const open = reopened.size > 0 || isRedated ? await listOpenTodos(ctx, matter.id) : []
  await rewind(
    ctx,
    { ...target, matter },
    open.filter(({ id, duty }) => reopened.has(id) || (isRedated && duty === owed)),
    event.at,
  )
  const concerned = [...shut, ...open.filter(({ id }) => reopened.has(id))]
  return { matter, touched: [...new Set(concerned.map(({ party }) => party))] }
}

/** Takes back the opening itself: the matter is cancelled, nobody owes anything any more. `stale` when somebody has just read theirs. */
export const undoOpening = async (ctx: UseCaseContext, target: MatterWithParties): Promise<{ matter: Matter; touched: string[] }> => {
  const open = await listOpenTodos(ctx, target.matter.id)
  const matter = await writeMatter(ctx, target, { state: 'cancelled', closedAt: ctx.now }, { parties: false })
  await closeUnread(
    ctx,
    matter.number,
    open.map(({ id }) => id),
  )
  return { matter, touched: [...new Set(open.map(({ party }) => party))] }
}
