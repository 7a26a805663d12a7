import { Table, type TableColumnOptions, type TableForeignKeyOptions, type TableIndexOptions } from 'typeorm'

/** Short forms for the Table API, so that one file serves SQLite and MariaDB. Frozen with the migrations that use them. */
type Columns = readonly TableColumnOptions[]

export const column = (name: string, type: string, length?: number): TableColumnOptions => ({
  name,
  type,
  ...(length === undefined ? {} : { length: String(length) }),
})

export const optional = (options: TableColumnOptions): TableColumnOptions => ({ ...options, isNullable: true })
export const primary = (options: TableColumnOptions): TableColumnOptions => ({ ...options, isPrimary: true })

export const index = (name: string, ...columnNames: string[]): TableIndexOptions => ({ name, columnNames })
export const unique = (name: string, ...columnNames: string[]): TableIndexOptions => ({ name, columnNames, isUnique: true })

export const foreignKey = (name: string, columnName: string, referencedTableName: string): TableForeignKeyOptions => ({
  name,
  columnNames: [columnName],
  referencedTableName,
  referencedColumnNames: ['id'],
  onUpdate: 'NO ACTION',
  onDelete: 'NO ACTION',
})

export const table = (
  name: string,
  columns: Columns,
  indices: TableIndexOptions[] = [],
  foreignKeys: TableForeignKeyOptions[] = [],
): Table => new Table({ name, columns: [...columns], indices, foreignKeys })
