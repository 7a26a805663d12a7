import type { DataSource, Logger, QueryRunner } from 'typeorm'
import type { AskedQuery } from '../../tests/support/count-queries.ts'

/** One committed transaction: the statements of each of the works that shared it, in order. */
export type RecordedTransaction = readonly (readonly AskedQuery[])[]

interface Open {
  works: AskedQuery[][]
}

/** What one statement means for the open transaction of its connection; true when that has just been committed. */
const follow = (open: Open, sql: string, parameters: unknown[]): boolean => {
  if (/^(START|BEGIN)\b/i.test(sql)) open.works = [[]]
  else if (/^SAVEPOINT\b/i.test(sql)) open.works.push([])
  else if (/^ROLLBACK TO\b/i.test(sql)) open.works.splice(-1, 1, [])
  else if (/^ROLLBACK\b/i.test(sql)) open.works = []
  else if (/^COMMIT\b/i.test(sql)) return open.works.some((queries) => queries.length > 0)
  else if (!/^(SET|RELEASE)\b/i.test(sql)) open.works.at(-1)?.push({ sql, parameters })
  return false
}

/**
 * Every transaction that `work` commits, in the order of commits, each with the statements that took effect. Reads outside of
 * transactions are left out. What is recorded can be played to a twin of the database by the driver alone.
 */
export const recordTransactions = async (dataSource: DataSource, work: () => Promise<unknown>): Promise<RecordedTransaction[]> => {
  const committed: RecordedTransaction[] = []
  const byConnection = new Map<QueryRunner | undefined, Open>()
  const listener: Logger = {
    logQuery: (sql, parameters, connection) => {
      const open = byConnection.get(connection) ?? { works: [] }
      byConnection.set(connection, open)
      if (!follow(open, sql, Array.isArray(parameters) ? parameters : [])) return
      committed.push(open.works.filter((queries) => queries.length > 0))
      byConnection.delete(connection)
    },
    logQueryError: () => undefined,
    logQuerySlow: () => undefined,
    logSchemaBuild: () => undefined,
    logMigration: () => undefined,
    log: () => undefined,
  }
  const before = dataSource.logger
  dataSource.logger = listener
  try {
    await work()
    return committed
  } finally {
    dataSource.logger = before
  }
}
