import { createConnection } from 'mysql2/promise'
import type { TestProject } from 'vitest/node'
import { startMariadb } from './mariadb.ts'

/** What a test file asks for with `inject('database')`: which database this run is about, and for MariaDB the server (no schema in the URL). */
export type ProvidedDatabase = { kind: 'sqlite' } | { kind: 'mariadb'; url: string }

declare module 'vitest' {
  export interface ProvidedContext {
    database: ProvidedDatabase
  }
}

/** One server for the whole run of the mariadb project; started only when one of its files is about to run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startMariadb()
  const connection = await createConnection({ uri: server.url.replace('mariadb:', 'mysql:'), multipleStatements: true })
  await connection.query('CREATE DATABASE spare; CREATE TABLE spare.databases_free (name VARCHAR(40) PRIMARY KEY)')
  await connection.end()
  project.provide('database', { kind: 'mariadb', url: server.url })
  return () => server.stop()
}
