import { UrgentReport } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'

export interface FoundUrgent extends MatterWithParties {
  report: UrgentReport
}

/** The urgent report by number. Throws `not_found`, or `wrong_state` when the number is of another kind. */
export const getUrgent = async (ctx: UseCaseContext, number: number): Promise<FoundUrgent> => {
  const target = await getMatter(ctx, number)
  if (target.matter.kind !== 'urgent') throw new Problem('wrong_state', `〔${number}〕不是紧急信息`)
  const report = await ctx.tx.findOneByOrFail(UrgentReport, { matterId: target.matter.id })
  return { ...target, report }
}
