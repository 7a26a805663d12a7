import { createHash } from 'node:crypto'
import type { DataSource, EntityMetadata } from 'typeorm'
import { entities, IdempotencyRecord, Lease, OneTimeCode, Session } from '../../entities/index.ts'

/**
 * A backup is gzipped lines of JSON, the same from SQLite and MariaDB: a header, then for every table one line that names its columns
 * and one line a row (an array), then the attachments' bytes (a line that names the file, then its bytes in base64, a piece a line), then
 * the end with the digest. What only lives for minutes is left out: everybody signs in again.
 */
export const formatName = 'qunban-backup'
export const formatVersion = 2

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
  /** Whether the bytes of attachments are in it, or are looked after elsewhere. */
  files: 'included' | 'left_out'
}

export interface TableLine {
  table: string
  columns: string[]
}

/**
 * The bytes of an attachment follow. `gone`: there were none when its turn came. `damaged` comes after the bytes: they are not what was
 * attached, the storage has spoilt them, and the rest of the backup is as good as ever.
 */
export interface FileLine {
  file: string
  /** Bytes. */
  size: number
  sha256: string
  gone?: true
  damaged?: true
}

export interface BackupEnd {
  end: true
  /** SHA-256 over the table and row lines. */
  digest: string
}

export interface TableShape {
  table: string
  columns: string[]
  /** Columns of the key, in its order. */
  primary: string[]
  metadata: EntityMetadata
}

/** The kept tables as the entities describe them. */
export const shapesOf = (dataSource: DataSource): TableShape[] =>
  keptEntities.map((entity) => {
    const metadata = dataSource.getMetadata(entity)
    return {
      table: metadata.tableName,
      columns: metadata.columns.map((column) => column.databaseName),
      primary: metadata.primaryColumns.map((column) => column.databaseName),
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
