import { Matter, type MatterParty, type Todo } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { findAction, type ActionRule, type TodoEffect } from '../../rules/lifecycles/index.ts'
import { memberParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { describeForbidden, describeWrongState } from '../../wording/refusals.ts'
import { today, type UseCaseContext } from '../context.ts'
import { appendEvents } from './append-event.ts'
import type { MatterWithParties } from './find-matter.ts'
import { reindexMatterText } from './index-matter-text.ts'
import { standingsOf } from './standing.ts'
import { closeTodos, listOpenTodos, matterLight, openTodos, refreshHandleTodos } from './todos.ts'

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
  onBehalfOfId?: string | null
  /** The party that shows by this that it has read its todo. */
  readBy?: string
}

/** What the effects need to find their parties. */
interface EffectScope {
  matter: Matter
  parties: readonly MatterParty[]
  change: Change
}

const partiesFor = (
  ctx: UseCaseContext,
  { matter, parties, change }: EffectScope,
  who: Extract<TodoEffect, { open: string }>['for'],
): string[] => {
  if (who === 'issuer') return [memberParty(matter.issuerId)]
  if (who === 'target') return [...(change.targets ?? [])]
  if (who === 'responsible')
    return parties.filter((party) => party.role === 'responsible' && party.removedAt === null).map((party) => party.party)
  const root = ctx.office.directory.findRoot()
  return root ? ctx.office.directory.holders('supervisor', root.id, today(ctx)).map((member) => memberParty(member.id)) : []
}

const isClosedBy = (effect: Extract<TodoEffect, { close: string }>, change: Change, todo: Todo): boolean => {
  if (effect.close !== 'all' && effect.close !== todo.duty) return false
  if (effect.of === 'everyone') return true
  if (effect.of === 'acting_party') return todo.party === change.actingParty
  return (change.targets ?? []).includes(todo.party)
}

const dueOf = (ctx: UseCaseContext, effect: Extract<TodoEffect, { open: string }>, matter: Matter): number | null => {
  if (effect.due === 'matter') return matter.dueAt
  if (effect.due === 'none') return null
  const { calendar, settings } = ctx.office
  return calendar.at(calendar.addWorkingDays(calendar.dayOf(ctx.now), 1), settings.reminders.at)
}

/** Closes and opens todos as the rule says, given those open before; returns those open after. */
const applyEffects = async (ctx: UseCaseContext, scope: EffectScope, effects: readonly TodoEffect[], before: Todo[]): Promise<Todo[]> => {
  let open = before
  for (const effect of effects) {
    if ('close' in effect) {
      const closing = new Set(open.filter((todo) => isClosedBy(effect, scope.change, todo)))
      await closeTodos(ctx, [...closing], scope.change.action)
      open = open.filter((todo) => !closing.has(todo))
    } else {
      const wanted = { duty: effect.open, parties: partiesFor(ctx, scope, effect.for), dueAt: dueOf(ctx, effect, scope.matter) }
      open = [...open, ...(await openTodos(ctx, scope.matter, wanted, open))]
    }
  }
  return open
}

/** The rule of an action, after checking that the state allows it and that the actor stands where it asks. */
const allowedRule = (ctx: UseCaseContext, { matter, parties }: MatterWithParties, action: string): ActionRule => {
  const rule = findAction(matter.kind, action)
  if (!rule) throw new Problem('wrong_state', `〔${matter.number}〕不是可以这样办理的事项`)
  const { all } = standingsOf(ctx, matter, parties)
  if (!rule.by.some((standing) => all.has(standing))) throw new Problem('forbidden', describeForbidden(matter.number, rule))
  if (!rule.from.includes(matter.state)) throw new Problem('wrong_state', describeWrongState(matter, rule))
  return rule
}

/**
 * The one writer of a matter's state: checks the lifecycle table, compares-and-sets the row, appends the event, opens and closes todos.
 * Returns the matter as it now stands. Throws `forbidden`, `wrong_state`, or `stale` (the runner runs the transaction again).
 */
export const changeState = async (ctx: UseCaseContext, target: MatterWithParties, change: Change): Promise<Matter> => {
  const rule = allowedRule(ctx, target, change.action)
  const { matter, parties } = target
  const next: Matter = { ...matter, ...change.set, state: rule.to ?? matter.state, version: matter.version + 1 }
  // Lateness is the time of 办结, as it was spoken (docs/rules.md, Actions and todos).
  if (next.state !== matter.state && (next.state === 'submitted' || change.action === 'complete')) next.submittedAt = ctx.sentAt
  const isOver = next.state === 'closed' || next.state === 'cancelled'
  next.closedAt = isOver ? (matter.closedAt ?? ctx.now) : null
  const light = isOver ? { level: 0, changesAt: null } : matterLight(ctx, next)
  Object.assign(next, { level: light.level, levelChangesAt: light.changesAt })

  const changed = await updateRows(ctx.tx, Matter, next, 'id = ? AND version = ?', [matter.id, matter.version])
  if (changed !== 1) throw new Problem('stale', `〔${matter.number}〕刚被他人更新,请重试`)
  if (next.title !== matter.title || next.body !== matter.body) await reindexMatterText(ctx, matter, next)
  await appendEvents(ctx, [
    { matterId: matter.id, action: change.action, text: change.text, data: change.data, onBehalfOfId: change.onBehalfOfId },
  ])
  const effects = rule.todos ?? []
  const hasMoved = next.dueAt !== matter.dueAt || next.percent !== matter.percent
  const isRead = change.readBy !== undefined
  if (effects.length === 0 && !hasMoved && !isRead) return next
  const open = await applyEffects(ctx, { matter: next, parties, change }, effects, await listOpenTodos(ctx, matter.id))
  if (hasMoved || isRead) await refreshHandleTodos(ctx, { matter: next, parties, readBy: change.readBy }, open)
  return next
}
