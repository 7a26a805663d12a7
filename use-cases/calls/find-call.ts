import { Problem } from '../../rules/problems.ts'
import { describeOtherKind } from '../../wording/refusals.ts'
import type { UseCaseContext } from '../context.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'
import { actingParties, type ActingParty } from '../matters/standing.ts'

/** The call by number. Throws `not_found`, or `wrong_state` when the number is of another kind. */
export const getCall = async (ctx: UseCaseContext, number: number): Promise<MatterWithParties> => {
  const target = await getMatter(ctx, number)
  if (target.matter.kind !== 'call') throw new Problem('wrong_state', describeOtherKind(target.matter, '不是约稿'))
  return target
}

/** The unit that the actor answers a call for. */
export const answeringUnit = (ctx: UseCaseContext, target: MatterWithParties): ActingParty => {
  const [acting] = actingParties(ctx, target.parties)
  if (!acting) throw new Problem('forbidden', `〔${target.matter.number}〕没有约您单位的稿`)
  return acting
}
