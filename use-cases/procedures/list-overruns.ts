import { z } from 'zod'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { nameParty } from '../../wording/names.ts'
import type { UseCaseContext } from '../context.ts'
import { matterScope } from '../matters/matter-scope.ts'
import { and, dialectOf, select, sql, within, type Sql } from '../matters/sql.ts'
import { seesAll } from '../matters/visibility.ts'

export const listOverrunsSchema = pageSchema.extend({
  /** Only those still open, or only those that were done after all. */
  state: z.enum(['open', 'settled']).optional(),
  from: z.iso.date('日期写成 YYYY-MM-DD').optional(),
  to: z.iso.date('日期写成 YYYY-MM-DD').optional(),
})

export type ListOverrunsInput = z.input<typeof listOverrunsSchema>

/** A limit that was gone over: a fact, without a judgement. */
export interface OverrunItem {
  number: number
  title: string
  /** The step, or 全程. */
  step: string
  parties: string[]
  dueAt: Instant
  settledAt: Instant | null
  /** Working time in ms; null while it is open. */
  lateMs: number | null
}

interface Row {
  id: string
  number: number
  title: string
  name: string
  parties: string
  due_at: number
  settled_at: number | null
  late_ms: number | null
}

const cursors = createCursor('overruns', z.object({ at: z.int(), id: z.string().length(26) }))

/** 电子监察: what went over its limit, the latest due first; for those who see everything (docs/rules.md, Overruns). */
export const listOverruns = async (ctx: UseCaseContext, input: ListOverrunsInput = {}): Promise<Page<OverrunItem>> => {
  if (!seesAll(ctx)) throw new Problem('forbidden', '超时情况由督查科和办公室领导查看')
  const filters = { state: input.state, from: input.from, to: input.to }
  const after = cursors.read(input.cursor, filters)
  const limit = pageSize(input)
  const { calendar, directory } = ctx.office
  const conditions: Sql[] = [
    sql`NOT ${within('o.kind', matterScope(ctx).hidden)}`,
    after === null
      ? sql`o.due_at <= ${Number.MAX_SAFE_INTEGER}`
      : sql`o.due_at <= ${after.at} AND NOT (o.due_at = ${after.at} AND o.id >= ${after.id})`,
    ...(input.state === 'open' ? [sql`o.settled_at IS NULL AND m.state IN ('open', 'paused')`] : []),
    ...(input.state === 'settled' ? [sql`o.settled_at IS NOT NULL`] : []),
    ...(input.from === undefined ? [] : [sql`o.due_at >= ${calendar.at(input.from, '00:00')}`]),
    ...(input.to === undefined ? [] : [sql`o.due_at < ${calendar.at(calendar.addDays(input.to, 1), '00:00')}`]),
  ]
  // What is still open is little among what was done after all.
  const index = input.state === 'open' ? 'ix_procedure_overruns_settled' : 'ix_procedure_overruns_due'
  const rows = await select<Row>(
    ctx.tx,
    sql`SELECT o.id, m.number, m.title, o.name, o.parties, o.due_at, o.settled_at, o.late_ms
        FROM procedure_overruns AS o ${dialectOf(ctx.tx).using(index)} ${dialectOf(ctx.tx).thenJoin} matters AS m ON m.id = o.matter_id
        WHERE ${and(conditions)} ORDER BY o.due_at DESC, o.id DESC LIMIT ${limit + 1}`,
  )
  const toItem = (row: Row): OverrunItem => ({
    number: row.number,
    title: row.title,
    step: row.name,
    parties: (JSON.parse(row.parties) as string[]).map((party) => nameParty(directory, party)),
    dueAt: row.due_at,
    settledAt: row.settled_at,
    lateMs: row.late_ms,
  })
  return cutPage(rows, limit, toItem, (row) => cursors.write({ at: row.due_at, id: row.id }, filters))
}
