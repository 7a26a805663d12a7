import type { z } from 'zod'
import type { ListExport } from '../../documents/sheets/sheet-table.ts'
import { appendAudit } from '../audit/append-audit.ts'
import type { UseCaseContext } from '../context.ts'
import { readSummary, type readSummarySchema } from './read-summary.ts'
import { summaryTable } from './summary-table.ts'

/** The monthly summary as data for the builder; that it was asked for stands in the audit log. */
export const exportSummary = async (
  ctx: UseCaseContext,
  input: z.infer<typeof readSummarySchema>,
): Promise<{ data: ListExport; fileName: string }> => {
  const summary = await readSummary(ctx, input)
  await appendAudit(ctx, { action: 'export.supervision', subject: summary.month, detail: { paper: 'summary' } })
  return summaryTable(ctx, summary)
}
