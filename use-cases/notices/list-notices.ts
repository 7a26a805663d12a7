import { z } from 'zod'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { Instant } from '../../rules/instant.ts'
import type { MatterState } from '../../rules/lifecycles/index.ts'
import type { UseCaseContext } from '../context.ts'
import { isWhole, matterScope } from '../matters/matter-scope.ts'
import { memberName, type Named } from '../matters/names.ts'
import { and, dialectOf, select, sql, type Sql } from '../matters/sql.ts'
import { countReceipts } from './count-receipts.ts'

export const listNoticesSchema = pageSchema.extend({
  form: z.enum(['notice', 'document']).optional(),
  state: z.enum(['open', 'closed', 'cancelled']).optional(),
  /** The beginning of a document number. */
  documentNumber: z.string().trim().min(1).max(60).optional(),
  issuerId: z.string().length(26).optional(),
})

export interface NoticeItem {
  number: number
  form: 'notice' | 'document'
  title: string
  documentNumber: string | null
  state: MatterState
  needsReceipt: boolean
  issuer: Named
  dueAt: Instant | null
  createdAt: Instant
  closedAt: Instant | null
  groups: number
  asked: number
  signed: number
}

interface NoticeRow {
  id: string
  number: number
  form: NoticeItem['form']
  title: string
  document_number: string | null
  state: MatterState
  needs_receipt: number | boolean
  issuer_id: string
  due_at: number | null
  created_at: number
  closed_at: number | null
  groups_told: number | string
}

const cursors = createCursor('notices', z.string().length(26))

const escapeLike = (text: string): string => text.replaceAll(/[!%_]/gu, '!$&')

const conditionsOf = (ctx: UseCaseContext, input: z.infer<typeof listNoticesSchema>, after: string | null): Sql[] => {
  const { form, state, documentNumber, issuerId } = input
  return [
    isWhole(matterScope(ctx)),
    ...(after === null ? [] : [sql`n.matter_id < ${after}`]),
    ...(form === undefined ? [] : [sql`n.form = ${form}`]),
    ...(state === undefined ? [] : [sql`m.state = ${state}`]),
    ...(issuerId === undefined ? [] : [sql`n.issuer_id = ${issuerId}`]),
    ...(documentNumber === undefined ? [] : [sql`n.document_number LIKE ${`${escapeLike(documentNumber)}%`} ESCAPE '!'`]),
  ]
}

/** The ledger of notices and documents that the actor may see, newest first, each with its count. */
export const listNotices = async (ctx: UseCaseContext, input: z.infer<typeof listNoticesSchema>): Promise<Page<NoticeItem>> => {
  const { cursor, limit: _limit, ...filters } = input
  const limit = pageSize(input)
  const after = cursors.read(cursor, filters)
  const rows = await select<NoticeRow>(
    ctx.tx,
    sql`SELECT m.id, m.number, n.form, m.title, n.document_number, m.state, n.needs_receipt, m.issuer_id, m.due_at, m.created_at, m.closed_at,
        (SELECT COUNT(*) FROM notice_groups AS g WHERE g.matter_id = m.id) AS groups_told
        FROM notices AS n ${dialectOf(ctx.tx).thenJoin} matters AS m ON m.id = n.matter_id
        WHERE ${and(conditionsOf(ctx, input, after))} ORDER BY n.matter_id DESC LIMIT ${limit + 1}`,
  )
  const counts = await countReceipts(
    ctx,
    rows.slice(0, limit).map(({ id }) => id),
  )
  return cutPage(
    rows,
    limit,
    (row): NoticeItem => {
      const { asked, signed } = counts.get(row.id) ?? { asked: 0, signed: 0 }
      return {
        number: row.number,
        form: row.form,
        title: row.title,
        documentNumber: row.document_number,
        state: row.state,
        needsReceipt: Boolean(row.needs_receipt),
        issuer: memberName(ctx.office.directory, row.issuer_id),
        dueAt: row.due_at,
        createdAt: row.created_at,
        closedAt: row.closed_at,
        groups: Number(row.groups_told),
        asked,
        signed,
      }
    },
    (last) => cursors.write(last.id, filters),
  )
}
