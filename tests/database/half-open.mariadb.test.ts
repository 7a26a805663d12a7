import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { openDatabase } from '../../database/open-database.ts'
import type { Runner } from '../../database/runner.ts'
import { nextNumber } from '../../use-cases/matters/next-number.ts'
import { scratchDatabase } from '../support/database.ts'
import { startSilentProxy, type SilentProxy } from '../support/silent-proxy.ts'

const answerWithinMs = 300
let proxy: SilentProxy
let runner: Runner

beforeEach(async () => {
  const database = inject('database')
  const config = await scratchDatabase()
  if (database.kind !== 'mariadb' || config.kind === 'sqlite') throw new Error('this is about a database behind a network')
  const url = new URL(config.url)
  proxy = await startSilentProxy(Number(url.port))
  url.port = String(proxy.port)
  runner = await openDatabase({ ...config, url: url.href }, { answerWithinMs })
})

afterEach(async () => {
  await runner.close().catch(() => undefined)
  await proxy.close()
})

const count = (): Promise<number> => runner.transaction(nextNumber)
const ping = (): Promise<unknown> => runner.read((tx) => tx.query('SELECT 1'))

const msOf = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

test('a transaction on a connection that fell silent is run again on another one', async () => {
  const before = await count()
  proxy.silence()
  expect(await msOf(count)).toBeLessThan(10 * answerWithinMs)
  expect(await count()).toBe(before + 2)
})

test('a connection that falls silent in the middle of a transaction takes nothing along, and the work is done once', async () => {
  const before = await count()
  let isFirst = true
  const number = await runner.transaction(async (tx) => {
    const next = await nextNumber(tx)
    if (isFirst) proxy.silence()
    isFirst = false
    await tx.query('SELECT 1')
    return next
  })
  expect(number).toBe(before + 1)
  expect(await count()).toBe(before + 2)
})

test('a read is asked again on another connection', async () => {
  await ping()
  proxy.silence()
  expect(await msOf(ping)).toBeLessThan(10 * answerWithinMs)
})

test('a network that stays silent is an error within seconds, and all is well when it is back', async () => {
  await ping()
  proxy.silenceAll()
  const failed = await ping().catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(Error)
  proxy.heal()
  await ping()
})

test('a statement is cut when its time is over, and not before', async () => {
  await runner.read((tx) => tx.query('SELECT SLEEP(0.15)'))
  await expect(runner.dataSource.query('SELECT SLEEP(5)')).rejects.toThrow('did not answer within')
})

test('an idle connection and a blocked process are not taken for silence', async () => {
  await ping()
  await new Promise((resolve) => setTimeout(resolve, 2 * answerWithinMs))
  const answered = runner.dataSource.query('SELECT 1')
  const until = performance.now() + 2 * answerWithinMs
  setTimeout(() => {
    while (performance.now() < until);
  }, 0)
  expect(await answered).toHaveLength(1)
})
