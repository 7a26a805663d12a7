import { expect, test } from 'vitest'
import { openScratchDatabase } from '../support/database.ts'

test('every connection of the pool reads what is committed, the first one too', async () => {
  const runner = await openScratchDatabase(4)
  const ask = (): Promise<{ level: string; id: number }[]> =>
    runner.transaction(async (tx) => {
      const rows = await tx.query<{ level: string; id: number }[]>('SELECT @@tx_isolation AS level, CONNECTION_ID() AS id')
      // Long enough that the others need connections of their own.
      await tx.query('SELECT SLEEP(0.1)')
      return rows
    })
  const rows = (await Promise.all(Array.from({ length: 8 }, ask))).flat()
  expect(new Set(rows.map(({ id }) => id)).size).toBe(4)
  expect(new Set(rows.map(({ level }) => level))).toEqual(new Set(['READ-COMMITTED']))
  await runner.close()
})
