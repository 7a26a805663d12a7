import { z } from 'zod'
import type { Instant } from '../../rules/instant.ts'
import type { MatterState } from '../../rules/lifecycles/index.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { memberName, type Named } from '../matters/names.ts'
import { and, dialectOf, select, sql, within } from '../matters/sql.ts'
import { isOfficeLeader } from '../matters/visibility.ts'

export const listAbsencesSchema = z.strictObject({
  /** Who is away on some day from here on; absent: today. */
  from: z.iso.date('日期写成 YYYY-MM-DD').optional(),
  to: z.iso.date('日期写成 YYYY-MM-DD').optional(),
})

export interface AbsenceItem {
  number: number
  member: Named
  state: MatterState
  fromDay: string
  toDay: string
  place: string | null
  reason: string
  presiding: Named | null
  reportedLate: boolean
  returnedAt: Instant | null
}

interface Row {
  number: number
  member_id: string
  state: MatterState
  from_day: string
  to_day: string
  place: string | null
  body: string
  presiding_id: string | null
  reported_late: number | boolean
  returned_at: number | null
}

const most = 500

/** Who is away: everybody for the office's leaders, oneself and whom one stands in for otherwise (docs/rules.md, Absences). */
export const listAbsences = async (ctx: UseCaseContext, input: z.infer<typeof listAbsencesSchema> = {}): Promise<AbsenceItem[]> => {
  const { directory } = ctx.office
  const from = input.from ?? today(ctx)
  const selves = directory.actsFor(actorOf(ctx).id, ctx.now)
  const { using, thenJoin } = dialectOf(ctx.tx)
  const leads = isOfficeLeader(ctx)
  // Whoever has come back is closed: of all the office the few who are away, of oneself one's own.
  const found = leads
    ? sql`matters AS m ${using('ix_matters_kind')} ${thenJoin} absences AS a ON a.matter_id = m.id`
    : sql`absences AS a ${using('ix_absences_member')} ${thenJoin} matters AS m ON m.id = a.matter_id`
  const rows = await select<Row>(
    ctx.tx,
    sql`SELECT m.number, m.state, m.body, a.member_id, a.from_day, a.to_day, a.place, a.presiding_id, a.reported_late, a.returned_at
        FROM ${found}
        WHERE ${and([
          sql`a.to_day >= ${from}`,
          ...(input.to === undefined ? [] : [sql`a.from_day <= ${input.to}`]),
          sql`m.kind = 'absence'`,
          within('m.state', ['open', 'signed']),
          ...(leads ? [] : [within('a.member_id', selves)]),
        ])} ORDER BY a.from_day, a.matter_id LIMIT ${most}`,
  )
  return rows.map((row) => ({
    number: row.number,
    member: memberName(directory, row.member_id),
    state: row.state,
    fromDay: row.from_day,
    toDay: row.to_day,
    place: row.place,
    reason: row.body,
    presiding: row.presiding_id === null ? null : memberName(directory, row.presiding_id),
    reportedLate: Boolean(row.reported_late),
    returnedAt: row.returned_at,
  }))
}
