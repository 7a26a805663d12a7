import type { SheetCell, SheetColumn, SheetRow } from '../sheets/sheet-table.ts'
import { blockNames, periodName } from './bulletin-words.ts'
import type { Bulletin, BulletinClass, BulletinFigures } from './bulletin.ts'

/** One annex, the same for paper and spreadsheet. */
export interface AnnexTable {
  /** Tab of the spreadsheet. */
  name: string
  title: string
  columns: readonly SheetColumn[]
  rows: readonly SheetRow[]
  total?: SheetRow
  empty: string
}

/** As many digits as the longest of the points needs, so that a column is even: 12, 12.5, 12.25. */
const digitsOf = (points: readonly (number | null)[]): number =>
  Math.max(0, ...points.map((value) => (value === null || value % 100 === 0 ? 0 : value % 10 === 0 ? 1 : 2)))

const block = (group: string, points: readonly (number | null)[] | null, instructions: boolean): SheetColumn[] => [
  { title: '报送', group, type: 'integer' },
  { title: '采用', group, type: 'integer' },
  { title: '采用率', group, type: 'percent' },
  ...(instructions ? [{ title: '批示', group, type: 'integer' as const }] : []),
  ...(points ? [{ title: '积分', group, type: 'decimal' as const, digits: digitsOf(points) }] : []),
]

const figures = (
  { reported, adopted, adoptionRate, instructed, points }: BulletinFigures,
  { points: withPoints, instructions = false }: Pick<Bulletin, 'points' | 'instructions'>,
): SheetCell[] => [
  reported,
  adopted,
  adoptionRate === null ? '—' : adoptionRate / 1000,
  ...(instructions ? [instructed ?? 0] : []),
  ...(withPoints ? [points === null ? '—' : points / 100] : []),
]

const classTable = (bulletin: Bulletin, unitClass: BulletinClass): AnnexTable => {
  const { ranking, points, instructions = false, period } = bulletin
  const names = blockNames(period)
  const noted = unitClass.rows.some(({ note }) => note !== null && note.trim() !== '')
  const blocks = (of: 'period' | 'toDate', group: string | null): SheetColumn[] =>
    group === null ? [] : block(group, points ? [...unitClass.rows, unitClass.total].map((row) => row[of].points) : null, instructions)
  const cells = (row: Pick<BulletinClass['total'], 'period' | 'toDate'>): SheetCell[] => [
    ...figures(row.period, bulletin),
    ...(names.toDate === null ? [] : figures(row.toDate, bulletin)),
  ]
  return {
    name: unitClass.name,
    title: `${unitClass.name}${periodName(period)}${bulletin.subject}报送及采用情况统计表`,
    columns: [
      { title: ranking ? '名次' : '序号', type: 'integer', width: 8 },
      { title: '单位', type: 'text', width: 26 },
      ...blocks('period', names.period),
      ...blocks('toDate', names.toDate),
      ...(noted ? [{ title: '备注', type: 'text' as const, width: 20 }] : []),
    ],
    rows: unitClass.rows.map((row, index) => [
      ranking ? (row.place ?? '—') : index + 1,
      row.unit,
      ...cells(row),
      ...(noted ? [row.note ?? ''] : []),
    ]),
    ...(unitClass.rows.length > 0 && { total: ['', '合计', ...cells(unitClass.total), ...(noted ? [''] : [])] }),
    empty: '本类没有参加统计的单位',
  }
}

const adoptedTable = ({ period, subject, adopted }: Bulletin): AnnexTable => ({
  name: '采用信息',
  title: `${periodName(period)}${subject}采用情况一览表`,
  columns: [
    { title: '序号', type: 'integer', width: 6 },
    { title: '标题', type: 'text', width: 40 },
    { title: '报送单位', type: 'text', width: 18 },
    { title: '作者', type: 'text', width: 12 },
    { title: '采用刊物', type: 'text', width: 20 },
    { title: '级别', type: 'text', width: 10, align: 'center' },
    { title: '采用日期', type: 'date', width: 13 },
  ],
  rows: adopted.map((item, index) => [index + 1, item.title, item.unit, item.authors.join('、'), item.publication, item.level, item.on]),
  empty: `${periodName(period)}没有被采用的信息`,
})

const zeroTable = ({ period, subject, zeroReport }: Bulletin): AnnexTable => ({
  name: '零报送单位',
  title: `${periodName(period)}${subject}零报送单位名单`,
  columns: [
    { title: '序号', type: 'integer', width: 8 },
    { title: '单位', type: 'text', width: 36 },
    { title: '类别', type: 'text', width: 24, align: 'center' },
  ],
  rows: zeroReport.map(({ unit, className }, index) => [index + 1, unit, className]),
  empty: `${periodName(period)}没有零报送单位`,
})

/** The annexes of a bulletin: a table per class of unit, the adopted items, the units that reported nothing, and what else was added. */
export const annexTables = (bulletin: Bulletin): AnnexTable[] => [
  ...bulletin.classes.map((unitClass) => classTable(bulletin, unitClass)),
  adoptedTable(bulletin),
  zeroTable(bulletin),
  ...bulletin.furtherAnnexes.map(({ title, columns, rows, empty }) => ({
    name: title,
    title,
    columns: columns.map((column) => ({ ...column, type: 'text' as const })),
    rows,
    empty,
  })),
]
