import { Submission } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import type { UseCaseContext } from '../context.ts'

/**
 * Says that something that counts of a submission has changed (adopted, published, withdrawn, instructed, recategorised, cancelled):
 * the next sweep brings the points ledger and the monthly figures into line. Writers never wait for the counting.
 */
export const itemChanged = async (ctx: UseCaseContext, submissionId: string): Promise<void> => {
  await updateRows(ctx.tx, Submission, { recountAt: ctx.now }, 'matter_id = ?', [submissionId])
}
