import { z } from 'zod'
import { marksFor } from '../../entities/select-rows.ts'
import { percentOf } from '../../rules/percentages.ts'
import { today, type UseCaseContext } from '../context.ts'
import { dialectOf } from '../matters/sql.ts'
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

type Row = { subject: string } & Record<FigureMeasure, number | string | null>

/** The sums of each subject's counters, in the order of subjects. */
type Sums = Map<string, Measures>

const nothing: Measures = { reported: 0, problems: 0, adopted: 0, adoptions: 0, instructed: 0, points: 0 }

const measuresOf = (row: Row): Measures => ({
  reported: Number(row.reported),
  problems: Number(row.problems),
  adopted: Number(row.adopted),
  adoptions: Number(row.adoptions),
  instructed: Number(row.instructed),
  points: Number(row.points),
})

/** Longer spans read most of the counters: then it is cheaper to walk them subject by subject, in an index that holds the figures as well. */
const longSpan = 24

const monthsIn = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5)) + 1

interface Source {
  dimension: FigureDimension
  /** Null: every one. */
  subjects: readonly string[] | null
  /** What the sums are told apart by. */
  by: string
}

const readSums = async (ctx: UseCaseContext, { dimension, subjects, by }: Source, from: string, to: string): Promise<Sums> => {
  const narrowed = subjects === null ? '' : `AND f.subject IN (${marksFor(subjects)})`
  const index = subjects !== null || monthsIn(from, to) > longSpan ? 'ix_figures_sums' : 'ix_figures_months'
  const rows = await ctx.tx.query<Row[]>(
    `SELECT ${by} AS subject, ${figureMeasures.map((measure) => `SUM(f.${measure}) AS ${measure}`).join(', ')}
      FROM figures AS f ${dialectOf(ctx.tx).using(index).text} WHERE f.dimension = ? AND f.month >= ? AND f.month <= ? ${narrowed}
      GROUP BY ${by} ORDER BY ${by}`,
    [dimension, from, to, ...(subjects ?? [])],
  )
  return new Map(rows.map((row) => [row.subject, measuresOf(row)]))
}

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
  const isSpan = spans[input.by] !== undefined
  const source = { dimension, subjects, by: spans[input.by] ?? 'f.subject' }
  const period = await readSums(ctx, source, from, to)
  // Of a month or a year, only what of it lies in the year of `to`.
  const yearFrom = isSpan && from > yearStart ? from : yearStart
  const yearToDate = from === yearFrom ? period : await readSums(ctx, source, yearFrom, to)
  const named = [...new Set([...period.keys(), ...yearToDate.keys()])].toSorted((one, other) => (one < other ? -1 : 1))
  const { directory, settings } = ctx.office
  const classes = dimension === 'unit' ? await readUnitClasses(ctx) : new Map<string, { unitClass: string }>()
  const names = new Map(settings.submissions.categories.map(({ code, name }) => [code, name]))
  const nameOf = (id: string): string => {
    if (isSpan) return id
    if (dimension === 'unit') return directory.findUnit(id)?.name ?? id
    if (dimension === 'officer') return directory.findMember(id)?.name ?? id
    if (dimension === 'office') return settings.name
    return names.get(id) ?? id
  }
  return {
    from,
    to,
    rows: named.map((subject) => {
      const own = period.get(subject) ?? nothing
      return {
        subject,
        name: nameOf(subject),
        unitClass: dimension === 'unit' && !isSpan ? (classes.get(subject)?.unitClass ?? noClass) : null,
        period: own,
        yearToDate: yearToDate.get(subject) ?? nothing,
        adoptionRate: percentOf(own.adopted, own.reported),
        instructionRate: percentOf(own.instructed, own.reported),
      }
    }),
  }
}
