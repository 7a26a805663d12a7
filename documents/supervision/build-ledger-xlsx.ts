import type { Instant } from '../../rules/instant.ts'
import type { ExportStamp } from '../page/export-stamp.ts'
import { buildListXlsx } from '../sheets/build-list-xlsx.ts'
import type { SheetColumn, SheetRow } from '../sheets/sheet-table.ts'

/** One matter of the ledger (台账). Instants are shown in the office's zone; null is an empty cell. */
export interface LedgerRow {
  number: number
  /** 来源: 批示, 会议, 文件, 群消息. */
  source: string
  matter: string
  leader: string
  assignedAt: Instant | null
  lead: readonly string[]
  assisting: readonly string[]
  dueAt: Instant | null
  progress: string
  state: string
  /** Name and colour (RRGGBB; null: none) of the light by the office's own mapping. */
  light: { name: string; colour: string | null }
  feedbackAt: Instant | null
  note: string
}

export interface Ledger {
  /** 督查事项台账. */
  title: string
  /** A line below the title; null: none. */
  note: string | null
  rows: readonly LedgerRow[]
  exported: ExportStamp
}

const columns: readonly SheetColumn[] = [
  { title: '序号', type: 'integer', width: 6 },
  { title: '编号', type: 'integer', width: 7 },
  { title: '来源', type: 'text', width: 8, align: 'center' },
  { title: '事项', type: 'text', width: 28 },
  { title: '领导', type: 'text', width: 8, align: 'center' },
  { title: '交办时间', type: 'date', width: 11.5 },
  { title: '牵头', type: 'text', width: 12 },
  { title: '配合', type: 'text', width: 13 },
  { title: '时限', type: 'time', width: 17 },
  { title: '进展', type: 'text', width: 30 },
  { title: '状态', type: 'text', width: 8, align: 'center' },
  { title: '灯', type: 'text', width: 6, align: 'center' },
  { title: '反馈时间', type: 'date', width: 11.5 },
  { title: '备注', type: 'text', width: 10 },
]

const cells = (row: LedgerRow, index: number): SheetRow => [
  index + 1,
  row.number,
  row.source,
  row.matter,
  row.leader,
  row.assignedAt,
  row.lead.join('、'),
  row.assisting.join('、'),
  row.dueAt,
  row.progress,
  row.state,
  row.light.colour === null ? row.light.name : { value: row.light.name, fill: row.light.colour },
  row.feedbackAt,
  row.note,
]

/** The supervision ledger as .xlsx: one row a matter, with the fourteen columns offices keep, in their order, with filters. */
export const buildLedgerXlsx = async ({ title, note, rows, exported }: Ledger): Promise<Buffer> =>
  buildListXlsx({
    sheets: [
      { name: '台账', title, ...(note !== null && { note }), columns, rows: rows.map(cells), empty: '没有符合条件的事项', filter: true },
    ],
    exported,
  })
