import { randomBytes } from 'node:crypto'
import { createConnection } from 'mysql2/promise'
import { inject } from 'vitest'
import type { DatabaseConfig } from '../../database/data-source.ts'
import { openDatabase } from '../../database/open-database.ts'
import type { Runner } from '../../database/runner.ts'

/** A new, empty database of the kind this run is about: in memory for SQLite, a schema of its own on MariaDB. */
export const scratchDatabase = async (poolSize = 4): Promise<DatabaseConfig> => {
  const database = inject('database')
  if (database.kind === 'sqlite') return { kind: 'sqlite', file: ':memory:' }
  const name = `test_${randomBytes(6).toString('hex')}`
  const connection = await createConnection(database.url.replace('mariadb:', 'mysql:'))
  await connection.query(`CREATE DATABASE ${name}`)
  await connection.end()
  return { kind: 'mariadb', url: `${database.url}/${name}`, poolSize }
}

/** The same, connected and migrated. The caller closes it. */
export const openScratchDatabase = async (poolSize = 4): Promise<Runner> => openDatabase(await scratchDatabase(poolSize))

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
