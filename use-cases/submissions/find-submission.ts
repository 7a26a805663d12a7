import { Submission } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { describeOtherKind } from '../../wording/refusals.ts'
import type { UseCaseContext } from '../context.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'

export interface FoundSubmission extends MatterWithParties {
  submission: Submission
}

/** The submission by number. Throws `not_found` when it does not exist or may not be seen, `wrong_state` when the number is of another kind. */
export const getSubmission = async (ctx: UseCaseContext, number: number): Promise<FoundSubmission> => {
  const target = await getMatter(ctx, number)
  if (target.matter.kind !== 'submission') throw new Problem('wrong_state', describeOtherKind(target.matter, '不是信息'))
  const submission = await ctx.tx.findOneByOrFail(Submission, { matterId: target.matter.id })
  return { ...target, submission }
}
