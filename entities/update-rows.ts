import type { EntityManager, ObjectLiteral } from 'typeorm'

/** Runs an UPDATE of our own inside a transaction and returns how many rows its WHERE found. */
export const changeRows = async (tx: EntityManager, statement: string, parameters: readonly unknown[]): Promise<number> => {
  if (!tx.queryRunner) throw new Error('an update belongs in a transaction')
  const { affected } = await tx.queryRunner.query(statement, [...parameters], true)
  return affected ?? 0
}

/**
 * Sets columns of one table where `where` holds (`?` for every parameter) and returns how many rows that was: the compare-and-set of the
 * roads that every message takes. Unlike TypeORM's own, the statement is the same text for every value, so it is prepared once.
 */
export const updateRows = async <Row extends ObjectLiteral>(
  tx: EntityManager,
  entity: new () => Row,
  set: Partial<Row>,
  where: string,
  parameters: readonly unknown[],
): Promise<number> => {
  const { driver } = tx.dataSource
  const { columns, tablePath } = tx.dataSource.getMetadata(entity)
  const written = columns.filter((column) => set[column.propertyName] !== undefined)
  const assignments = written.map((column) => `${driver.escape(column.databaseName)} = ?`).join(', ')
  const values = written.map((column): unknown => driver.preparePersistentValue(set[column.propertyName], column) ?? null)
  return changeRows(tx, `UPDATE ${driver.escape(tablePath)} SET ${assignments} WHERE ${where}`, [...values, ...parameters])
}

/** The columns in which a row now differs from what it was: an index is written only where one of its own columns is named. */
export const changesOf = <Row extends ObjectLiteral>(before: Row, after: Row): Partial<Row> => {
  const columns: [string, unknown][] = Object.entries(after)
  return Object.fromEntries(columns.filter(([name, value]) => value !== before[name])) as Partial<Row>
}
