import { createConnection } from 'mysql2/promise'
import { afterAll, expect, test } from 'vitest'
import { startMariadb, type ThrowawayMariadb } from '../support/mariadb.ts'

/** The server under the MariaDB suite is itself a harness: it must behave as an office's server would where a promise depends on it. */
let server: ThrowawayMariadb | undefined
afterAll(() => server?.stop())

const ask = async (sql: string): Promise<unknown[]> => {
  const connection = await createConnection(server?.url.replace('mariadb:', 'mysql:') ?? '')
  const [rows] = await connection.query(sql)
  await connection.end()
  return rows as unknown[]
}

test('a throwaway server is up within seconds and tells 🍣 from 🍺', async () => {
  const from = performance.now()
  server = await startMariadb()
  expect(performance.now() - from).toBeLessThan(5_000)
  await ask('CREATE DATABASE office')
  expect(await ask('SELECT DEFAULT_COLLATION_NAME AS c FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = "office"')).toEqual([
    { c: 'utf8mb4_bin' },
  ])
  await ask('CREATE TABLE office.dishes (dish VARCHAR(20)) ENGINE=InnoDB')
  await ask("INSERT INTO office.dishes VALUES ('🍣')")
  expect(await ask("SELECT dish FROM office.dishes WHERE dish = '🍺'")).toEqual([])
  expect(await ask("SELECT dish FROM office.dishes WHERE dish = '🍣'")).toEqual([{ dish: '🍣' }])
})

test('what was committed is there after the server is killed and started again', async () => {
  await ask('CREATE TABLE office.words (id INT PRIMARY KEY, word VARCHAR(20)) ENGINE=InnoDB')
  await ask("INSERT INTO office.words VALUES (1, '收到')")
  await server?.kill()
  await expect(ask('SELECT 1')).rejects.toThrow(/ECONNREFUSED/)
  await server?.restart()
  expect(await ask('SELECT word FROM office.words')).toEqual([{ word: '收到' }])
})
