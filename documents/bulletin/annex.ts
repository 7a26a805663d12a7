import type { Paragraph, Table } from 'docx'
import { cleanLine } from '../page/clean-text.ts'
import { chineseDate } from '../page/chinese-date.ts'
import { gridTable, type GridCell, type GridRow } from '../page/grid-table.ts'
import { fonts, sizes } from '../page/layout.ts'
import { line, title } from '../page/paragraphs.ts'
import { widenPunctuation } from '../page/widen-punctuation.ts'
import type { SheetCell, SheetColumn, SheetRow } from '../sheets/sheet-table.ts'
import type { AnnexTable } from './bulletin-tables.ts'

/** A figure as paper shows it. */
const shown = (data: SheetCell, { type, digits }: SheetColumn): string => {
  const value = typeof data === 'object' && data !== null ? data.value : data
  if (value === null) return ''
  if (typeof value === 'string') return type === 'date' && value !== '' ? chineseDate(value) : widenPunctuation(value)
  if (type === 'percent') return `${(value * 100).toFixed(digits ?? 1)}%`
  return type === 'decimal' ? value.toFixed(digits ?? 2) : String(value)
}

const dataRow = (row: SheetRow, columns: readonly SheetColumn[]): GridRow => ({
  cells: columns.map((column, index) => ({
    text: shown(row[index] ?? null, column),
    align: column.align ?? (column.type === 'text' ? 'left' : 'center'),
  })),
})

const totalRow = (row: SheetRow, columns: readonly SheetColumn[]): GridRow => {
  const [, label, ...rest] = dataRow(row, columns).cells
  const bold = (cell: GridCell | undefined): GridCell => ({ text: '', ...cell, align: 'center', style: { font: fonts.heading } })
  return { cells: [{ ...bold(label), columnSpan: 2 }, ...rest.map(bold)] }
}

/** The header of one or two rows, groups over their columns. */
const headerRows = (columns: readonly SheetColumn[]): GridRow[] => {
  if (columns.every(({ group }) => group === undefined)) return [{ cells: columns.map(({ title: text }) => ({ text })) }]
  const top: GridCell[] = []
  for (const [index, { title: text, group }] of columns.entries()) {
    if (group === undefined) top.push({ text, rowSpan: 2 })
    else if (columns[index - 1]?.group !== group) top.push({ text: group, columnSpan: columns.filter((one) => one.group === group).length })
  }
  return [{ cells: top }, { cells: columns.filter(({ group }) => group !== undefined).map(({ title: text }) => ({ text })) }]
}

/** Shares of the line; figures need less room on paper than a spreadsheet gives them, dates written out need more. */
const paperWidths: Record<SheetColumn['type'], number> = { text: 14, integer: 10, decimal: 13, percent: 14, date: 30, time: 30 }
/** A table of both blocks, places, instructions, points and remarks: names give way to figures, which never break. */
const crowded = { columns: 10, names: 0.8, size: 16 }

/** One annex on a page of its own: 附件1, title, table; an empty one is said in words. */
export const annex = (table: AnnexTable, number: number): (Paragraph | Table)[] => {
  const { columns, rows, total } = table
  const head = [
    line(`附件${number}`, { pageBreakBefore: true, keepNext: true }, { font: fonts.heading }),
    title(table.title, {}, { size: 36 }),
  ]
  if (rows.length === 0) return [...head, line(`${cleanLine(table.empty)}。`, { alignment: 'center' })]
  const isCrowded = columns.length > crowded.columns
  const size = isCrowded ? crowded.size : columns.length > 6 ? sizes.narrowTable : sizes.table
  const nameWidth = (width: number): number => width * (isCrowded ? crowded.names : 1)
  return [
    ...head,
    gridTable({
      widths: columns.map((column) => (column.type === 'text' ? nameWidth(column.width ?? paperWidths.text) : paperWidths[column.type])),
      header: headerRows(columns),
      rows: [...rows.map((row) => dataRow(row, columns)), ...(total ? [totalRow(total, columns)] : [])],
      size,
    }),
  ]
}
