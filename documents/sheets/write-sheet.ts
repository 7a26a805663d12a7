import { setImmediate } from 'node:timers/promises'
import type ExcelJS from 'exceljs'
import type { Cell, Row, Style } from 'exceljs'
import { widthOf } from '../page/break-title.ts'
import { stampText, type ExportStamp } from '../page/export-stamp.ts'
import { columnWidth, emptyStyle, headerStyle, noteStyle, titleStyle, type SheetFont } from './cell-styles.ts'
import type { SheetCell, SheetColumn, SheetRow, SheetTable } from './sheet-table.ts'
import { cellWriter, sheetText, styleFor } from './write-cell.ts'

/** Rows between two pauses: some 10 ms of work. */
const rowsAtOnce = 200

interface Layout {
  writers: readonly ((cell: Cell, data: SheetCell) => void)[]
  widths: readonly number[]
}

/** Excel draws no row higher than this, in points. */
const highestRow = 409

/** Room for every wrapped line: programs do not measure the rows of a file they open. */
const rowHeight = (data: SheetRow, widths: readonly number[]): number => {
  let lines = 1
  for (const [index, cell] of data.entries()) {
    const value = typeof cell === 'object' && cell !== null ? cell.value : cell
    const room = (widths[index] ?? 1) / 2 - 0.5
    if (typeof value !== 'string' || (value.length <= room && !value.includes('\n'))) continue
    lines = Math.max(
      lines,
      value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / room)), 0),
    )
  }
  return Math.min(highestRow, 6 + lines * 15)
}

/** One line of text merged over all columns. */
const merged = (sheet: ExcelJS.Worksheet, at: number, width: number, text: string, style: Partial<Style>, height: number): void => {
  const row = sheet.getRow(at)
  row.height = height
  for (let column = 1; column <= width; column += 1) row.getCell(column).style = styleFor(text, style)
  row.getCell(1).value = sheetText(text)
  if (width > 1) sheet.mergeCells(at, 1, at, width)
  row.commit()
}

const commitHeader = (rows: readonly Row[]): void => {
  for (const row of rows) row.height = 22
  for (const row of rows) row.commit()
}

/** One header row; or two, with neighbours of a group below its title and the others merged over both. */
const writeHeader = (sheet: ExcelJS.Worksheet, at: number, columns: readonly SheetColumn[]): number => {
  const two = columns.some(({ group }) => group !== undefined)
  const top = sheet.getRow(at)
  const bottom = two ? sheet.getRow(at + 1) : top
  for (const [index, { title }] of columns.entries()) {
    for (const row of [top, bottom]) Object.assign(row.getCell(index + 1), { value: sheetText(title), style: styleFor(title, headerStyle) })
  }
  for (let from = 0, to = 0; two && from < columns.length; from = to + 1) {
    const group = columns[from]?.group
    to = from
    while (group !== undefined && columns[to + 1]?.group === group) to += 1
    if (group === undefined) sheet.mergeCells(at, from + 1, at + 1, from + 1)
    else {
      top.getCell(from + 1).value = sheetText(group)
      if (to > from) sheet.mergeCells(at, from + 1, at, to + 1)
    }
  }
  commitHeader(two ? [top, bottom] : [top])
  return two ? 2 : 1
}

const writeRow = (sheet: ExcelJS.Worksheet, at: number, { writers, widths }: Layout, data: SheetRow): void => {
  const row = sheet.getRow(at)
  for (const [index, write] of writers.entries()) write(row.getCell(index + 1), data[index] ?? null)
  row.height = rowHeight(data, widths)
  row.commit()
}

const openSheet = (workbook: ExcelJS.stream.xlsx.WorkbookWriter, name: string, headEnd: number, stamp: ExportStamp): ExcelJS.Worksheet =>
  workbook.addWorksheet(name, {
    views: [{ state: 'frozen', xSplit: 0, ySplit: headEnd, showGridLines: false }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: `1:${headEnd}`,
      margins: { left: 0.5, right: 0.5, top: 0.7, bottom: 0.7, header: 0.3, footer: 0.3 },
    },
    // & begins a code in a footer.
    headerFooter: { oddFooter: `&L${stampText(stamp).replaceAll('&', '&&')}&R第 &P 页，共 &N 页` },
  })

/** Writes one sheet and closes it. */
export const writeSheet = async (
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  name: string,
  table: SheetTable,
  stamp: ExportStamp,
): Promise<void> => {
  const { columns, rows } = table
  const width = columns.length
  const headerAt = table.note === undefined ? 2 : 3
  const headEnd = headerAt + (columns.some(({ group }) => group !== undefined) ? 1 : 0)
  const sheet = openSheet(workbook, name, headEnd, stamp)
  sheet.columns = columns.map((column) => ({ width: columnWidth(column) }))
  const characters = columns.reduce((sum, column) => sum + columnWidth(column), 0)
  // 18 pt against the 11 pt that widths are counted in.
  const titleLines = Math.max(1, Math.ceil((widthOf(table.title) * 2 * 18) / 11 / characters))
  merged(sheet, 1, width, table.title, titleStyle, Math.min(highestRow, 10 + titleLines * 24))
  if (table.note !== undefined) merged(sheet, 2, width, table.note, noteStyle, 20)
  writeHeader(sheet, headerAt, columns)
  let at = headEnd
  const layout = (font: SheetFont): Layout => ({
    writers: columns.map((column) => cellWriter(column, stamp.zone, font)),
    widths: columns.map(columnWidth),
  })
  const plain = layout('text')
  for (const [index, row] of rows.entries()) {
    writeRow(sheet, (at += 1), plain, row)
    if (index % rowsAtOnce === rowsAtOnce - 1) await setImmediate()
  }
  if (rows.length === 0) merged(sheet, (at += 1), width, table.empty ?? '没有符合条件的记录', emptyStyle, 24)
  else if (table.filter) sheet.autoFilter = { from: { row: headEnd, column: 1 }, to: { row: at, column: width } }
  if (table.total) writeRow(sheet, (at += 1), layout('bold'), table.total)
  merged(sheet, at + 1, width, stampText(stamp), noteStyle, 20)
  sheet.commit()
}
