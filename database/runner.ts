import { AsyncLocalStorage } from 'node:async_hooks'
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm'
import { Problem } from '../rules/problems.ts'

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

/** One thing after another: on SQLite all transactions share one connection, so nothing may slip into another's. */
const createQueue = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let tail: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = tail.then(work)
    tail = turn.catch(() => undefined)
    return turn
  }
}

/** The runner of a connected data source. On SQLite it is a FIFO through which every read and write goes. */
export const createRunner = (dataSource: DataSource): Runner => {
  const isSqlite = dataSource.options.type === 'better-sqlite3'
  const current = new AsyncLocalStorage<EntityManager>()
  const inQueue = isSqlite ? createQueue() : <T>(work: () => Promise<T>): Promise<T> => work()

  const open = <T>(work: (tx: EntityManager) => Promise<T>): Promise<T> => {
    const body = (tx: EntityManager): Promise<T> => current.run(tx, () => work(tx))
    return isSqlite ? dataSource.transaction(body) : dataSource.transaction('READ COMMITTED', body)
  }
  return {
    dataSource,
    transaction: (work) => {
      const outer = current.getStore()
      return outer ? work(outer) : repeatable(() => inQueue(() => open(work)))
    },
    read: (work) => {
      const outer = current.getStore()
      return outer ? work(outer) : inQueue(() => work(dataSource.manager))
    },
    close: () => inQueue(() => dataSource.destroy()),
  }
}
