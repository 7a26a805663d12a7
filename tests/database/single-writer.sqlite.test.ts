import { QueryFailedError, type EntityManager } from 'typeorm'
import { expect, test } from 'vitest'
import { Problem } from '../../rules/problems.ts'
import { openScratchDatabase } from '../support/database.ts'

const quiet = {
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
}

test('works that wait together share a commit, in the order in which they came', async () => {
  const runner = await openScratchDatabase()
  let commits = 0
  runner.dataSource.logger = { ...quiet, logQuery: (sql: string) => void (commits += sql === 'COMMIT' ? 1 : 0) }
  const order: number[] = []
  await Promise.all(Array.from({ length: 60 }, (_, n) => runner.transaction(async () => void order.push(n))))
  expect(order).toEqual(Array.from({ length: 60 }, (_, n) => n))
  expect(commits).toBeLessThan(10)
  await runner.close()
})

test('a long line does not keep timers waiting until its end', async () => {
  const runner = await openScratchDatabase()
  let isOver = false
  let wasOver = true
  setTimeout(() => (wasOver = isOver), 1)
  const spin = async (): Promise<void> => {
    const until = performance.now() + 5
    while (performance.now() < until);
  }
  await Promise.all(Array.from({ length: 60 }, () => runner.transaction(spin)))
  isOver = true
  await new Promise((resolve) => setTimeout(resolve, 2))
  expect(wasOver).toBe(false)
  await runner.close()
})

test('everybody in a group hears what came of their work, also when running it again meets a full disk', async () => {
  const runner = await openScratchDatabase()
  const full = new QueryFailedError('INSERT', [], Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }))
  const put = (tx: EntityManager, name: string) => tx.query(`INSERT INTO counters (name, value) VALUES (?, 1)`, [name])
  let runs = 0
  const works: ((tx: EntityManager) => Promise<unknown>)[] = [
    async (tx) => {
      await put(tx, 'work-a')
      if ((runs += 1) === 2) throw full
    },
    (tx) => put(tx, 'work-b'),
    async (tx) => {
      await put(tx, 'work-c')
      throw new Problem('conflict', '不行')
    },
    (tx) => put(tx, 'work-d'),
  ]
  const told = await Promise.allSettled(works.map((work) => runner.transaction(work)))
  expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  const rows = await runner.read((tx) => tx.query<{ name: string }[]>(`SELECT name FROM counters WHERE name LIKE 'work-%' ORDER BY name`))
  expect(rows.map(({ name }) => name)).toEqual(['work-a', 'work-b', 'work-d'])
  await runner.close()
})
