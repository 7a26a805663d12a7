import { Issue, Publication } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { describeOtherKind } from '../../wording/refusals.ts'
import type { UseCaseContext } from '../context.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'

export interface FoundIssue extends MatterWithParties {
  issue: Issue
  publication: Publication
}

/** The issue by number. Throws `not_found` when it does not exist or may not be seen, `wrong_state` when the number is of another kind. */
export const getIssue = async (ctx: UseCaseContext, number: number): Promise<FoundIssue> => {
  const target = await getMatter(ctx, number)
  if (target.matter.kind !== 'issue') throw new Problem('wrong_state', describeOtherKind(target.matter, '不是刊物'))
  const issue = await ctx.tx.findOneByOrFail(Issue, { matterId: target.matter.id })
  const publication = await ctx.tx.findOneByOrFail(Publication, { id: issue.publicationId })
  return { ...target, issue, publication }
}
