import type { UseCaseContext } from '../context.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { actingParties, type ActingParty } from '../matters/standing.ts'

/** The one party the actor speaks for: themselves before a unit, a responsible before an assisting one; undefined for a stranger. */
export const pickActingParty = (ctx: UseCaseContext, { parties }: MatterWithParties): ActingParty | undefined => {
  const weight = ({ party, onBehalfOfId }: ActingParty): number =>
    (onBehalfOfId === null ? 0 : 4) + (party.role === 'responsible' ? 0 : 2) + (party.memberId === null ? 1 : 0)
  return actingParties(ctx, parties).toSorted((a, b) => weight(a) - weight(b))[0]
}
