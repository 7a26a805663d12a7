import { AsyncLocalStorage } from 'node:async_hooks'
import type { Pool, PoolConnection } from 'mysql2'
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm'
import { isLostConnection } from '../entities/lost-connection.ts'
import { Problem } from '../rules/problems.ts'
import { watchWrites } from './count-writes.ts'
import { createSingleWriter, type SingleWriter } from './single-writer.ts'

/** The only owner of the data source. Doors open transactions with it; use-cases get the `tx` and nothing else. */
export interface Runner {
  /**
   * Runs `work` in one transaction; a nested call joins the outer one. Deadlock victims, stale writes and works whose connection was
   * lost before their end are run again, so a work does nothing outside of the database.
   */
  transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T>
  /** Reads without a transaction of its own. */
  read<T>(work: (tx: EntityManager) => Promise<T>): Promise<T>
  /** Waits for what runs, then closes the connections. */
  close(): Promise<void>
  readonly dataSource: DataSource
}

const maxAttempts = 6

/** Deadlock victim, lock wait timeout: the server rolled back and asks to try again. Stale: our own compare-and-set lost. */
const isWorthRepeating = (error: unknown): boolean => {
  if (error instanceof Problem) return error.code === 'stale'
  if (!(error instanceof QueryFailedError)) return false
  const { code } = error.driverError as { code?: string }
  return code === 'ER_LOCK_DEADLOCK' || code === 'ER_LOCK_WAIT_TIMEOUT' || code === 'ER_CHECKREAD'
}

/** Runs an attempt again while that is safe. An attempt calls `finish` when its work is done: until then nothing can be committed. */
const repeatable = async <T>(attempt: (finish: () => void) => Promise<T>): Promise<T> => {
  for (let n = 1; ; n += 1) {
    let isFinished = false
    const finish = (): void => {
      isFinished = true
    }
    try {
      return await attempt(finish)
    } catch (error) {
      const mayRepeat = isWorthRepeating(error) || (!isFinished && isLostConnection(error))
      if (n >= maxAttempts || !mayRepeat) throw error
      await new Promise((resolve) => setTimeout(resolve, n * n * 5))
    }
  }
}

/**
 * Every connection reads what is committed, and waits for a lock less long than we wait for an answer, so that a long wait is a
 * transaction to repeat and not a lost connection. Said once to each, not before each transaction.
 */
const readCommitted = (dataSource: DataSource): void => {
  const { pool } = dataSource.driver as { pool?: Pool }
  const told = new WeakSet<PoolConnection>()
  pool?.on('acquire', (connection) => {
    if (told.has(connection)) return
    told.add(connection)
    // Stands in the connection's own queue before whatever it was acquired for; one that is dead fails there.
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', () => undefined)
    connection.query('SET SESSION innodb_lock_wait_timeout = 1', () => undefined)
  })
}

/** How a kind of database is asked: in a line on SQLite's one connection, side by side on a pool. */
const createGate = (dataSource: DataSource): SingleWriter & { close(): Promise<void> } => {
  if (dataSource.options.type === 'better-sqlite3') {
    const writer = createSingleWriter(dataSource)
    return {
      ...writer,
      close: async () => {
        await writer.read(() => Promise.resolve())
        await dataSource.destroy()
      },
    }
  }
  readCommitted(dataSource)
  return {
    write: (work) =>
      dataSource.transaction((tx) => {
        if (tx.queryRunner) watchWrites(tx.queryRunner)
        return work(tx)
      }),
    read: (work) => work(dataSource.manager),
    close: () => dataSource.destroy(),
  }
}

/** The runner of a connected data source. On SQLite every read and write goes through one line. */
export const createRunner = (dataSource: DataSource): Runner => {
  const current = new AsyncLocalStorage<EntityManager>()
  const gate = createGate(dataSource)

  const inTransaction = <T>(work: (tx: EntityManager) => Promise<T>): Promise<T> =>
    repeatable((finish) =>
      gate.write(async (tx) => {
        const result = await current.run(tx, () => work(tx))
        finish()
        return result
      }),
    )
  return {
    dataSource,
    transaction: (work) => {
      const outer = current.getStore()
      return outer ? work(outer) : inTransaction(work)
    },
    read: (work) => {
      const outer = current.getStore()
      return outer ? work(outer) : repeatable(() => gate.read(work))
    },
    close: gate.close,
  }
}
