import { Problem } from '../../rules/problems.ts'
import { readTable } from '../tables/read-table.ts'
import { tableLimits, type TableLine } from '../tables/table.ts'
import { examplePrefix, peopleColumns, type PeopleColumn, type PeopleRow } from './people-columns.ts'
import { peopleSheetName } from './people-template.ts'

export interface PeopleTable {
  rows: PeopleRow[]
  /** The template's own example rows that were left out. */
  examples: number
}

const plain = (header: string): string => header.normalize('NFKC').replaceAll(/[\s*\u200b\ufeff]|\(.*?\)/g, '')

const findColumn = (header: string): PeopleColumn | undefined => {
  const name = plain(header)
  return peopleColumns.find((column) => column.header === name || column.synonyms.includes(name))
}

/** Which cell holds which column. Everything wrong with the header is said at once. */
const readHeader = (header: TableLine): Map<number, PeopleColumn> => {
  const columns = new Map<number, PeopleColumn>()
  const problems = header.faults.map(({ column, reason }) => `第 ${column + 1} 列表头${reason}`)
  for (const [index, cell] of header.cells.entries()) {
    if (plain(cell) === '') continue
    const column = findColumn(cell)
    if (!column) problems.push(`不认识的列“${cell.trim()}”`)
    else if ([...columns.values()].includes(column)) problems.push(`“${column.header}”列出现了两次`)
    else columns.set(index, column)
  }
  for (const { header: name, required } of peopleColumns) {
    if (required && ![...columns.values()].some((column) => column.header === name)) problems.push(`缺少“${name}”列`)
  }
  if (problems.length === 0) return columns
  const known = peopleColumns.map((column) => column.header).join('、')
  throw new Problem('bad_request', `第 ${header.line} 行表头有误:${problems.join(';')}。可用的列:${known}`, problems)
}

const readRow = (line: TableLine, columns: Map<number, PeopleColumn>): PeopleRow => {
  const row: PeopleRow = { line: line.line, values: {}, faults: [] }
  for (const [index, column] of columns) {
    const text = (line.cells[index] ?? '').trim()
    if (text.length > tableLimits.cellLength) row.faults.push(`“${column.header}”太长`)
    else if (text !== '') row.values[column.key] = text
  }
  for (const { column, reason } of line.faults) row.faults.push(`“${columns.get(column)?.header ?? `第 ${column + 1} 列`}”${reason}`)
  return row
}

/** The people of an .xlsx or .csv that follows the template. Throws `bad_request` when the header is not the template's, and what `readTable` throws. */
export const readPeopleTable = async (bytes: Buffer): Promise<PeopleTable> => {
  const [header, ...lines] = await readTable(bytes, peopleSheetName)
  if (!header) throw new Problem('bad_request', '表格是空的')
  const columns = readHeader(header)
  const all = lines
    .map((line) => readRow(line, columns))
    .filter(({ values, faults }) => faults.length > 0 || Object.keys(values).length > 0)
  const rows = all.filter(({ values }) => !values.staffNo?.startsWith(examplePrefix))
  return { rows, examples: all.length - rows.length }
}
