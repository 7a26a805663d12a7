import { Matter, type Todo } from '../../entities/index.ts'
import { changesOf, updateRows } from '../../entities/update-rows.ts'
import { awaitsWord, findAction, type ActionRule, type TodoEffect } from '../../rules/lifecycles/index.ts'
import { Problem } from '../../rules/problems.ts'
import { describeForbidden, describeOtherKind, describeWrongState } from '../../wording/refusals.ts'
import type { UseCaseContext } from '../context.ts'
import { afterChange } from './after-change.ts'
import { appendEvents } from './append-event.ts'
import { applyEffects } from './apply-effects.ts'
import type { MatterWithParties } from './find-matter.ts'
import { reindexMatterText } from './index-matter-text.ts'
import { standingsOf } from './standing.ts'
import { listOpenTodos, listOpenTodosOf, matterLight, refreshOwedTodos } from './todos.ts'
import { isPartyMoved, traceChange } from './undo-record.ts'
import { writeBeside, type RowChange } from './write-beside.ts'
import { writeParties, type PartyChange } from './write-parties.ts'

type Columns = Pick<Matter, 'title' | 'body' | 'dueAt' | 'dueText' | 'percent' | 'submittedAt' | 'closedAt'>

export interface Change {
  action: string
  text?: string
  data?: Record<string, unknown>
  /** Other columns of the matter that this action writes. */
  set?: Partial<Columns>
  /** Whose todos `acting_party` effects close. */
  actingParty?: string
  /** Parties that `target` effects mean. */
  targets?: readonly string[]
  /** By when each of them owes; a party that is named and owes already gets this due instead of its own. */
  dues?: Readonly<Record<string, number | null>>
  /** The group that todos opened by this are reminded in, when it is not the matter's group of origin. */
  remindsIn?: string
  onBehalfOfId?: string | null
  /** The party that shows by this that it has read its todo. */
  readBy?: string
  /** Parties that this action puts on, takes off or changes; written before the todos, into the target's rows as well. */
  parties?: readonly PartyChange[]
  /** Rows of other tables that belong to the matter and change with it. */
  beside?: readonly RowChange[]
  /** The act follows from one on the whole, where the actor's standing was judged. */
  follows?: true
}

/** What stood open before and after, and what was moved. */
type TodoTraces = Pick<Parameters<typeof traceChange>[0], 'open' | 'moved'>

const untouched: TodoTraces = { open: { before: [], after: [] }, moved: { dues: [], read: [] } }

/** The rule of an action, after checking that the state allows it and that the actor stands where it asks. */
const allowedRule = (ctx: UseCaseContext, { matter, parties }: MatterWithParties, { action, follows }: Change): ActionRule => {
  const rule = findAction(matter.kind, action)
  if (!rule) throw new Problem('wrong_state', describeOtherKind(matter))
  const { all } = standingsOf(ctx, matter, parties)
  if (!follows && !rule.by.some((standing) => all.has(standing))) throw new Problem('forbidden', describeForbidden(matter.number, rule))
  if (!rule.from.includes(matter.state)) throw new Problem('wrong_state', describeWrongState(matter, rule))
  return rule
}

/** The open todos an action may touch: where it only adds some, nobody else's are read, for a notice has thousands. */
const listTouched = (
  ctx: UseCaseContext,
  { matter, change, effects, isMoved }: { matter: Matter; change: Change; effects: readonly TodoEffect[]; isMoved: boolean },
): Promise<Todo[]> => {
  const duties = effects.flatMap((effect) => ('open' in effect && effect.for === 'target' ? [effect.open] : []))
  return isMoved || duties.length < effects.length
    ? listOpenTodos(ctx, matter.id)
    : listOpenTodosOf(ctx, matter.id, { parties: change.targets ?? [], duties })
}

/** The todos of an action: closes, opens, re-times as the rule and the change say. Untouched ones are not even read. */
const changeTodos = async (
  ctx: UseCaseContext,
  { next, target, change, effects }: { next: Matter; target: MatterWithParties; change: Change; effects: readonly TodoEffect[] },
): Promise<TodoTraces> => {
  const { matter, parties } = target
  const { readBy } = change
  // By milestones a light changes with every act on them, and a todo opened anew has theirs at once.
  const isMoved =
    next.dueAt !== matter.dueAt ||
    next.percent !== matter.percent ||
    readBy !== undefined ||
    change.dues !== undefined ||
    target.milestones !== undefined
  if (effects.length === 0 && !isMoved) return untouched
  const before = await listTouched(ctx, { matter, change, effects, isMoved })
  const after = await applyEffects(ctx, { ...change, matter: next, parties }, effects, before)
  const moved = isMoved
    ? await refreshOwedTodos(ctx, { matter: next, parties, readBy, dues: change.dues, milestones: target.milestones }, after)
    : untouched.moved
  return { open: { before, after }, moved }
}

/**
 * The one writer of a matter's state: checks the lifecycle table, compares-and-sets the row, opens and closes todos, appends the event
 * with the record of all it changed (undo-change.ts is the way back). Returns the matter as it now stands.
 * Throws `forbidden`, `wrong_state`, or `stale` (the runner runs the transaction again).
 */
export const changeState = async (ctx: UseCaseContext, target: MatterWithParties, change: Change): Promise<Matter> => {
  const rule = allowedRule(ctx, target, change)
  const { matter } = target
  const next: Matter = { ...matter, ...change.set, state: rule.to ?? matter.state, version: matter.version + 1 }
  // Lateness is the time of 办结, as it was spoken (docs/rules.md, Actions and todos).
  if (next.state !== matter.state && (awaitsWord(next.state) || change.action === 'complete')) next.submittedAt = ctx.sentAt
  const isOver = next.state === 'closed' || next.state === 'cancelled'
  next.closedAt = isOver ? (matter.closedAt ?? ctx.now) : null
  const light = isOver ? { level: 0, changesAt: null } : matterLight(ctx, next, target.milestones)
  Object.assign(next, { level: light.level, levelChangesAt: light.changesAt })

  const changed = await updateRows(ctx.tx, Matter, changesOf(matter, next), 'id = ? AND version = ?', [matter.id, matter.version])
  if (changed !== 1) throw new Problem('stale', `〔${matter.number}〕刚被他人更新,请重试`)
  if (next.title !== matter.title || next.body !== matter.body) await reindexMatterText(ctx, matter, next)
  const parties = await writeParties(ctx, target, change.parties ?? [])
  const beside = await writeBeside(ctx.tx, change.beside ?? [])
  const todos = await changeTodos(ctx, { next, target, change, effects: rule.todos ?? [] })
  const undo = traceChange({ before: matter, after: next, ...todos, parties, beside })
  const { action, text, onBehalfOfId } = change
  await appendEvents(ctx, [{ matterId: matter.id, action, text, data: { ...change.data, undo }, onBehalfOfId }])
  for (const { target: other, change: following } of await afterChange(ctx, matter, next, { parties: isPartyMoved(parties) }))
    await changeState(ctx, other, following)
  return next
}
