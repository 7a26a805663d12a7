import { z } from 'zod'
import {
  figureMeasures,
  ratesOf,
  wholeOffice,
  type FigureMeasure,
  type SupervisionCounts,
  type SupervisionRates,
} from '../../rules/supervision-figures.ts'
import { today, type UseCaseContext } from '../context.ts'
import { unitName } from '../matters/names.ts'
import { and, select, sql, within } from '../matters/sql.ts'
import { figuresScope } from './supervision-scope.ts'

export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/u, '月份写成 YYYY-MM')

export const readSummarySchema = z.strictObject({ month: monthSchema.optional().describe('YYYY-MM,不写为本月') })

export interface SummaryRow {
  unit: { id: string; name: string }
  counts: SupervisionCounts
  rates: SupervisionRates
}

export interface SupervisionSummary {
  month: string
  /** Null for who sees only some units. */
  office: Omit<SummaryRow, 'unit'> | null
  /** In the order of the office's directory, never by their figures. A matter of several units stands in each of them. */
  units: SummaryRow[]
}

type Row = { unit_id: string } & Record<'opened' | 'in_time' | 'late' | 'going' | 'overdue', number | string | null>

const columnOf: Record<FigureMeasure, string> = {
  opened: 'opened',
  inTime: 'in_time',
  late: 'late',
  cancelled: 'cancelled',
  overdue: 'overdue',
}

const countsOf = (row: Row): SupervisionCounts => {
  const [opened, inTime, late, going] = [row.opened, row.in_time, row.late, row.going].map(Number) as [number, number, number, number]
  // Until the sweep has followed, what has just been counted may be ahead of the rest.
  const overdue = Math.max(0, Math.min(going, Number(row.overdue)))
  return { opened, closed: inTime + late, inTime, late, going, overdue }
}

const isEmpty = ({ opened, closed, going }: SupervisionCounts): boolean => opened + closed + going === 0

/**
 * The month's 立项, 办结, 按期, 逾期, 在办, 办结率 and 按期率 for the office and for each unit. Reads counters only: its cost goes by units
 * and months, not by matters. Throws `forbidden`.
 */
export const readSummary = async (ctx: UseCaseContext, input: z.infer<typeof readSummarySchema> = {}): Promise<SupervisionSummary> => {
  const month = input.month ?? today(ctx).slice(0, 7)
  const unitIds = figuresScope(ctx)
  const inMonth = (measure: FigureMeasure): string =>
    `SUM(CASE WHEN f.month = ? THEN f.${columnOf[measure]} ELSE 0 END) AS ${columnOf[measure]}`
  const measures = figureMeasures.slice(0, 3)
  const columns = {
    text: `f.unit_id, ${measures.map(inMonth).join(', ')}, SUM(f.opened - f.in_time - f.late - f.cancelled) AS going, SUM(f.overdue) AS overdue`,
    params: measures.map(() => month),
  }
  const where = and([sql`f.month <= ${month}`, ...(unitIds === null ? [] : [within('f.unit_id', unitIds)])])
  const rows = await select<Row>(ctx.tx, sql`SELECT ${columns} FROM supervision_figures AS f WHERE ${where} GROUP BY f.unit_id`)
  const counts = new Map(rows.map((row) => [row.unit_id, countsOf(row)]))
  const { directory } = ctx.office
  const office = counts.get(wholeOffice)
  const units = directory.units.flatMap(({ id }): SummaryRow[] => {
    const own = counts.get(id)
    return own && !isEmpty(own) ? [{ unit: unitName(directory, id), counts: own, rates: ratesOf(own) }] : []
  })
  const none: SupervisionCounts = { opened: 0, closed: 0, inTime: 0, late: 0, going: 0, overdue: 0 }
  const whole = office ?? none
  return { month, office: unitIds === null ? { counts: whole, rates: ratesOf(whole) } : null, units }
}
