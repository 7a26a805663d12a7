import { expect, test } from 'vitest'
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
