import { randomBytes } from 'node:crypto'
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise'
import { inject } from 'vitest'
import type { DatabaseConfig } from '../../database/data-source.ts'
import { openDatabase } from '../../database/open-database.ts'
import type { Runner } from '../../database/runner.ts'

const administer = async <T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> => {
  const connection = await createConnection({ uri: url.replace('mariadb:', 'mysql:'), multipleStatements: true })
  try {
    return await work(connection)
  } finally {
    await connection.end()
  }
}

/** A new, empty database of the kind this run is about: in memory for SQLite, a schema of its own on MariaDB. */
export const scratchDatabase = async (poolSize = 4): Promise<DatabaseConfig> => {
  const database = inject('database')
  if (database.kind === 'sqlite') return { kind: 'sqlite', file: ':memory:' }
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(database.url, (connection) => connection.query(`CREATE DATABASE ${name}`))
  return { kind: 'mariadb', url: `${database.url}/${name}`, poolSize }
}

/** Takes a migrated database that an earlier test gave back; undefined when there is none. */
const takeBack = (url: string): Promise<string | undefined> =>
  administer(url, async (connection) => {
    const [rows] = await connection.query<RowDataPacket[]>('DELETE FROM spare.databases_free LIMIT 1 RETURNING name')
    const name: unknown = rows[0]?.['name']
    return typeof name === 'string' ? name : undefined
  })

/** Gives a migrated database back with nothing in it but what the migrations put there. */
const giveBack = (url: string, name: string, tables: readonly string[], first: readonly string[]): Promise<unknown> =>
  administer(url, (connection) =>
    connection.query(
      [
        'SET FOREIGN_KEY_CHECKS = 0',
        ...tables.map((table) => `DELETE FROM ${name}.${table}`),
        ...first,
        `INSERT INTO spare.databases_free VALUES ('${name}')`,
      ].join(';\n'),
    ),
  )

/** The rows that the migrations themselves write (database/migrations/0002-first-rows.ts), for a database that is used again. */
const firstRows = (name: string): string[] => [
  `INSERT INTO ${name}.counters (name, value) VALUES ('matter', 0), ('directory', 0), ('seats', 0)`,
  `INSERT INTO ${name}.office_state (id, settings, clock_offset_ms, clock_seen_at) VALUES (1, '{}', 0, 0)`,
]

/**
 * The same, connected and migrated. The caller closes it. On MariaDB a closed one is emptied and used again: building some seventy tables
 * takes longer than most tests.
 */
export const openScratchDatabase = async (poolSize = 4): Promise<Runner> => {
  const database = inject('database')
  if (database.kind === 'sqlite') return openDatabase(await scratchDatabase(poolSize))
  const { url } = database
  const spare = await takeBack(url)
  const config: DatabaseConfig = spare ? { kind: 'mariadb', url: `${url}/${spare}`, poolSize } : await scratchDatabase(poolSize)
  const runner = await openDatabase(config)
  const name = spare ?? (config.kind === 'mariadb' ? new URL(config.url).pathname.slice(1) : '')
  const tables = runner.dataSource.entityMetadatas.map(({ tableName }) => tableName)
  const close = runner.close.bind(runner)
  let isGiven = false
  runner.close = async () => {
    await close()
    if (isGiven) return
    isGiven = true
    // A test that broke the schema on purpose leaves a database that nobody can use again.
    await giveBack(url, name, tables, firstRows(name)).catch(() => undefined)
  }
  return runner
}

/** Every text in every table, for tests that say "this stands nowhere". */
export const readEverything = async (runner: Runner): Promise<string> => {
  const { dataSource } = runner
  const pages: string[] = []
  for (const { tableName } of dataSource.entityMetadatas) {
    pages.push(JSON.stringify(await runner.read((tx) => tx.query(`SELECT * FROM ${tableName}`))))
  }
  return pages.join('\n')
}

/** How many rows each table holds, empty ones left out. */
export const countRows = async (runner: Runner): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { tableName } of runner.dataSource.entityMetadatas) {
    const [row] = await runner.read((tx) => tx.query<{ n: number | string }[]>(`SELECT COUNT(*) AS n FROM ${tableName}`))
    if (row && Number(row.n) > 0) counts[tableName] = Number(row.n)
  }
  return counts
}
