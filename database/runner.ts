import { AsyncLocalStorage } from 'node:async_hooks'
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm'
import { Problem } from '../rules/problems.ts'
import { createSingleWriter, type SingleWriter } from './single-writer.ts'

/** The only owner of the data source. Doors open transactions with it; use-cases get the `tx` and nothing else. */
export interface Runner {
  /** Runs `work` in one transaction; a nested call joins the outer one. Deadlock victims and stale writes are run again. */
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

const repeatable = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let n = 1; ; n += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (n >= maxAttempts || !isWorthRepeating(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, n * n * 5))
    }
  }
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
  return {
    write: (work) => dataSource.transaction('READ COMMITTED', work),
    read: (work) => work(dataSource.manager),
    close: () => dataSource.destroy(),
  }
}

/** The runner of a connected data source. On SQLite every read and write goes through one line. */
export const createRunner = (dataSource: DataSource): Runner => {
  const current = new AsyncLocalStorage<EntityManager>()
  const gate = createGate(dataSource)
  return {
    dataSource,
    transaction: (work) => {
      const outer = current.getStore()
      return outer ? work(outer) : repeatable(() => gate.write((tx) => current.run(tx, () => work(tx))))
    },
    read: (work) => {
      const outer = current.getStore()
      return outer ? work(outer) : gate.read(work)
    },
    close: gate.close,
  }
}
