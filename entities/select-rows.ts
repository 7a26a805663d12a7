import type { EntityManager, EntityMetadata, ObjectLiteral } from 'typeorm'

/** How one table is read inside a statement of our own. */
export interface RowReader<Row> {
  /** `alias.column AS alias_column, …` for every column, to stand behind SELECT. */
  columns: string
  /** The table under its alias, to stand behind FROM or JOIN. */
  table: string
  /** The entity's row out of a result; null where an outer join found none. */
  read(raw: Record<string, unknown>): Row | null
}

const makeReader = <Row extends ObjectLiteral>(tx: EntityManager, entity: new () => Row, alias: string): RowReader<Row> => {
  const { driver } = tx.dataSource
  const { columns, tablePath } = tx.dataSource.getMetadata(entity)
  const parts = columns.map((column) => ({ column, as: `${alias}_${column.databaseName}` }))
  const key = parts.find(({ column }) => column.isPrimary)
  return {
    columns: parts.map(({ column, as }) => `${alias}.${driver.escape(column.databaseName)} AS ${as}`).join(', '),
    table: `${driver.escape(tablePath)} AS ${alias}`,
    read: (raw) => {
      if (key === undefined || raw[key.as] === null) return null
      const row: Record<string, unknown> = {}
      for (const { column, as } of parts) row[column.propertyName] = driver.prepareHydratedValue(raw[as], column)
      return row as Row
    },
  }
}

/** Readers made before, by alias: an entity's columns do not change while its data source lives. */
const readers = new WeakMap<EntityMetadata, Map<string, unknown>>()

/** Reads an entity's columns under an alias, through the same transformers as TypeORM. */
export const readerOf = <Row extends ObjectLiteral>(tx: EntityManager, entity: new () => Row, alias: string): RowReader<Row> => {
  const metadata = tx.dataSource.getMetadata(entity)
  const made = readers.get(metadata) ?? new Map<string, unknown>()
  readers.set(metadata, made)
  const reader = (made.get(alias) as RowReader<Row> | undefined) ?? makeReader(tx, entity, alias)
  made.set(alias, reader)
  return reader
}

/**
 * Whole rows of one table, its alias `t`; `rest` is what follows the table, with `?` for every parameter. For the roads that every
 * message takes: TypeORM's own select builder spends several times the database's time on its statement.
 */
export const selectRows = async <Row extends ObjectLiteral>(
  tx: EntityManager,
  entity: new () => Row,
  rest: string,
  parameters: readonly unknown[],
): Promise<Row[]> => {
  const { columns, table, read } = readerOf(tx, entity, 't')
  const found = await tx.query<Record<string, unknown>[]>(`SELECT ${columns} FROM ${table} ${rest}`, [...parameters])
  return found.map(read).filter((row) => row !== null)
}

/** Rows of parameters as a table of its own, to be joined: `(SELECT ? AS a, ? AS b UNION ALL SELECT ?, ? …) AS alias`. */
export const givenTable = (alias: string, columns: readonly string[], rows: number): string => {
  const first = `SELECT ${columns.map((column) => `? AS ${column}`).join(', ')}`
  const more = ` UNION ALL SELECT ${columns.map(() => '?').join(', ')}`
  return `(${first}${more.repeat(rows - 1)}) AS ${alias}`
}

/** `?, ?, ?` for that many parameters. */
export const marksFor = (values: readonly unknown[]): string => values.map(() => '?').join(', ')
