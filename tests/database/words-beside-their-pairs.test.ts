import { expect, test } from 'vitest'
import { WordsBesideTheirPairs1763769720000 } from '../../database/migrations/0003-words-beside-their-pairs.ts'
import { openDatabase } from '../../database/open-database.ts'
import { scratchDatabase } from '../support/database.ts'

test('the words of matters move beside their pairs, also when the move was cut off in the middle', async () => {
  const runner = await openDatabase(await scratchDatabase())
  const queryRunner = runner.dataSource.createQueryRunner()
  const migration = new WordsBesideTheirPairs1763769720000()
  const words = (): Promise<unknown> => queryRunner.query("SELECT number, words FROM matter_terms WHERE term = '' ORDER BY number")

  await migration.down(queryRunner)
  expect(await queryRunner.hasColumn('matter_terms', 'words')).toBe(false)
  await queryRunner.query("INSERT INTO matter_texts (number, words) VALUES (128, '消防 排查'), (129, '燃气 检查')")
  // As a process leaves it that was killed after the first step on MariaDB, where every step is kept.
  await queryRunner.query('ALTER TABLE matter_terms ADD COLUMN words TEXT NULL')
  await queryRunner.query("INSERT INTO matter_terms (term, number, words) VALUES ('', 128, '消防 排查')")
  await migration.up(queryRunner)
  expect(await words()).toEqual([
    { number: 128, words: '消防 排查' },
    { number: 129, words: '燃气 检查' },
  ])
  expect(await queryRunner.hasTable('matter_texts')).toBe(false)

  await migration.down(queryRunner)
  expect(await queryRunner.query('SELECT number, words FROM matter_texts ORDER BY number')).toHaveLength(2)
  await queryRunner.release()
  await runner.close()
})
