import type { DataSource } from 'typeorm'
import { createDataSource, type DatabaseConfig } from './data-source.ts'
import { limitAnswers } from './limit-answers.ts'
import { createRunner, type Runner } from './runner.ts'

/** What SQLite reports for `synchronous = FULL`. */
const synchronousFull = 2

const assertDurable = async (dataSource: DataSource, file: string): Promise<void> => {
  const [journal] = await dataSource.query<{ journal_mode: string }[]>('PRAGMA journal_mode')
  const [synchronous] = await dataSource.query<{ synchronous: number }[]>('PRAGMA synchronous')
  if (file !== ':memory:' && (journal?.journal_mode !== 'wal' || synchronous?.synchronous !== synchronousFull)) {
    throw new Error(`SQLite is not durable here: journal ${journal?.journal_mode}, synchronous ${synchronous?.synchronous}`)
  }
}

/**
 * Connects, migrates and asserts durability. Throws what the driver throws when the database cannot be reached.
 * `answerWithinMs` bounds every statement after the migrations; absent: as long as it takes (console, benches).
 */
export const openDatabase = async (config: DatabaseConfig, { answerWithinMs }: { answerWithinMs?: number } = {}): Promise<Runner> => {
  const dataSource = await createDataSource(config).initialize()
  if (config.kind === 'sqlite') await assertDurable(dataSource, config.file)
  await dataSource.runMigrations()
  if (answerWithinMs !== undefined) limitAnswers(dataSource, answerWithinMs)
  return createRunner(dataSource)
}
