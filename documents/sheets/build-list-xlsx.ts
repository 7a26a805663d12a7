import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import ExcelJS from 'exceljs'
import { Problem } from '../../rules/problems.ts'
import { cleanLine } from '../page/clean-text.ts'
import { stampText } from '../page/export-stamp.ts'
import { settleZip } from '../page/settle-zip.ts'
import { sheetLimits, type ListExport, type SheetTable } from './sheet-table.ts'
import { writeSheet } from './write-sheet.ts'

const check = ({ rows, columns }: SheetTable): void => {
  if (rows.length > sheetLimits.rows) throw new Problem('too_large', `超过 ${sheetLimits.rows} 行，请缩小范围后再导出`)
  if (columns.length === 0 || columns.length > sheetLimits.columns) throw new Error(`a sheet has 1 to ${sheetLimits.columns} columns`)
}

/** Tab names: at most 31 characters, none of []:*?/\', no two alike. */
const tabNames = (sheets: readonly SheetTable[]): string[] => {
  const taken = new Set<string>()
  return sheets.map(({ name }, index) => {
    const legal = cleanLine(name)
      .replaceAll(/[[\]:*?/\\']/gu, ' ')
      .trim()
    const base = legal.slice(0, 27) || `表${index + 1}`
    let tab = legal.slice(0, 31) || base
    for (let again = 2; taken.has(tab.toLowerCase()); again += 1) tab = `${base} (${again})`
    taken.add(tab.toLowerCase())
    return tab
  })
}

/**
 * Tables as .xlsx, a sheet each: merged title, header of one or two rows repeated on print and frozen on the screen, A4 landscape on one
 * page's width, thin rules, numbers as numbers, 合计, and who exported it and when in the footer and the last row. Text is never a
 * formula. Rows are written as they come, with pauses, so that ten thousand do not stop the process; same input, same bytes.
 * Throws `too_large` over {@link sheetLimits}.
 */
export const buildListXlsx = async ({ sheets, exported }: ListExport): Promise<Buffer> => {
  for (const sheet of sheets) check(sheet)
  const stream = new PassThrough()
  const bytes = buffer(stream)
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true })
  const by = cleanLine(exported.by)
  const at = new Date(exported.at)
  Object.assign(workbook, { creator: by, lastModifiedBy: by, created: at, modified: at, description: stampText(exported) })
  const names = tabNames(sheets)
  for (const [index, sheet] of sheets.entries()) await writeSheet(workbook, names[index] ?? '', sheet, exported)
  await workbook.commit()
  return settleZip(await bytes)
}
