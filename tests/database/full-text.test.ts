import { afterAll, beforeAll, expect, test } from 'vitest'
import { MatterText } from '../../entities/index.ts'
import { FullText1763769720000 } from '../../database/migrations/0003-full-text.ts'
import type { Runner } from '../../database/runner.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { openScratchDatabase } from '../support/listing-scene.ts'

let runner: Runner
beforeAll(async () => {
  runner = await openScratchDatabase()
})
afterAll(() => runner.close())

const find = async (word: string): Promise<number[]> => {
  const sqlite = 'SELECT rowid AS number FROM matter_texts_fts WHERE terms MATCH ? ORDER BY rowid'
  const mariadb = 'SELECT number FROM matter_texts WHERE MATCH (terms) AGAINST (? IN BOOLEAN MODE) ORDER BY number'
  const isSqlite = runner.dataSource.options.type === 'better-sqlite3'
  const rows = await runner.dataSource.query<{ number: number }[]>(isSqlite ? sqlite : mariadb, [`"${word}"`])
  return rows.map((row) => row.number)
}

test('the index follows every insert, change and delete of the table, whoever makes it', async () => {
  await runner.transaction((tx) =>
    insertRows(tx, MatterText, [
      { number: 7, terms: '0aaa0bbb 0bbb0000' },
      { number: 8, terms: '0aaa0bbb 0bbb0ccc' },
    ]),
  )
  expect(await find('0aaa0bbb')).toEqual([7, 8])
  expect(await find('0aaa0bbb 0bbb0ccc')).toEqual([8])
  await runner.transaction((tx) => tx.update(MatterText, { number: 7 }, { terms: '0ddd0eee' }))
  expect(await find('0aaa0bbb')).toEqual([8])
  expect(await find('0ddd0eee')).toEqual([7])
  await runner.transaction((tx) => tx.delete(MatterText, { number: 8 }))
  expect(await find('0aaa0bbb')).toEqual([])
})

test('the migration can be taken back and run again', async () => {
  const migration = new FullText1763769720000()
  const queryRunner = runner.dataSource.createQueryRunner()
  await migration.down(queryRunner)
  await migration.up(queryRunner)
  await migration.up(queryRunner)
  await queryRunner.release()
  await runner.transaction((tx) => insertRows(tx, MatterText, [{ number: 9, terms: '0fff0fff' }]))
  expect(await find('0fff0fff')).toEqual([9])
})
