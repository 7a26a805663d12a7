import { SubmissionAuthor } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import type { UseCaseContext } from '../context.ts'

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
