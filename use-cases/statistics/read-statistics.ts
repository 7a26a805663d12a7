import { z } from 'zod'
import { percentOf } from '../../rules/percentages.ts'
import { today, type UseCaseContext } from '../context.ts'
import { figureDimensions, figureMeasures, type FigureDimension, type FigureMeasure } from './figure-keys.ts'
import { noClass, readUnitClasses } from './read-item-facts.ts'
import { statisticsScope } from './statistics-scope.ts'

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/u, '月份写成 YYYY-MM')

export const readStatisticsSchema = z.strictObject({
  by: z.enum([...figureDimensions, 'month', 'quarter', 'year']),
  /** Absent: this month. */
  from: month.optional(),
  to: month.optional(),
  /** For `month`, `quarter` and `year`: of one unit or officer instead of the office. */
  unitId: z.string().length(26).optional(),
  memberId: z.string().length(26).optional(),
})

export type ReadStatisticsInput = z.input<typeof readStatisticsSchema>

/** 报送, 报忧, 采用, 采用次数, 批示, 积分 (hundredths). */
export type Measures = Record<FigureMeasure, number>

export interface StatisticsRow {
  /** The unit's or member's id, the category's code, the publication, the month … */
  subject: string
  name: string
  /** Of a unit. */
  unitClass: string | null
  period: Measures
  /** From January of the year of `to` up to `to`. */
  yearToDate: Measures
  /** 采用率, 批示率: in percent of the reported, one decimal; null where nothing was reported. */
  adoptionRate: number | null
  instructionRate: number | null
}

export interface Statistics {
  from: string
  to: string
  rows: StatisticsRow[]
}

type Row = { subject: string } & Record<`p_${FigureMeasure}` | `y_${FigureMeasure}`, number | string | null>

const sums = (prefix: string, condition: string): string =>
  figureMeasures.map((measure) => `SUM(CASE WHEN ${condition} THEN f.${measure} ELSE 0 END) AS ${prefix}_${measure}`).join(', ')

const measuresOf = (row: Row, prefix: 'p' | 'y'): Measures =>
  Object.fromEntries(figureMeasures.map((measure) => [measure, Number(row[`${prefix}_${measure}`] ?? 0)])) as Measures

const spans: Partial<Record<ReadStatisticsInput['by'], string>> = {
  month: 'f.month',
  quarter:
    "CONCAT(SUBSTR(f.month, 1, 4), '-Q', CASE WHEN SUBSTR(f.month, 6, 2) <= '03' THEN 1 WHEN SUBSTR(f.month, 6, 2) <= '06' THEN 2 WHEN SUBSTR(f.month, 6, 2) <= '09' THEN 3 ELSE 4 END)",
  year: 'SUBSTR(f.month, 1, 4)',
}

/** The counters that a question is about: a dimension, narrowed to what the actor may see. */
const sourceOf = (
  ctx: UseCaseContext,
  { by, unitId, memberId }: ReadStatisticsInput,
): { dimension: FigureDimension; subjects: string[] | null } => {
  const scope = statisticsScope(ctx)
  const isSpan = spans[by] !== undefined
  const dimension: FigureDimension = !isSpan
    ? (by as FigureDimension)
    : memberId !== undefined
      ? 'officer'
      : unitId !== undefined
        ? 'unit'
        : 'office'
  const asked = isSpan ? [memberId ?? unitId].filter((id) => id !== undefined) : []
  if (scope.everything) return { dimension, subjects: asked.length > 0 ? asked : null }
  const own = dimension === 'unit' ? scope.unitIds : dimension === 'officer' ? [scope.self] : []
  return { dimension, subjects: asked.length > 0 ? own.filter((id) => asked.includes(id)) : own }
}

/**
 * 报送、采用、采用率、批示率、积分 of a span of months beside the year to date, by unit, officer, category, publication, level, month,
 * quarter or year. Reads counters only: its cost goes by units and months, not by items.
 */
export const readStatistics = async (ctx: UseCaseContext, input: ReadStatisticsInput): Promise<Statistics> => {
  const to = input.to ?? input.from ?? today(ctx).slice(0, 7)
  const from = input.from ?? to
  const { dimension, subjects } = sourceOf(ctx, input)
  if (subjects !== null && subjects.length === 0) return { from, to, rows: [] }
  const yearStart = `${to.slice(0, 4)}-01`
  const subject = spans[input.by] ?? 'f.subject'
  const narrowed = subjects === null ? '' : `AND f.subject IN (${subjects.map(() => '?').join(', ')})`
  const least = from < yearStart ? from : yearStart
  const rows = await ctx.tx.query<Row[]>(
    `SELECT ${subject} AS subject, ${sums('p', 'f.month >= ? AND f.month <= ?')}, ${sums('y', 'f.month >= ?')}
      FROM figures AS f WHERE f.dimension = ? AND f.month >= ? AND f.month <= ? ${narrowed} GROUP BY ${subject} ORDER BY subject`,
    [
      ...figureMeasures.flatMap(() => [from, to]),
      ...figureMeasures.map(() => yearStart),
      dimension,
      spans[input.by] === undefined ? least : from,
      to,
      ...(subjects ?? []),
    ],
  )
  const { directory, settings } = ctx.office
  const classes = dimension === 'unit' ? await readUnitClasses(ctx) : new Map<string, { unitClass: string }>()
  const names = new Map(settings.submissions.categories.map(({ code, name }) => [code, name]))
  const nameOf = (id: string): string => {
    if (spans[input.by] !== undefined) return id
    if (dimension === 'unit') return directory.findUnit(id)?.name ?? id
    if (dimension === 'officer') return directory.findMember(id)?.name ?? id
    if (dimension === 'office') return settings.name
    return names.get(id) ?? id
  }
  return {
    from,
    to,
    rows: rows.map((row) => {
      const period = measuresOf(row, 'p')
      return {
        subject: row.subject,
        name: nameOf(row.subject),
        unitClass: dimension === 'unit' && spans[input.by] === undefined ? (classes.get(row.subject)?.unitClass ?? noClass) : null,
        period,
        yearToDate: measuresOf(row, 'y'),
        adoptionRate: percentOf(period.adopted, period.reported),
        instructionRate: percentOf(period.instructed, period.reported),
      }
    }),
  }
}
