import ExcelJS from 'exceljs'
import type { TableColumn } from './read-columned-table.ts'

/** What a template says beside its columns. */
export interface TemplateWords {
  sheetName: string
  /** Lines below the help of the columns: what is explained, and how. */
  notes: readonly (readonly [header: string, help: string])[]
}

/** A4 landscape, however many columns there are. */
const onePageWide: Partial<ExcelJS.PageSetup> = {
  paperSize: 9,
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
}

const fillRows = <Key extends string>(sheet: ExcelJS.Worksheet, columns: readonly TableColumn<Key>[]): void => {
  sheet.columns = columns.map(({ header, key, width }) => ({ header, key, width, style: { numFmt: '@' } }))
  for (const index of [0, 1, 2] as const) sheet.addRow(Object.fromEntries(columns.map(({ key, examples }) => [key, examples[index]])))
  const header = sheet.getRow(1)
  header.font = { bold: true }
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } }
  sheet.views = [{ state: 'frozen', ySplit: 1 }]
  sheet.pageSetup = { ...onePageWide, printTitlesRow: '1:1' }
}

const fillHelp = <Key extends string>(sheet: ExcelJS.Worksheet, columns: readonly TableColumn<Key>[], { notes }: TemplateWords): void => {
  sheet.columns = [
    { header: '列', key: 'header', width: 16 },
    { header: '必填', key: 'required', width: 8 },
    { header: '怎么填', key: 'help', width: 100 },
  ]
  for (const { header, required, help } of columns) sheet.addRow({ header, required: required ? '是' : '', help })
  sheet.addRow({})
  for (const [header, help] of notes) sheet.addRow({ header, help })
  sheet.getColumn('help').alignment = { wrapText: true, vertical: 'top' }
  sheet.getRow(1).font = { bold: true }
  sheet.pageSetup = { ...onePageWide }
}

/** The template of a table as .xlsx: a sheet with header and example rows, and one that explains every column. */
export const buildTemplate = async <Key extends string>(columns: readonly TableColumn<Key>[], words: TemplateWords): Promise<Buffer> => {
  const workbook = new ExcelJS.Workbook()
  fillRows(workbook.addWorksheet(words.sheetName), columns)
  fillHelp(workbook.addWorksheet('说明'), columns, words)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
