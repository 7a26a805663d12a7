import { z } from 'zod'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { Instant } from '../../rules/instant.ts'
import type { MatterState } from '../../rules/lifecycles/index.ts'
import type { UseCaseContext } from '../context.ts'
import { seenSources, type KindWish } from '../matters/kind-sources.ts'
import { memberName, type Named } from '../matters/names.ts'
import { newestIds } from '../matters/page-matters.ts'
import { dialectOf, select, sql, type Sql } from '../matters/sql.ts'
import { sumReceipts, type ReceiptCount } from './count-receipts.ts'

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
  asked: number | null
  signed: number | null
}

const cursors = createCursor('notices', z.string().length(26))

const nobody: ReceiptCount = { asked: 0, signed: 0 }

/** Sums that were written when it ended; null where they are still to be counted. */
const keptOf = ({ needs_receipt: needsReceipt, state, asked, signed }: NoticeRow): ReceiptCount | null => {
  if (!needsReceipt) return nobody
  return state === 'closed' && asked !== null && signed !== null ? { asked, signed } : null
}

/** Above every text that begins alike. */
const lastLetter = '\u{10FFFF}'

const isNumbered = (beginning: string): Sql => sql`n.document_number >= ${beginning} AND n.document_number < ${`${beginning}${lastLetter}`}`

type Filters = Omit<z.infer<typeof listNoticesSchema>, 'cursor' | 'limit'>

const conditionsOf = ({ form, documentNumber, issuerId }: Filters): Sql[] => [
  ...(form === undefined ? [] : [sql`n.form = ${form}`]),
  ...(issuerId === undefined ? [] : [sql`n.issuer_id = ${issuerId}`]),
  ...(documentNumber === undefined ? [] : [isNumbered(documentNumber)]),
]

/** The index that a filter names; its condition comes first. */
const narrowOf = (ctx: UseCaseContext, { form, documentNumber, issuerId }: Filters): KindWish['narrow'] => {
  const { using, thenJoin } = dialectOf(ctx.tx)
  const walk = (index: string, condition: Sql): NonNullable<KindWish['narrow']> => ({
    from: sql`notices AS n ${using(index)} ${thenJoin} matters AS m ON m.id = n.matter_id`,
    where: [condition],
    key: 'n.matter_id',
  })
  if (documentNumber !== undefined) return walk('ix_notices_document', isNumbered(documentNumber))
  if (issuerId !== undefined) return { ...walk('ix_notices_of_issuer', sql`n.issuer_id = ${issuerId}`), isFew: true }
  return form === undefined ? undefined : walk('ix_notices_form', sql`n.form = ${form}`)
}

/** The ledger of notices and documents that the actor may see, newest first, each with its count. */
export const listNotices = async (ctx: UseCaseContext, input: z.infer<typeof listNoticesSchema>): Promise<Page<NoticeItem>> => {
  const { cursor, limit: _limit, ...filters } = input
  const limit = pageSize(input)
  const after = cursors.read(cursor, filters)
  const { thenJoin } = dialectOf(ctx.tx)
  const sources = seenSources(ctx, {
    kind: 'notice',
    state: filters.state,
    states: ['open', 'closed', 'cancelled'],
    where: conditionsOf(filters),
    beside: sql`${thenJoin} notices AS n ON n.matter_id = m.id`,
    narrow: narrowOf(ctx, filters),
  })
  const rows = await select<NoticeRow>(
    ctx.tx,
    sql`SELECT m.id, m.number, n.form, m.title, n.document_number, m.state, n.needs_receipt, n.asked, n.signed, m.issuer_id, m.due_at, m.created_at, m.closed_at,
        (SELECT COUNT(*) FROM notice_groups AS g WHERE g.matter_id = m.id) AS groups_told
        FROM (${newestIds(sources, limit, after)}) AS page ${thenJoin} matters AS m ON m.id = page.id
        ${thenJoin} notices AS n ON n.matter_id = page.id ORDER BY page.id DESC`,
  )
  const counts = await sumReceipts(
    ctx,
    rows.slice(0, limit).flatMap((row) => (keptOf(row) === null ? [row.id] : [])),
  )
  return cutPage(
    rows,
    limit,
    (row): NoticeItem => {
      const { asked, signed } = keptOf(row) ?? counts.get(row.id) ?? nobody
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
