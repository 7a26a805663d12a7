import type { DataSource, Logger } from 'typeorm'

export interface AskedQuery {
  sql: string
  parameters: unknown[]
}

const isFrame = /^\s*(START|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET|PRAGMA)\b/i

/**
 * Every statement the database is asked while `work` runs, transaction frames left out.
 * It listens where TypeORM itself says what it sends, so nothing a use-case does can pass it by.
 */
export const recordQueries = async <T>(dataSource: DataSource, work: () => Promise<T>): Promise<{ result: T; queries: AskedQuery[] }> => {
  const queries: AskedQuery[] = []
  const listener: Logger = {
    logQuery: (sql, parameters) => {
      if (!isFrame.test(sql)) queries.push({ sql, parameters: Array.isArray(parameters) ? parameters : [] })
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
    return { result: await work(), queries }
  } finally {
    dataSource.logger = before
  }
}

/** Parts of a query's plan that read a table from end to end; empty when every table is reached by an index. */
export const fullScans = async (dataSource: DataSource, query: AskedQuery): Promise<string[]> => {
  if (dataSource.options.type === 'better-sqlite3') {
    const steps = await dataSource.query<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${query.sql}`, query.parameters)
    // Rows of a sub-query that was itself found by index may be walked.
    return steps.map((step) => step.detail).filter((detail) => /^SCAN (?!CONSTANT|found|mine|page|above|below|few|b\d+\b)/.test(detail))
  }
  const steps = await dataSource.query<{ table: string | null; type: string | null; key: string | null }[]>(
    `EXPLAIN ${query.sql}`,
    query.parameters,
  )
  return steps
    .filter((step) => step.table !== null && !step.table.startsWith('<') && (step.type === 'ALL' || step.type === 'index'))
    .map((step) => `${step.type} ${step.table} ${step.key ?? ''}`)
}
