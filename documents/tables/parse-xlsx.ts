import ExcelJS from 'exceljs'
import { Problem } from '../../rules/problems.ts'
import { tableLimits, type TableLine } from './table.ts'

type Read = { text: string } | { reason: string }

/** A time of day alone is kept as one of the day before the first: 08:30. */
const firstDay = Date.UTC(1900, 0, 1)
const dayText = (value: Date): string => (value.getTime() < firstDay ? value.toISOString().slice(11, 16) : value.toISOString().slice(0, 10))

/** A cell as text. Formulas are refused: what they show depends on a program we are not. */
const readCell = ({ value }: ExcelJS.Cell): Read => {
  if (value === null || value === undefined) return { text: '' }
  if (value instanceof Date) return { text: dayText(value) }
  if (typeof value !== 'object') return { text: String(value) }
  if ('richText' in value) return { text: value.richText.map((part) => part.text).join('') }
  if ('hyperlink' in value) return { text: typeof value.text === 'string' ? value.text : '' }
  if ('error' in value) return { reason: `单元格报错 ${value.error}` }
  return { reason: '是公式,请粘贴为数值' }
}

const readRow = (row: ExcelJS.Row): TableLine => {
  const line: TableLine = { line: row.number, cells: [], faults: [] }
  for (let column = 1; column <= Math.min(row.cellCount, tableLimits.columns); column += 1) {
    const read = readCell(row.getCell(column))
    line.cells.push('text' in read ? read.text : '')
    if ('reason' in read) line.faults.push({ column: column - 1, reason: read.reason })
  }
  return line
}

/** The lines of the sheet of that name, else of the first one; empty ones are left out, their numbers are not. */
export const parseXlsx = async (bytes: ArrayBuffer, sheetName: string): Promise<TableLine[]> => {
  const workbook = new ExcelJS.Workbook()
  try {
    await workbook.xlsx.load(bytes)
  } catch {
    throw new Problem('bad_request', '文件损坏,不是有效的 .xlsx')
  }
  const sheet = workbook.getWorksheet(sheetName) ?? workbook.worksheets[0]
  if (!sheet) throw new Problem('bad_request', '文件里没有工作表')
  if (sheet.actualRowCount > tableLimits.lines) throw new Problem('too_large', `超过 ${tableLimits.lines} 行,请分成几个文件`)
  const lines: TableLine[] = []
  sheet.eachRow((row) => lines.push(readRow(row)))
  return lines.filter(({ cells, faults }) => faults.length > 0 || cells.some((cell) => cell.trim() !== ''))
}
