import { expect, inject, test } from 'vitest'
import { onceEach, sweepInPairs } from '../support/sweep-in-pairs.ts'

/** SQLite has one process, so its turn only shows that the test itself stands. */
const rounds = inject('database').kind === 'mariadb' ? 100 : 50

test(`two processes sweep at the same moment, ${rounds} times: one row per slot, no slot lost`, { timeout: 60_000 }, async () => {
  expect(await sweepInPairs(rounds)).toEqual([onceEach])
})
