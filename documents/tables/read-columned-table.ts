import { Problem } from '../../rules/problems.ts'
import { readTable } from './read-table.ts'
import { tableLimits, type TableLine } from './table.ts'

/** A column of a table that people fill in, in the order of its template. */
export interface TableColumn<Key extends string> {
  key: Key
  /** What the template's header says. */
  header: string
  /** Other headers that are understood. */
  synonyms: readonly string[]
  required: boolean
  width: number
  help: string
  /** One cell for each example row. */
  examples: readonly [string, string, string]
}

/** A row as the table has it: text by column, nothing judged yet. */
export interface ColumnedRow<Key extends string> {
  /** Line in the file, as the person who filled it in counts. */
  line: number
  values: Partial<Record<Key, string>>
  /** Cells that could not be read at all. */
  faults: string[]
}

const plain = (header: string): string => header.normalize('NFKC').replaceAll(/[\s*\u200b\ufeff]|\(.*?\)/g, '')

/** Which cell holds which column. Everything wrong with the header is said at once. */
const readHeader = <Key extends string>(header: TableLine, known: readonly TableColumn<Key>[]): Map<number, TableColumn<Key>> => {
  const columns = new Map<number, TableColumn<Key>>()
  const problems = header.faults.map(({ column, reason }) => `第 ${column + 1} 列表头${reason}`)
  for (const [index, cell] of header.cells.entries()) {
    const name = plain(cell)
    if (name === '') continue
    const column = known.find((each) => each.header === name || each.synonyms.includes(name))
    if (!column) problems.push(`不认识的列“${cell.trim()}”`)
    else if ([...columns.values()].includes(column)) problems.push(`“${column.header}”列出现了两次`)
    else columns.set(index, column)
  }
  for (const { header: name, required } of known) {
    if (required && ![...columns.values()].some((column) => column.header === name)) problems.push(`缺少“${name}”列`)
  }
  if (problems.length === 0) return columns
  const names = known.map((column) => column.header).join('、')
  throw new Problem('bad_request', `第 ${header.line} 行表头有误:${problems.join(';')}。可用的列:${names}`, problems)
}

const readRow = <Key extends string>(line: TableLine, columns: ReadonlyMap<number, TableColumn<Key>>): ColumnedRow<Key> => {
  const row: ColumnedRow<Key> = { line: line.line, values: {}, faults: [] }
  for (const [index, column] of columns) {
    const text = (line.cells[index] ?? '').trim()
    if (text.length > tableLimits.cellLength) row.faults.push(`“${column.header}”太长`)
    else if (text !== '') row.values[column.key] = text
  }
  for (const { column, reason } of line.faults) row.faults.push(`“${columns.get(column)?.header ?? `第 ${column + 1} 列`}”${reason}`)
  return row
}

/**
 * The rows of an .xlsx or .csv that follows a template, empty ones left out. Throws `bad_request` when the header is not the template's,
 * and what `readTable` throws.
 */
export const readColumnedTable = async <Key extends string>(
  bytes: Buffer,
  sheetName: string,
  known: readonly TableColumn<Key>[],
): Promise<ColumnedRow<Key>[]> => {
  const [header, ...lines] = await readTable(bytes, sheetName)
  if (!header) throw new Problem('bad_request', '表格是空的')
  const columns = readHeader(header, known)
  return lines.map((line) => readRow(line, columns)).filter(({ values, faults }) => faults.length > 0 || Object.keys(values).length > 0)
}
