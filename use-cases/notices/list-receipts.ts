import { z } from 'zod'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { shortParty } from '../../wording/names.ts'
import type { UseCaseContext } from '../context.ts'
import { memberName, unitName, type Named } from '../matters/names.ts'
import { dialectOf, raw, select, sql, type Sql } from '../matters/sql.ts'
import { standingsOf } from '../matters/standing.ts'
import { findNotice, type FoundNotice } from './find-notice.ts'

export const listReceiptsSchema = pageSchema.extend({ of: z.enum(['missing', 'signed']).default('missing') })

export interface ReceiptItem {
  party: string
  name: string
  unit: Named | null
  group: string | null
  signedAt: Instant | null
  /** Who answered for the unit or the absent. */
  signedBy: Named | null
}

interface ReceiptRow {
  id: string
  party: string
  member_id: string | null
  unit_id: string | null
  group_name: string | null
  acknowledged_at: number | null
  acknowledged_by_id: string | null
}

const missing = raw("(s.closed_at IS NULL OR s.outcome IN ('all_signed', 'end', 'cancel'))")
const signed = raw("s.outcome = 'acknowledge'")

/** Which todos are told by their index alone; of thousands only a page is read. */
const readRows = (ctx: UseCaseContext, matterId: string, which: Sql, after: string, most: number): Promise<ReceiptRow[]> => {
  const { using, thenJoin } = dialectOf(ctx.tx)
  const ids = sql`SELECT s.id FROM todos AS s ${using('ix_todos_of_matter')}
                  WHERE s.matter_id = ${matterId} AND s.duty = 'acknowledge' AND ${which} AND s.id > ${after} ORDER BY s.id LIMIT ${most}`
  return select<ReceiptRow>(
    ctx.tx,
    sql`SELECT t.id, t.party, t.member_id, t.unit_id, g.name AS group_name, t.acknowledged_at, t.acknowledged_by_id
        FROM (${ids}) AS page ${thenJoin} todos AS t ON t.id = page.id LEFT JOIN work_groups AS g ON g.id = t.group_id ORDER BY t.id`,
  )
}

/** Names are the organiser's and the office's supervisors' (docs/rules.md, Notices). */
export const isOrganiser = (ctx: UseCaseContext, { matter }: Pick<FoundNotice, 'matter'>): boolean => {
  const { all } = standingsOf(ctx, matter, [])
  return all.has('issuer') || all.has('root_supervisor')
}

const cursors = createCursor('receipts', z.string().length(26))

/** Who has not signed, or who has, a page at a time; the organiser's and the supervisors' alone: `forbidden` to others. */
export const listReceipts = async (
  ctx: UseCaseContext,
  number: number,
  input: z.infer<typeof listReceiptsSchema>,
): Promise<Page<ReceiptItem>> => {
  const found = await findNotice(ctx, number)
  if (!isOrganiser(ctx, found)) throw new Problem('forbidden', `〔${number}〕签收名单只有发布人、督查可以查看`)
  const filters = { number, of: input.of }
  const limit = pageSize(input)
  const after = cursors.read(input.cursor, filters) ?? ''
  const rows = await readRows(ctx, found.matter.id, input.of === 'missing' ? missing : signed, after, limit + 1)
  const { directory } = ctx.office
  return cutPage(
    rows,
    limit,
    (row) => {
      const member = row.member_id === null ? undefined : directory.findMember(row.member_id)
      const unitId = row.unit_id ?? member?.unitId
      return {
        party: row.party,
        name: shortParty(directory, row.party),
        unit: unitId === undefined ? null : unitName(directory, unitId),
        group: row.group_name,
        signedAt: row.acknowledged_at,
        signedBy: row.acknowledged_by_id === null ? null : memberName(directory, row.acknowledged_by_id),
      }
    },
    (last) => cursors.write(last.id, filters),
  )
}

/** Parties that have not signed, the first `most` of them, in the order they were asked. */
export const listMissing = async (ctx: UseCaseContext, matterId: string, most: number): Promise<string[]> =>
  (await readRows(ctx, matterId, missing, '', most)).map(({ party }) => party)
