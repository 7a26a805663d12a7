import type { DataSource, EntityManager } from 'typeorm'
import { shapesOf, type Cell, type TableLine, type TableShape } from './backup-format.ts'

const pageSize = 1_000

/** What drivers disagree on, made one: booleans are 0 and 1, big integers plain numbers. */
const plain = (value: unknown): Cell => {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string' || typeof value === 'number') return value
  throw new Error(`a column holds ${Object.prototype.toString.call(value)}`)
}

/** Equal in the key's first columns and behind in the next: a key of several columns has as many ways to come later. */
const afterKey = (names: readonly string[], at: number): string =>
  `(${names
    .slice(0, at + 1)
    .map((each, index) => `${each} ${index === at ? '>' : '='} ?`)
    .join(' AND ')})`

const pageSql = (dataSource: DataSource, { table, columns, primary }: TableShape, isFirst: boolean): string => {
  const name = (text: string): string => dataSource.driver.escape(text)
  const after = isFirst ? '' : ` WHERE ${primary.map((_, at) => afterKey(primary.map(name), at)).join(' OR ')}`
  return `SELECT ${columns.map(name).join(', ')} FROM ${name(table)}${after} ORDER BY ${primary.map(name).join(', ')} LIMIT ${pageSize}`
}

/** The rows of one table by its key, page after page, so that memory does not grow with the office. */
export async function* readRows(tx: EntityManager, dataSource: DataSource, shape: TableShape): AsyncGenerator<Cell[]> {
  let last: Cell[] | undefined
  for (;;) {
    const page = await tx.query<Record<string, unknown>[]>(
      pageSql(dataSource, shape, last === undefined),
      last === undefined ? [] : last.flatMap((_, at, key) => key.slice(0, at + 1)),
    )
    for (const row of page) yield shape.columns.map((column) => plain(row[column]))
    if (page.length < pageSize) return
    last = shape.primary.map((column) => plain(page.at(-1)?.[column]))
  }
}

export const countRows = async (tx: EntityManager, dataSource: DataSource, table: string): Promise<number> => {
  const [row] = await tx.query<{ n: number | string }[]>(`SELECT COUNT(*) AS n FROM ${dataSource.driver.escape(table)}`)
  return Number(row?.n ?? 0)
}

/** Every kept table as canonical lines, in an order that is the same on every database. */
export async function* readLines(
  tx: EntityManager,
  dataSource: DataSource,
): AsyncGenerator<{ table: string; line: string; isRow: boolean }> {
  for (const shape of shapesOf(dataSource)) {
    const head: TableLine = { table: shape.table, columns: shape.columns }
    yield { table: shape.table, line: JSON.stringify(head), isRow: false }
    for await (const row of readRows(tx, dataSource, shape)) yield { table: shape.table, line: JSON.stringify(row), isRow: true }
  }
}
