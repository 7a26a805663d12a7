import type { ListExport, SheetRow } from '../../documents/sheets/sheet-table.ts'
import type { SupervisionCounts, SupervisionRates } from '../../rules/supervision-figures.ts'
import { nameMonth } from '../../wording/supervision.ts'
import type { UseCaseContext } from '../context.ts'
import { stampOf } from './paper-facts.ts'
import type { SupervisionSummary } from './read-summary.ts'

const share = (percent: number | null | undefined): number | string => (percent == null ? '—' : Math.round(percent * 10) / 1_000)

const cells = (name: string, counts: SupervisionCounts, { closedRate, inTimeRate, shares }: SupervisionRates): SheetRow => [
  name,
  counts.opened,
  counts.closed,
  counts.inTime,
  counts.late,
  counts.going,
  counts.overdue,
  share(closedRate),
  share(inTimeRate),
  share(shares?.inTime),
  share(shares?.late),
  share(shares?.goingInTime),
  share(shares?.overdue),
]

/** The monthly summary as a spreadsheet: a row for each unit, in the order of the office and never by figures; 合计 counts a matter once. */
export const summaryTable = (
  ctx: UseCaseContext,
  { month, office, units }: SupervisionSummary,
): { data: ListExport; fileName: string } => ({
  data: {
    sheets: [
      {
        name: '督查月报',
        title: `${nameMonth(month)}督查事项办理情况`,
        note: '单位:件。几个单位共同负责的,各单位各计一件,合计按事项计。办结率为办结占办结与在办之和,按期率为按期办结占办结;占比合计 100.0%。',
        columns: [
          { title: '单位', type: 'text', width: 20 },
          { title: '立项', type: 'integer' },
          { title: '办结', type: 'integer', group: '办结' },
          { title: '按期', type: 'integer', group: '办结' },
          { title: '逾期', type: 'integer', group: '办结' },
          { title: '在办', type: 'integer', group: '在办' },
          { title: '已逾期', type: 'integer', group: '在办' },
          { title: '办结率', type: 'percent' },
          { title: '按期率', type: 'percent' },
          { title: '按期办结', type: 'percent', group: '占比' },
          { title: '逾期办结', type: 'percent', group: '占比' },
          { title: '在办未到期', type: 'percent', group: '占比', width: 11 },
          { title: '在办已逾期', type: 'percent', group: '占比', width: 11 },
        ],
        rows: units.map(({ unit, counts, rates }) => cells(unit.name, counts, rates)),
        ...(office ? { total: cells('合计', office.counts, office.rates) } : {}),
        empty: '本月没有督查事项',
      },
    ],
    exported: stampOf(ctx),
  },
  fileName: `${nameMonth(month)}督查月报.xlsx`,
})
