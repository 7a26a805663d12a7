import type { Ledger, LedgerRow } from '../../documents/supervision/build-ledger-xlsx.ts'
import { sourceNames } from '../../rules/supervision.ts'
import { ledgerStateNames } from '../../wording/supervision.ts'
import { appendAudit } from '../audit/append-audit.ts'
import type { UseCaseContext } from '../context.ts'
import { unitName } from '../matters/names.ts'
import { stampOf } from './paper-facts.ts'
import { nameSpan, type LedgerFilters } from './read-ledger.ts'
import { requireSupervision } from './supervision-scope.ts'

/** Rows that one turn at the database reads for an export. */
export const ledgerBatch = 1_000

/** No office program opens more in one sheet. */
export const mostLedgerRows = 100_000

/** The ledger as data for the builder, from rows that were read; that it was asked for stands in the audit log. */
export const exportLedger = async (
  ctx: UseCaseContext,
  filters: LedgerFilters,
  rows: readonly LedgerRow[],
): Promise<{ data: Ledger; fileName: string }> => {
  requireSupervision(ctx)
  const { unitId, source, state } = filters
  const span = nameSpan(ctx, filters)
  const narrowed = [
    `${span}交办`,
    unitId === undefined ? '' : unitName(ctx.office.directory, unitId).name,
    source === undefined ? '' : `来源:${sourceNames[source]}`,
    state === undefined ? '' : ledgerStateNames[state],
  ].filter((part) => part !== '')
  await appendAudit(ctx, { action: 'export.ledger', subject: span, detail: { ...filters, rows: rows.length } })
  return {
    data: { title: '督查事项台账', note: `${narrowed.join(',')},共 ${rows.length} 件`, rows, exported: stampOf(ctx) },
    fileName: `督查事项台账 ${span}.xlsx`,
  }
}
