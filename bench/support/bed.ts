import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { createConnection, createPool } from 'mysql2/promise'
import type { DatabaseConfig } from '../../database/data-source.ts'
import type { AskedQuery } from '../../tests/support/count-queries.ts'
import { startMariadb } from '../../tests/support/mariadb.ts'

/** The driver alone. */
export interface RawDriver {
  /** Runs the statements one after another. */
  run(queries: readonly AskedQuery[]): Promise<void>
  /** The same, with what each of them brings. */
  read(queries: readonly AskedQuery[]): Promise<unknown[]>
  /** The same in one transaction, committed as durably as ours. */
  commit(queries: readonly AskedQuery[]): Promise<void>
  /** Many transactions, as many at once as the driver can. */
  commitAll(transactions: readonly (readonly AskedQuery[])[]): Promise<void>
  close(): Promise<void>
}

/** A throwaway database that ours and the raw driver work on side by side. */
export interface Bed {
  config: DatabaseConfig
  raw: () => Promise<RawDriver>
  remove: () => Promise<void>
}

const openSqlite = (file: string): RawDriver => {
  const database = new Database(file)
  database.pragma('synchronous = FULL')
  database.pragma('cache_size = -65536')
  const statements = new Map<string, Database.Statement>()
  const prepare = (sql: string): Database.Statement => {
    const known = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, known)
    return known
  }
  const run: RawDriver['run'] = async (queries) => {
    for (const { sql, parameters } of queries) {
      const statement = prepare(sql)
      if (statement.reader) statement.all(...parameters)
      else statement.run(...parameters)
    }
  }
  const read: RawDriver['read'] = async (queries) => queries.map(({ sql, parameters }) => prepare(sql).all(...parameters))
  const commit: RawDriver['commit'] = async (queries) => {
    database.exec('BEGIN')
    await run(queries)
    database.exec('COMMIT')
  }
  return {
    run,
    read,
    commit,
    commitAll: async (transactions) => {
      for (const queries of transactions) await commit(queries)
    },
    close: async () => void database.close(),
  }
}

const sqliteBed = async (): Promise<Bed> => {
  const directory = mkdtempSync(path.join(tmpdir(), 'qunban-bench-'))
  const file = path.join(directory, 'office.db')
  return {
    config: { kind: 'sqlite', file },
    raw: async () => openSqlite(file),
    remove: async () => rmSync(directory, { recursive: true, force: true }),
  }
}

const openMariadb = (uri: string, connectionLimit: number): RawDriver => {
  const pool = createPool({ uri, connectionLimit, supportBigNumbers: true })
  pool.pool.on('connection', (connection) => {
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', () => undefined)
  })
  const commit: RawDriver['commit'] = async (queries) => {
    const connection = await pool.getConnection()
    await connection.beginTransaction()
    for (const { sql, parameters } of queries) await connection.query(sql, parameters)
    await connection.commit()
    connection.release()
  }
  return {
    run: async (queries) => {
      for (const { sql, parameters } of queries) await pool.query(sql, parameters)
    },
    read: async (queries) => {
      const found: unknown[] = []
      for (const { sql, parameters } of queries) found.push((await pool.query(sql, parameters))[0])
      return found
    },
    commit,
    commitAll: async (transactions) => {
      await Promise.all(transactions.map(commit))
    },
    close: () => pool.end(),
  }
}

/** The driver alone on a bed's database. */
export const openRaw = (config: DatabaseConfig): RawDriver =>
  config.kind === 'sqlite' ? openSqlite(config.file) : openMariadb(config.url.replace('mariadb:', 'mysql:'), config.poolSize)

const mariadbBed = async (poolSize: number): Promise<Bed> => {
  const server = await startMariadb()
  const plain = server.url.replace('mariadb:', 'mysql:')
  const connection = await createConnection(plain)
  await connection.query('CREATE DATABASE office')
  // The office's own server has memory for its indices; the throwaway one is sized for tests.
  await connection.query('SET GLOBAL innodb_buffer_pool_size = 2147483648')
  await connection.end()
  return {
    config: { kind: 'mariadb', url: `${server.url}/office`, poolSize },
    raw: async () => openMariadb(`${plain}/office`, poolSize),
    remove: () => server.stop(),
  }
}

/** A new, empty bed of that kind; on MariaDB with that many connections for ours and for the raw driver. */
export const layBed = (kind: 'sqlite' | 'mariadb', poolSize = 2): Promise<Bed> => (kind === 'sqlite' ? sqliteBed() : mariadbBed(poolSize))
