import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { actingParties, type ActingParty } from '../matters/standing.ts'
import { listOpenTodos } from '../matters/todos.ts'

/** The one party the actor speaks for: themselves before a unit, a responsible before an assisting one; undefined for a stranger. */
export const pickActingParty = (ctx: UseCaseContext, { parties }: MatterWithParties): ActingParty | undefined => {
  const weight = ({ party, onBehalfOfId }: ActingParty): number =>
    (onBehalfOfId === null ? 0 : 4) + (party.role === 'responsible' ? 0 : 2) + (party.memberId === null ? 1 : 0)
  return actingParties(ctx, parties).toSorted((a, b) => weight(a) - weight(b))[0]
}

/**
 * The same among those that still owe their part. A party that finished is refused in an open matter;
 * for a stranger, or a matter that is over, it is undefined and the lifecycle table has the word.
 */
export const pickOwingParty = async (ctx: UseCaseContext, target: MatterWithParties): Promise<ActingParty | undefined> => {
  const open = (await listOpenTodos(ctx, target.matter.id)).filter((todo) => todo.duty === 'handle')
  const owing = new Set(open.map((todo) => todo.party))
  const picked = pickActingParty(ctx, { ...target, parties: target.parties.filter((party) => owing.has(party.party)) })
  if (!picked && target.matter.state === 'open' && pickActingParty(ctx, target)) {
    throw new Problem('wrong_state', `〔${target.matter.number}〕您的部分已经办结`)
  }
  return picked
}
