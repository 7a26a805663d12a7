import type { Matter } from '../../entities/index.ts'
import { findAction, lifecycles } from '../../rules/lifecycles/index.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { listOpenTodos } from '../matters/todos.ts'

/**
 * After somebody was taken off: when nobody responsible owes anything any more, the others had finished: the issuer of a task is asked, a
 * call is over, so that an open matter always has somebody who owes. Returns the matter as it then stands.
 */
export const submitIfAllDone = async (ctx: UseCaseContext, target: MatterWithParties): Promise<Matter> => {
  // Nobody confirms that a notice was read.
  if (!findAction(target.matter.kind, 'all_done')) return target.matter
  const { duty } = lifecycles[target.matter.kind]
  const owing = (await listOpenTodos(ctx, target.matter.id)).filter((todo) => todo.duty === duty).map((todo) => todo.party)
  const isOwed = target.parties.some((party) => party.role === 'responsible' && party.removedAt === null && owing.includes(party.party))
  return isOwed ? target.matter : changeState(ctx, target, { action: 'all_done' })
}
