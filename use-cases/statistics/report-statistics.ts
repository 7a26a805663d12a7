import type { ListExport, SheetColumn, SheetRow } from '../../documents/sheets/sheet-table.ts'
import { percentOf, splitPercent } from '../../rules/percentages.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { readQuotaPercents } from '../quotas/quota-percents.ts'
import { statisticsNames } from '../../wording/statistics.ts'
import { figureMeasures } from './figure-keys.ts'
import { readStatistics, type Measures, type ReadStatisticsInput, type StatisticsRow } from './read-statistics.ts'

/** A row of a statistic with its part of each column. Percentages have one decimal; the shares of a column add up to 100.0. */
export interface ReportRow extends StatisticsRow {
  reportedShare: number
  adoptedShare: number
  /** Of the reported: 报忧 and 报喜; they add up to 100.0. Null where nothing was reported. */
  problemShare: number | null
  positiveShare: number | null
  /** How far its task is done, uncapped; null where it has none, or one that monthly figures cannot tell (`GET /quotas` can). */
  quotaPercent: number | null
}

export interface StatisticsReport {
  by: ReadStatisticsInput['by']
  from: string
  to: string
  rows: ReportRow[]
  total: { period: Measures; yearToDate: Measures; adoptionRate: number | null; instructionRate: number | null }
}

const sum = (rows: readonly StatisticsRow[], of: 'period' | 'yearToDate'): Measures =>
  Object.fromEntries(figureMeasures.map((measure) => [measure, rows.reduce((all, row) => all + row[of][measure], 0)])) as Measures

const quotasOf = (
  ctx: UseCaseContext,
  by: ReadStatisticsInput['by'],
  span: { from: string; to: string },
): Promise<Map<string, number | null>> =>
  by === 'unit' || by === 'officer' ? readQuotaPercents(ctx, { by, ...span }) : Promise.resolve(new Map<string, number | null>())

/** A statistic as people read it: figures, rates, shares and tasks. Whoever sees less sees shares of what they see. */
export const reportStatistics = async (ctx: UseCaseContext, input: ReadStatisticsInput): Promise<StatisticsReport> => {
  const { from, to, rows } = await readStatistics(ctx, input)
  const quotas = await quotasOf(ctx, input.by, { from, to })
  const reported = splitPercent(rows.map(({ period }) => period.reported))
  const adopted = splitPercent(rows.map(({ period }) => period.adopted))
  const period = sum(rows, 'period')
  return {
    by: input.by,
    from,
    to,
    rows: rows.map((row, at): ReportRow => {
      const [problem, positive] = splitPercent([row.period.problems, row.period.reported - row.period.problems])
      const isAny = row.period.reported > 0
      return {
        subject: row.subject,
        name: row.name,
        unitClass: row.unitClass,
        period: row.period,
        yearToDate: row.yearToDate,
        adoptionRate: row.adoptionRate,
        instructionRate: row.instructionRate,
        reportedShare: reported[at] ?? 0,
        adoptedShare: adopted[at] ?? 0,
        problemShare: isAny ? (problem ?? 0) : null,
        positiveShare: isAny ? (positive ?? 0) : null,
        quotaPercent: quotas.get(row.subject) ?? null,
      }
    }),
    total: {
      period,
      yearToDate: sum(rows, 'yearToDate'),
      adoptionRate: percentOf(period.adopted, period.reported),
      instructionRate: percentOf(period.instructed, period.reported),
    },
  }
}

const share = (value: number | null): number | string => (value === null ? '—' : value / 100)

const columnsOf = (by: StatisticsReport['by'], period: string): SheetColumn[] => {
  const whole = (title: string, group: string): SheetColumn => ({ title, group, type: 'integer' })
  const percent = (title: string, group: string): SheetColumn => ({ title, group, type: 'percent' })
  const points = (group: string): SheetColumn => ({ title: '积分', group, type: 'decimal', digits: 2 })
  return [
    { title: '序号', type: 'integer' },
    { title: statisticsNames[by], type: 'text', width: 28 },
    ...(by === 'unit' ? [{ title: '类别', type: 'text' as const, width: 12 }] : []),
    ...['报送', '其中报忧', '采用', '采用次数', '批示'].map((title) => whole(title, period)),
    ...['报送占比', '采用占比', '采用率', '报忧占比', '任务完成率'].map((title) => percent(title, period)),
    points(period),
    ...['报送', '采用', '批示'].map((title) => whole(title, '本年累计')),
    percent('采用率', '本年累计'),
    points('本年累计'),
  ]
}

const cellsOf = (by: StatisticsReport['by'], row: ReportRow, at: number): SheetRow => [
  at + 1,
  row.name,
  ...(by === 'unit' ? [row.unitClass ?? ''] : []),
  row.period.reported,
  row.period.problems,
  row.period.adopted,
  row.period.adoptions,
  row.period.instructed,
  ...[row.reportedShare, row.adoptedShare, row.adoptionRate, row.problemShare, row.quotaPercent].map(share),
  row.period.points / 100,
  row.yearToDate.reported,
  row.yearToDate.adopted,
  row.yearToDate.instructed,
  share(percentOf(row.yearToDate.adopted, row.yearToDate.reported)),
  row.yearToDate.points / 100,
]

const totalCells = ({ by, rows, total: { period, yearToDate, adoptionRate } }: StatisticsReport): SheetRow => [
  '',
  '合计',
  ...(by === 'unit' ? [''] : []),
  period.reported,
  period.problems,
  period.adopted,
  period.adoptions,
  period.instructed,
  ...[rows.length > 0 && period.reported > 0 ? 100 : null, period.adopted > 0 ? 100 : null].map(share),
  ...[adoptionRate, percentOf(period.problems, period.reported), null].map(share),
  period.points / 100,
  yearToDate.reported,
  yearToDate.adopted,
  yearToDate.instructed,
  share(percentOf(yearToDate.adopted, yearToDate.reported)),
  yearToDate.points / 100,
]

/** The same as a spreadsheet; that it was asked for stands in the audit log. */
export const exportStatistics = async (
  ctx: UseCaseContext,
  input: ReadStatisticsInput,
): Promise<{ data: ListExport; fileName: string }> => {
  const report = await reportStatistics(ctx, input)
  const { by, from, to } = report
  const period = from === to ? from : `${from}至${to}`
  const title = `${period}信息报送采用情况(按${statisticsNames[by]})`
  await appendAudit(ctx, { action: 'export.statistics', subject: by, detail: { ...input, from, to } })
  return {
    fileName: `${title}.xlsx`,
    data: {
      sheets: [
        {
          name: statisticsNames[by],
          title,
          columns: columnsOf(by, period),
          rows: report.rows.map((row, at) => cellsOf(by, row, at)),
          ...(report.rows.length > 0 ? { total: totalCells(report) } : {}),
          filter: true,
        },
      ],
      exported: { by: actorOf(ctx).name, at: ctx.now, zone: ctx.office.calendar.zone },
    },
  }
}
