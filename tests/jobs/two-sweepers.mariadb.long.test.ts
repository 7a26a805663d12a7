import { expect, test } from 'vitest'
import { onceEach, sweepInPairs } from '../support/sweep-in-pairs.ts'

test('two processes sweep at the same moment, 500 times: one row per slot, no slot lost', async () => {
  expect(await sweepInPairs(500)).toEqual([onceEach])
})
