import { In, IsNull } from 'typeorm'
import { Matter, Todo } from '../../entities/index.ts'
import { memberParty, unitParty } from '../../rules/party.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'

/** Open meetings that wait for the actor's word, their own or their unit's, the first to begin first. */
export const listUnanswered = async (ctx: UseCaseContext): Promise<Matter[]> => {
  const { id } = actorOf(ctx)
  const parties = [memberParty(id), ...ctx.office.directory.unitsAnsweredBy(id, today(ctx)).map(unitParty)]
  const todos = await ctx.tx.findBy(Todo, { party: In(parties), duty: 'decide', closedAt: IsNull() })
  if (todos.length === 0) return []
  return ctx.tx.find(Matter, {
    where: { id: In(todos.map(({ matterId }) => matterId)), kind: 'meeting', state: 'open' },
    order: { dueAt: 'ASC', id: 'ASC' },
  })
}
