import ExcelJS from 'exceljs'
import { peopleColumns, repeatHelp } from './people-columns.ts'

export const peopleSheetName = '人员'

const fillPeople = (sheet: ExcelJS.Worksheet): void => {
  sheet.columns = peopleColumns.map(({ header, key, width }) => ({ header, key, width, style: { numFmt: '@' } }))
  for (const index of [0, 1, 2] as const) sheet.addRow(Object.fromEntries(peopleColumns.map(({ key, examples }) => [key, examples[index]])))
  const header = sheet.getRow(1)
  header.font = { bold: true }
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } }
  sheet.views = [{ state: 'frozen', ySplit: 1 }]
}

const fillHelp = (sheet: ExcelJS.Worksheet): void => {
  sheet.columns = [
    { header: '列', key: 'header', width: 16 },
    { header: '必填', key: 'required', width: 8 },
    { header: '怎么填', key: 'help', width: 100 },
  ]
  for (const { header, required, help } of peopleColumns) sheet.addRow({ header, required: required ? '是' : '', help })
  sheet.addRow({})
  sheet.addRow({ header: '示例行', help: '“人员”表里的三行是示例,不会被导入,可以直接覆盖。' })
  sheet.addRow({ header: '再次导入', help: repeatHelp })
  sheet.addRow({ header: '出错时', help: '每个有错的行都会列出行号和原因;全部正确才会导入(命令行加 --partial 可先导入正确的行)。' })
  sheet.getColumn('help').alignment = { wrapText: true, vertical: 'top' }
  sheet.getRow(1).font = { bold: true }
}

/** The people template as .xlsx: a sheet with header and example rows, and one that explains every column. */
export const peopleTemplate = async (): Promise<Buffer> => {
  const workbook = new ExcelJS.Workbook()
  fillPeople(workbook.addWorksheet(peopleSheetName))
  fillHelp(workbook.addWorksheet('说明'))
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
