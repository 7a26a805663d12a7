import type { UseCaseContext } from '../context.ts'

/**
 * After any change of what counts of a submission (reported, merged, adopted, published, withdrawn, instructed, recategorised, cancelled):
 * brings the points ledger and the monthly figures into line with it, in the same transaction.
 */
export const itemChanged = (_ctx: UseCaseContext, _submissionId: string): Promise<void> => Promise.resolve()
