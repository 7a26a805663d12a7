import { Supervision } from '../../entities/index.ts'
import { isSupervised } from '../../rules/supervision.ts'
import { lifecycles } from '../../rules/lifecycles/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'

export interface Supervised {
  target: MatterWithParties
  supervision: Supervision
}

/** A supervised matter by number with the section's row. Throws `not_found` as `getMatter` does, `wrong_state` for other kinds. */
export const getSupervised = async (ctx: UseCaseContext, number: number): Promise<Supervised> => {
  const target = await getMatter(ctx, number)
  const { kind, id } = target.matter
  if (!isSupervised(kind)) throw new Problem('wrong_state', `〔${number}〕是${lifecycles[kind].label},不属于督查事项`)
  return { target, supervision: await ctx.tx.findOneByOrFail(Supervision, { matterId: id }) }
}
