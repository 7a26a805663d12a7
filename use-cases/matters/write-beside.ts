import type { EntityManager, EntityMetadata, ObjectLiteral } from 'typeorm'
import { updateRows } from '../../entities/update-rows.ts'
import { Problem } from '../../rules/problems.ts'
import type { RowTrace } from './undo-record.ts'

/** A row of another table that an action changes together with the matter (a series, a side table), so that 撤回 can put it back. */
export interface RowChange {
  /** The entity's class. */
  entity: new () => ObjectLiteral
  /** The row as it was read in this transaction. */
  row: ObjectLiteral
  set: Record<string, unknown>
}

/** Names the change of one row; the columns are checked against the entity. */
export const rowChange = <Row extends ObjectLiteral>(entity: new () => Row, row: Row, set: Partial<Row>): RowChange => ({
  entity,
  row,
  set,
})

const keyOf = (metadata: EntityMetadata): { property: string; column: string } => {
  const [key] = metadata.primaryColumns
  if (!key || metadata.primaryColumns.length > 1) throw new Error(`${metadata.tableName} has no single key`)
  return { property: key.propertyName, column: key.databaseName }
}

/** Sets columns of one row while those columns are what they are said to be; `stale` when somebody else was faster. */
const swap = async (tx: EntityManager, metadata: EntityMetadata, [, key, expected, set]: RowTrace): Promise<void> => {
  const conditions: string[] = []
  const values: unknown[] = []
  for (const column of metadata.columns.filter(({ propertyName }) => propertyName in expected)) {
    const value: unknown = tx.dataSource.driver.preparePersistentValue(expected[column.propertyName], column) ?? null
    const name = tx.dataSource.driver.escape(column.databaseName)
    conditions.push(value === null ? `${name} IS NULL` : `${name} = ?`)
    if (value !== null) values.push(value)
  }
  const where = [`${tx.dataSource.driver.escape(keyOf(metadata).column)} = ?`, ...conditions].join(' AND ')
  const changed = await updateRows(tx, metadata.target as new () => ObjectLiteral, set, where, [key, ...values])
  if (changed !== 1) throw new Problem('stale', '刚被他人更新,请重试')
}

/** Writes rows beside the matter, each by compare-and-set. Returns what was and what is. */
export const writeBeside = async (tx: EntityManager, changes: readonly RowChange[]): Promise<RowTrace[]> => {
  const traces: RowTrace[] = []
  for (const { entity, row, set } of changes) {
    const metadata = tx.dataSource.getMetadata(entity)
    const columns = Object.keys(set).filter((column) => set[column] !== row[column])
    if (columns.length === 0) continue
    const pick = (from: ObjectLiteral): Record<string, unknown> => Object.fromEntries(columns.map((column) => [column, from[column]]))
    const trace: RowTrace = [metadata.tableName, String(row[keyOf(metadata).property]), pick(row), pick(set)]
    await swap(tx, metadata, trace)
    traces.push(trace)
  }
  return traces
}

/** Puts rows beside the matter back to what they were. */
export const restoreBeside = async (tx: EntityManager, traces: readonly RowTrace[]): Promise<void> => {
  for (const [table, key, before, after] of traces.toReversed()) {
    const metadata = tx.dataSource.entityMetadatas.find(({ tableName }) => tableName === table)
    if (!metadata) throw new Error(`there is no table ${table}`)
    await swap(tx, metadata, [table, key, after, before])
  }
}
