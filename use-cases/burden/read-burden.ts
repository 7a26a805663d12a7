import { z } from 'zod'
import { lastPeriods, periodOf, type Period } from '../../rules/burden.ts'
import type { Day } from '../../rules/instant.ts'
import { today, type UseCaseContext } from '../context.ts'
import { unitName, type Named } from '../matters/names.ts'
import { raw, select, sql, within, type Sql } from '../matters/sql.ts'
import { burdenScope } from './burden-scope.ts'
import { countSuggestions, type SuggestionFigures } from './count-suggestions.ts'

export const readBurdenSchema = z.object({
  by: z.enum(['week', 'month']).default('week'),
  /** How many weeks or months, this one included. */
  periods: z.int().min(1).max(53).default(13),
  /** What is asked of this unit and those below it. */
  unitId: z.string().length(26).optional(),
})

export type ReadBurdenInput = z.input<typeof readBurdenSchema>

export interface BurdenFigures {
  /** Matters asked of units: one matter asked of one unit is one demand, however many of its people it names. */
  demands: number
  afterHours: number
  repeated: number
}

export interface Burden {
  by: Period
  /** The whole office, or only what is asked of the actor's units. */
  whole: boolean
  total: BurdenFigures
  /** Oldest first; the last one is not over. */
  periods: (BurdenFigures & { from: Day })[]
  /** By the unit that was asked and by the one that asked, most first. */
  asked: (BurdenFigures & { unit: Named })[]
  asking: (BurdenFigures & { unit: Named })[]
  /** For those who see the whole office. */
  suggestions: SuggestionFigures | null
}

interface SumRow {
  /** What `name` is. */
  sort: 'part' | 'asked' | 'asking'
  name: string
  /** MariaDB sums to text. */
  demands: number | string
  after_hours: number | string
  repeated: number | string
}

const sums = (sort: SumRow['sort'], column: string, where: Sql): Sql =>
  sql`SELECT ${raw(`'${sort}'`)} AS sort, ${raw(column)} AS name, SUM(demands) AS demands, SUM(after_hours) AS after_hours, SUM(repeated) AS repeated
      FROM unit_burdens WHERE ${where} GROUP BY ${raw(column)}`

const figuresOf = (row: SumRow): BurdenFigures => ({
  demands: Number(row.demands),
  afterHours: Number(row.after_hours),
  repeated: Number(row.repeated),
})

const add = (a: BurdenFigures, b: BurdenFigures): BurdenFigures => ({
  demands: a.demands + b.demands,
  afterHours: a.afterHours + b.afterHours,
  repeated: a.repeated + b.repeated,
})

const nothing: BurdenFigures = { demands: 0, afterHours: 0, repeated: 0 }

/**
 * What was asked of units by week or month (docs/rules.md, Burden): how much, how much of it repeated something, how much outside office
 * hours. Units only: nothing here can be traced to a person. One query over sums that are kept.
 */
export const readBurden = async (ctx: UseCaseContext, input: ReadBurdenInput = {}): Promise<Burden> => {
  const { by, periods: count, unitId } = readBurdenSchema.parse(input)
  const { calendar, directory } = ctx.office
  const { whole, askedUnitIds } = burdenScope(ctx, unitId)
  const starts = lastPeriods(calendar, by, today(ctx), count)
  const since = sql`part_on >= ${starts[0] ?? ''}`
  const where = askedUnitIds === null ? since : sql`${since} AND ${within('asked_unit_id', askedUnitIds)}`
  const rows = await select<SumRow>(
    ctx.tx,
    sql`${sums('part', 'part_on', where)} UNION ALL ${sums('asked', 'asked_unit_id', where)} UNION ALL ${sums('asking', 'asking_unit_id', where)}`,
  )
  const byPeriod = new Map<Day, BurdenFigures>(starts.map((start) => [start, nothing]))
  for (const row of rows.filter(({ sort }) => sort === 'part')) {
    const start = periodOf(calendar, by, row.name)
    byPeriod.set(start, add(byPeriod.get(start) ?? nothing, figuresOf(row)))
  }
  const unitsOf = (sort: SumRow['sort']): Burden['asked'] =>
    rows
      .filter((row) => row.sort === sort)
      .map((row) => ({ unit: unitName(directory, row.name), ...figuresOf(row) }))
      .toSorted((a, b) => b.demands - a.demands || (a.unit.name < b.unit.name ? -1 : 1))
  return {
    by,
    whole,
    total: [...byPeriod.values()].reduce(add, nothing),
    periods: [...byPeriod].map(([from, figures]) => ({ from, ...figures })),
    asked: unitsOf('asked'),
    asking: unitsOf('asking'),
    suggestions: whole ? await countSuggestions(ctx, by, starts) : null,
  }
}
