import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { actingParties } from '../matters/standing.ts'

/**
 * 确认 and its kin are never the doer's own (docs/rules.md, Actions and todos): a secretary, stand-in or supervisor who is among the
 * doers is refused. The issuer alone may decide on a task they also work on.
 */
export const refuseOwnDecision = (ctx: UseCaseContext, { matter, parties }: MatterWithParties): void => {
  if (actorOf(ctx).id === matter.issuerId || actingParties(ctx, parties).length === 0) return
  throw new Problem('forbidden', `〔${matter.number}〕您是承办人,请由交办人决定`)
}
