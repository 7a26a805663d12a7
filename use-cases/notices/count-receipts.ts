import type { UseCaseContext } from '../context.ts'
import { dialectOf, select, sql, within } from '../matters/sql.ts'

export interface ReceiptCount {
  /** Parties that were asked; one that was taken off again is not. */
  asked: number
  signed: number
}

export interface NoticeCount extends ReceiptCount {
  /** The same by the group that reminds each party; a party of several groups stands in its first one. */
  byGroup: ReadonlyMap<string, ReceiptCount>
}

const nobody: NoticeCount = { asked: 0, signed: 0, byGroup: new Map() }

/**
 * Who was asked and who has signed, counted from the todos along the index of their matter when somebody wants to know: no row is
 * changed by every 收到 (docs/rules.md, Notices).
 */
export const countReceipts = async (ctx: UseCaseContext, matterIds: readonly string[]): Promise<Map<string, NoticeCount>> => {
  const counts = new Map<string, NoticeCount & { byGroup: Map<string, ReceiptCount> }>()
  if (matterIds.length === 0) return counts
  const rows = await select<{ matter_id: string; group_id: string | null; asked: number | string; signed: number | string }>(
    ctx.tx,
    sql`SELECT t.matter_id, t.group_id, COUNT(*) AS asked, SUM(CASE WHEN t.acknowledged_at IS NULL THEN 0 ELSE 1 END) AS signed
        FROM todos AS t ${dialectOf(ctx.tx).using('ix_todos_matter')}
        WHERE ${within('t.matter_id', matterIds)} AND t.duty = 'acknowledge'
        AND (t.closed_at IS NULL OR t.outcome IN ('acknowledge', 'all_signed', 'end', 'cancel'))
        GROUP BY t.matter_id, t.group_id`,
  )
  for (const row of rows) {
    const count = counts.get(row.matter_id) ?? { asked: 0, signed: 0, byGroup: new Map<string, ReceiptCount>() }
    const here = { asked: Number(row.asked), signed: Number(row.signed) }
    if (row.group_id !== null) count.byGroup.set(row.group_id, here)
    counts.set(row.matter_id, { ...count, asked: count.asked + here.asked, signed: count.signed + here.signed })
  }
  return counts
}

/** The count of one notice. */
export const countNotice = async (ctx: UseCaseContext, matterId: string): Promise<NoticeCount> =>
  (await countReceipts(ctx, [matterId])).get(matterId) ?? nobody
