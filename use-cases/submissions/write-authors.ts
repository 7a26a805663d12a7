import { SubmissionAuthor } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import type { UseCaseContext } from '../context.ts'

/** The units of a submission's authors, the first author's first. */
export const listAuthorUnits = async (ctx: UseCaseContext, matterId: string): Promise<string[]> => {
  const rows = await ctx.tx.find(SubmissionAuthor, {
    select: { unitId: true, position: true },
    where: { matterId },
    order: { position: 'ASC' },
  })
  return [...new Set(rows.map(({ unitId }) => unitId))]
}

/** Records who wrote a submission, the first author first. `reportedOn`: null for drafts and joint reports. */
export const writeAuthors = async (
  ctx: UseCaseContext,
  matterId: string,
  authors: readonly Pick<SubmissionAuthor, 'memberId' | 'unitId'>[],
  reportedOn: SubmissionAuthor['reportedOn'],
): Promise<void> => {
  const rows = authors.map((author, index) => ({ id: ctx.newId(), matterId, ...author, position: index + 1, reportedOn }))
  await insertRows(ctx.tx, SubmissionAuthor, rows)
}
