import type { Matter, MatterParty, Todo } from '../../entities/index.ts'
import type { MemberCard } from '../../rules/directory.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { Instant } from '../../rules/instant.ts'
import type { TodoEffect } from '../../rules/lifecycles/index.ts'
import { memberParty } from '../../rules/party.ts'
import { actorOf, nextWorkingMorning, type UseCaseContext } from '../context.ts'
import { editorsOf, headsOf, rootHolders, signersOf } from './office-roles.ts'
import { closeTodos, openTodos } from './todos.ts'

type Opening = Extract<TodoEffect, { open: string }>
type Closing = Extract<TodoEffect, { close: string }>

/** What the effects need to find their parties. */
export interface EffectScope {
  matter: Matter
  parties: readonly MatterParty[]
  /** The action that is named as the todos' outcome. */
  action: string
  /** Whose todos `acting_party` means. */
  actingParty?: string | undefined
  /** Parties that `target` means. */
  targets?: readonly string[] | undefined
  /** By when each of them owes, for effects whose due is `given`; also of open todos that are given another due. */
  dues?: Readonly<Record<string, Instant | null>> | undefined
  /** Where reminders of the todos opened by this go, when not to the matter's group of origin. */
  remindsIn?: string | undefined
}

const keysOf = (members: readonly MemberCard[]): string[] => members.map((member) => memberParty(member.id))

const partiesFor = (ctx: UseCaseContext, { matter, parties, targets }: EffectScope, who: Opening['for']): string[] => {
  const live = parties.filter((party) => party.removedAt === null)
  switch (who) {
    case 'issuer':
      return [memberParty(matter.issuerId)]
    case 'actor':
      return [memberParty(actorOf(ctx).id)]
    case 'target':
      return [...(targets ?? [])]
    case 'parties':
      return live.map(({ party }) => party)
    case 'responsible':
      return live.filter(({ role }) => role === 'responsible').map(({ party }) => party)
    case 'root_supervisors':
      return keysOf(rootHolders(ctx, 'supervisor'))
    // Where the office has no supervision section, the leader's own.
    case 'supervisors_or_issuer': {
      const supervisors = rootHolders(ctx, 'supervisor')
      return supervisors.length > 0 ? keysOf(supervisors) : [memberParty(matter.issuerId)]
    }
    case 'editors':
      return keysOf(editorsOf(ctx))
    case 'unit_heads':
      return keysOf(headsOf(ctx, matter.unitId))
    case 'signers_and_deputies':
      return keysOf([...signersOf(ctx), ...rootHolders(ctx, 'deputy_director')])
    case 'signers':
      return keysOf(signersOf(ctx))
  }
}

const isClosedBy = (effect: Closing, { actingParty, targets }: EffectScope, todo: Todo): boolean => {
  if (effect.close !== 'all' && effect.close !== todo.duty) return false
  if (effect.of === 'everyone') return true
  if (effect.of === 'acting_party') return todo.party === actingParty
  return (targets ?? []).includes(todo.party)
}

const dueOf = (ctx: UseCaseContext, effect: Opening, matter: Matter): Instant | null => {
  if (effect.due === 'matter') return matter.dueAt
  if (effect.due === 'none' || effect.due === 'given') return null
  return nextWorkingMorning(ctx)
}

/** Closes and opens todos as the effects say, in order, given those open before; returns those open after. */
export const applyEffects = async (
  ctx: UseCaseContext,
  scope: EffectScope,
  effects: readonly TodoEffect[],
  before: readonly Todo[],
): Promise<Todo[]> => {
  let open = [...before]
  for (const effect of effects) {
    if ('close' in effect) {
      const closing = new Set(open.filter((todo) => isClosedBy(effect, scope, todo)))
      await closeTodos(ctx, [...closing], scope.action)
      open = open.filter((todo) => !closing.has(todo))
    } else {
      const matter = { ...scope.matter, groupId: scope.remindsIn ?? scope.matter.groupId }
      const byDue = groupBy(partiesFor(ctx, scope, effect.for), (party) =>
        effect.due === 'given' ? (scope.dues?.[party] ?? null) : dueOf(ctx, effect, scope.matter),
      )
      for (const [dueAt, parties] of byDue) {
        open = [...open, ...(await openTodos(ctx, matter, { duty: effect.open, parties, dueAt }, open))]
      }
    }
  }
  return open
}
