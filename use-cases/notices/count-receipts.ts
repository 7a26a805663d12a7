import { Notice } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { dialectOf, raw, select, sql, within } from '../matters/sql.ts'

export interface ReceiptCount {
  /** Parties that were asked; one that was taken off again is not. */
  asked: number
  signed: number
}

/** Writes down the sums of a notice that has just ended: they change no more. Counted once nobody can sign it any longer. */
export const keepReceipts = async (ctx: UseCaseContext, matterId: string): Promise<void> => {
  const { asked: all, signed: done } = (await sumReceipts(ctx, [matterId])).get(matterId) ?? { asked: 0, signed: 0 }
  await ctx.tx.update(Notice, { matterId }, { asked: all, signed: done })
}

export interface NoticeCount extends ReceiptCount {
  /** The same by the group that reminds each party; a party of several groups stands in its first one. */
  byGroup: ReadonlyMap<string, ReceiptCount>
}

const asked = raw("t.duty = 'acknowledge' AND (t.closed_at IS NULL OR t.outcome IN ('acknowledge', 'all_signed', 'end', 'cancel'))")
/** 签收 closes what it answers. */
const signed = raw("SUM(CASE WHEN t.outcome = 'acknowledge' THEN 1 ELSE 0 END) AS signed")

/** The sums of many notices, from the index of the todos alone: a page of a list may have twenty that went to everybody. */
export const sumReceipts = async (ctx: UseCaseContext, matterIds: readonly string[]): Promise<Map<string, ReceiptCount>> => {
  if (matterIds.length === 0) return new Map()
  const rows = await select<{ matter_id: string; asked: number | string; signed: number | string }>(
    ctx.tx,
    sql`SELECT t.matter_id, COUNT(*) AS asked, ${signed} FROM todos AS t ${dialectOf(ctx.tx).using('ix_todos_of_matter')}
        WHERE ${within('t.matter_id', matterIds)} AND ${asked} GROUP BY t.matter_id`,
  )
  return new Map(rows.map((row) => [row.matter_id, { asked: Number(row.asked), signed: Number(row.signed) }]))
}

/**
 * Who was asked and who has signed, counted from the todos along the index of their matter when somebody wants to know: no row is
 * changed by every 收到 (docs/rules.md, Notices).
 */
export const countNotice = async (ctx: UseCaseContext, matterId: string): Promise<NoticeCount> => {
  const rows = await select<{ group_id: string | null; asked: number | string; signed: number | string }>(
    ctx.tx,
    sql`SELECT t.group_id, COUNT(*) AS asked, ${signed} FROM todos AS t ${dialectOf(ctx.tx).using('ix_todos_of_matter')}
        WHERE t.matter_id = ${matterId} AND ${asked} GROUP BY t.group_id`,
  )
  const total = { asked: 0, signed: 0 }
  const byGroup = new Map<string, ReceiptCount>()
  for (const row of rows) {
    const here = { asked: Number(row.asked), signed: Number(row.signed) }
    if (row.group_id !== null) byGroup.set(row.group_id, here)
    total.asked += here.asked
    total.signed += here.signed
  }
  return { ...total, byGroup }
}
