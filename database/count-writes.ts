import type { EntityManager, QueryRunner } from 'typeorm'

const counts = new WeakMap<QueryRunner, number>()

const isRead = /^\s*SELECT\b/i

/** From here on counts what this connection is asked to write, statements of any kind but SELECT. */
export const watchWrites = (connection: QueryRunner): void => {
  const query = connection.query.bind(connection) as (...given: unknown[]) => Promise<unknown>
  counts.set(connection, 0)
  const watched = (...given: unknown[]): Promise<unknown> => {
    if (!isRead.test(String(given[0]))) counts.set(connection, (counts.get(connection) ?? 0) + 1)
    return query(...given)
  }
  connection.query = watched as QueryRunner['query']
}

/**
 * How much has been written so far on a transaction's connection: where it is the same before and after a work that failed, there is
 * nothing of it to be undone. A savepoint would say so as well, but on SQLite every page behind one is copied before it changes, which
 * makes writing ten times as dear.
 */
export const writesOf = (tx: EntityManager): number => {
  const writes = tx.queryRunner && counts.get(tx.queryRunner)
  if (writes === undefined) throw new Error('writes are counted in transactions of the runner')
  return writes
}
