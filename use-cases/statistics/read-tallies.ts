import { marksFor } from '../../entities/select-rows.ts'
import type { Tally } from '../../rules/points/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { UseCaseContext } from '../context.ts'
import { dialectOf } from '../matters/sql.ts'

export interface TallySpan {
  /** Of units, or of their officers. */
  by: 'unit' | 'officer'
  from: string
  to: string
  /** Weeks are counted: days are told apart, else months are enough. */
  weekly: boolean
  /** Of these alone; the fewer, the faster. */
  ids: readonly string[]
}

/** So few are looked up one by one; of more, the items of the months are read. */
const few = 30

interface Row {
  party: string
  day: string
  category: string
  tone: string
  called: number
  n: number | string
  event?: string
  level?: string
  publication?: string
  form?: string | null
}

/**
 * What units or officers reported and had used in a span of days, grouped by the database: one question for what was reported, one for
 * uses. Whoever is among the authors has reported the item; several authors of one unit are one item of the unit.
 */
export const readTallies = async (ctx: UseCaseContext, { by, from, to, weekly, ids }: TallySpan): Promise<Map<string, Tally[]>> => {
  if (ids.length === 0) return new Map()
  const names = new Map(ctx.office.settings.submissions.categories.map(({ code, name }) => [code, name]))
  const party = by === 'unit' ? 'a.unit_id' : 'a.member_id'
  const dayOf = (column: string): string => (weekly ? column : `CONCAT(SUBSTR(${column}, 1, 7), '-01')`)
  const own =
    by === 'unit'
      ? 'AND a.id = (SELECT MIN(b.id) FROM submission_authors AS b WHERE b.matter_id = a.matter_id AND b.unit_id = a.unit_id)'
      : ''
  const kind = 's.category, s.tone, CASE WHEN s.call_id IS NULL THEN 0 ELSE 1 END'
  const dialect = dialectOf(ctx.tx)
  const join = dialect.thenJoin.text
  const counts = `${join} matters AS m ON m.id = s.matter_id AND m.state NOT IN ('draft', 'cancelled')`
  // Among the authors no index begins with the day: of many, by the items of the months.
  const isFew = ids.length <= few
  const byParty = by === 'unit' ? 'ix_submission_authors_unit' : 'ix_submission_authors_member'
  const narrowed = isFew ? `AND ${party} IN (${marksFor(ids)})` : ''
  const narrow = isFew ? ids : []
  const authors = `submission_authors AS a ${dialect.using(byParty).text}`
  const items = isFew
    ? `${authors} ${join} submissions AS s ON s.matter_id = a.matter_id`
    : `submissions AS s ${dialect.using('ix_submissions_month').text} ${join} submission_authors AS a ON a.matter_id = s.matter_id`
  const uses = isFew
    ? `${authors} ${join} adoptions AS u ON u.submission_id = a.matter_id`
    : `adoptions AS u ${dialect.using('ix_adoptions_day').text} ${join} submission_authors AS a ON a.matter_id = u.submission_id`
  const reported = await ctx.tx.query<Row[]>(
    `SELECT ${party} AS party, ${dayOf('a.reported_on')} AS day, ${kind} AS called, COUNT(*) AS n FROM ${items} ${counts}
      WHERE s.report_month BETWEEN ? AND ? AND a.reported_on BETWEEN ? AND ? ${narrowed} ${own}
      GROUP BY ${party}, ${dayOf('a.reported_on')}, ${kind}`,
    [from.slice(0, 7), to.slice(0, 7), from, to, ...narrow],
  )
  const use = 'u.event, u.level, u.publication, u.form'
  // A first use is the one before which there is no other; sending up alone is none.
  const isFirst = `CASE WHEN u.event <> 'forward' AND NOT EXISTS (SELECT 1 FROM adoptions AS e WHERE e.submission_id = u.submission_id
      AND e.revoked_at IS NULL AND e.event <> 'forward'
      AND (e.adopted_on < u.adopted_on OR (e.adopted_on = u.adopted_on AND e.id < u.id))) THEN 1 ELSE 0 END`
  const used = await ctx.tx.query<(Row & { first: number | string })[]>(
    `SELECT ${party} AS party, ${dayOf('u.adopted_on')} AS day, ${kind} AS called, ${use}, COUNT(*) AS n, SUM(${isFirst}) AS first
      FROM ${uses} ${join} submissions AS s ON s.matter_id = a.matter_id ${counts}
      WHERE u.adopted_on BETWEEN ? AND ? AND u.revoked_at IS NULL ${narrowed} ${own}
      GROUP BY ${party}, ${dayOf('u.adopted_on')}, ${kind}, ${use}`,
    [from, to, ...narrow],
  )
  const toTally = (what: Tally['what'], row: Row, count: number): Tally & { party: string } => ({
    party: row.party,
    on: row.day,
    what,
    count,
    category: names.get(row.category) ?? row.category,
    tone: row.tone,
    called: row.called === 1,
    event: row.event ?? null,
    level: row.level ?? null,
    publication: row.publication ?? null,
    form: row.form ?? null,
  })
  return groupBy(
    [
      ...reported.map((row) => toTally('reported', row, Number(row.n))),
      ...used.map((row) => toTally('adoptions', row, Number(row.n))),
      ...used.filter(({ first }) => Number(first) > 0).map((row) => toTally('adopted', row, Number(row.first))),
    ],
    (tally) => tally.party,
  )
}
