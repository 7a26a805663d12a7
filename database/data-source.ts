import 'reflect-metadata'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DataSource } from 'typeorm'
import { entities } from '../entities/index.ts'
import { migrations } from './migrations/index.ts'
import { SnakeCaseNaming } from './naming.ts'

/** Where the office's data lives. */
export type DatabaseConfig =
  | { kind: 'sqlite'; file: string }
  /** `mariadb://` or `mysql://` URL; the type decides how TypeORM reads nullable columns. */
  | { kind: 'mariadb' | 'mysql'; url: string; poolSize: number }

const common = {
  entities,
  migrations,
  namingStrategy: new SnakeCaseNaming(),
  synchronize: false,
  migrationsTransactionMode: 'each',
} as const

/** SQLite's journal: WAL first, then FULL, or better-sqlite3 falls back to NORMAL and a power cut loses commits. */
const prepareSqlite = (database: { pragma(text: string): unknown }): void => {
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma('busy_timeout = 5000')
  database.pragma('cache_size = -65536')
}

/** A data source that is not connected yet; `openDatabase` connects and migrates. */
export const createDataSource = (config: DatabaseConfig): DataSource => {
  if (config.kind === 'sqlite') {
    if (config.file !== ':memory:') mkdirSync(path.dirname(path.resolve(config.file)), { recursive: true })
    return new DataSource({
      type: 'better-sqlite3',
      database: config.file,
      prepareDatabase: prepareSqlite,
      statementCacheSize: 500,
      ...common,
    })
  }
  return new DataSource({
    type: config.kind,
    url: config.url,
    charset: 'utf8mb4_bin',
    poolSize: config.poolSize,
    connectTimeout: 3_000,
    supportBigNumbers: true,
    bigNumberStrings: false,
    extra: { connectionLimit: config.poolSize },
    ...common,
  })
}
