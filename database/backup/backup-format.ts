import { createHash } from 'node:crypto'
import type { DataSource, EntityMetadata } from 'typeorm'
import { entities, IdempotencyRecord, Lease, OneTimeCode, Session } from '../../entities/index.ts'

/**
 * A backup is gzipped lines of JSON, the same from SQLite and MariaDB: a header, then for every table one line that names its columns
 * and one line a row (an array), then the end with counts and digest. What only lives for minutes is left out: everybody signs in again.
 */
export const formatName = 'qunban-backup'
export const formatVersion = 1

const volatile: readonly unknown[] = [Session, OneTimeCode, IdempotencyRecord, Lease]
/** Parents before children. */
export const keptEntities = entities.filter((entity) => !volatile.includes(entity))

export type Cell = string | number | null

export interface BackupHeader {
  format: typeof formatName
  version: typeof formatVersion
  madeAt: string
  /** Names of the migrations the data was made under. */
  migrations: string[]
  counts: Record<string, number>
}

export interface TableLine {
  table: string
  columns: string[]
}

export interface BackupEnd {
  end: true
  /** SHA-256 over the table and row lines. */
  digest: string
}

export interface TableShape {
  table: string
  columns: string[]
  primary: string
  metadata: EntityMetadata
}

/** The kept tables as the entities describe them. */
export const shapesOf = (dataSource: DataSource): TableShape[] =>
  keptEntities.map((entity) => {
    const metadata = dataSource.getMetadata(entity)
    const [primary] = metadata.primaryColumns
    if (!primary) throw new Error(`${metadata.tableName} has no key`)
    return {
      table: metadata.tableName,
      columns: metadata.columns.map((column) => column.databaseName),
      primary: primary.databaseName,
      metadata,
    }
  })

/** Every name of a migration that has run here, oldest first. */
export const migrationsOf = (dataSource: DataSource): string[] =>
  dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name)

/** Counts the digest line by line. */
export const createDigest = (): { add(line: string): void; hex(): string } => {
  const hash = createHash('sha256')
  return { add: (line) => hash.update(line).update('\n'), hex: () => hash.copy().digest('hex') }
}
