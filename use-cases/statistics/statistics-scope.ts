import type { Role } from '../../rules/roles.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { unitsHeaded } from '../matters/visibility.ts'

const overseers: readonly Role[] = ['leader', 'director', 'deputy_director', 'editor', 'supervisor']

/** Whose figures the actor may see: everybody's for the office's own, else one's units' and one's own. */
export interface StatisticsScope {
  everything: boolean
  self: string
  unitIds: string[]
}

export const statisticsScope = (ctx: UseCaseContext): StatisticsScope => {
  const { directory } = ctx.office
  const self = actorOf(ctx).id
  const selves = directory.actsFor(self, ctx.now)
  return {
    everything: selves.some((id) => overseers.some((role) => directory.holdsAtRoot(id, role, today(ctx)))),
    self,
    unitIds: [...new Set([...selves.flatMap((id) => directory.unitsAnsweredBy(id, today(ctx))), ...unitsHeaded(ctx)])],
  }
}
