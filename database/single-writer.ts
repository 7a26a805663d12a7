import { AsyncResource } from 'node:async_hooks'
import { setImmediate as nextTurnOfLoop } from 'node:timers/promises'
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm'
import { watchWrites, writesOf } from './count-writes.ts'

type Work<T> = (tx: EntityManager) => Promise<T>
type Outcome = { value: unknown } | { error: Error }
/** Runs a work within a group; `isKept`: whatever came of it, the rest of the group stands. */
type Guard = (turn: Turn) => Promise<{ outcome: Outcome; isKept: boolean }>

/** Somebody's work in the line, and how they are told what came of it. */
interface Turn {
  writes: boolean
  work: Work<unknown>
  tell(outcome: Outcome): void
}

/** The line in front of SQLite's one connection: first come, first served, nothing slips into another's transaction. */
export interface SingleWriter {
  /** Resolves when `work` is committed, alone or with its neighbours; rejects when nothing of it is. */
  write<T>(work: Work<T>): Promise<T>
  /** Sees what stood before it in the line, all of it committed. */
  read<T>(work: Work<T>): Promise<T>
}

/** A commit waits for the disk, so writes one behind the other share it: at most so many, begun within so long. */
const mostInGroup = 64
const longestGroupMs = 20
/** Reads one behind the other are answered without a pause for so long. */
const longestReadingMs = 5

const attempt = async (work: () => Promise<unknown>): Promise<Outcome> => {
  try {
    return { value: await work() }
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }
}

const oneByOne = (turns: readonly Turn[]): (() => Turn | undefined) => {
  const left = [...turns]
  return () => left.shift()
}

/** After a refusal by the rules or by a constraint the transaction stands; after any other fault of SQLite it may be gone. */
const endsTransaction = (error: unknown): boolean => {
  if (!(error instanceof QueryFailedError)) return false
  const { code } = error.driverError as { code?: string }
  return code?.startsWith('SQLITE_CONSTRAINT') !== true
}

/**
 * The writer of a connected SQLite data source. Every work is all or nothing for itself. A group begins without savepoints, for nearly all
 * works either succeed or are refused before they write; when one fails after it has written, its group is run again with a savepoint for
 * each, and when the group as a whole cannot be kept, each of its works alone: in the same order, before anything else.
 * The frames are its own: when SQLite gives a transaction up by itself (a full disk), TypeORM goes on counting it as open.
 */
export const createSingleWriter = (dataSource: DataSource): SingleWriter => {
  const connection = dataSource.createQueryRunner()
  const { manager } = connection
  watchWrites(connection)
  const frame = (sql: string): Promise<unknown> => manager.query(sql)
  const line: Turn[] = []
  let isBusy = false

  const inTransaction = async (work: () => Promise<void>): Promise<void> => {
    await frame('BEGIN')
    try {
      await work()
      await frame('COMMIT')
    } catch (error) {
      // Nothing to roll back where SQLite has done it.
      await frame('ROLLBACK').catch(() => undefined)
      throw error
    }
  }
  const bare: Guard = async ({ work }) => {
    const before = writesOf(manager)
    const outcome = await attempt(() => work(manager))
    return { outcome, isKept: !('error' in outcome) || (writesOf(manager) === before && !endsTransaction(outcome.error)) }
  }
  const inSavepoint: Guard = async ({ work }) => {
    await frame('SAVEPOINT work')
    const outcome = await attempt(() => work(manager))
    const isKept = !('error' in outcome) || !endsTransaction(outcome.error)
    if (isKept && 'error' in outcome) await frame('ROLLBACK TO work')
    if (isKept) await frame('RELEASE work')
    return { outcome, isKept }
  }

  /**
   * Runs turns in one transaction and tells them when it is on disk. When it cannot be kept nothing of them is there and none is told:
   * those that were taken come back with the fault.
   */
  const commitTurns = async (next: () => Turn | undefined, guard: Guard): Promise<{ taken: Turn[]; fault: Outcome } | null> => {
    const taken: Turn[] = []
    const outcomes: Outcome[] = []
    const together = await attempt(() =>
      inTransaction(async () => {
        for (let turn = next(); turn; turn = next()) {
          taken.push(turn)
          const { outcome, isKept } = await guard(turn)
          outcomes.push(outcome)
          if ('error' in outcome && !isKept) throw outcome.error
        }
      }),
    )
    if ('error' in together) return { taken, fault: together }
    for (const [n, outcome] of outcomes.entries()) taken[n]?.tell(outcome)
    return null
  }

  const commitAlone = async (turn: Turn): Promise<void> => {
    const failed = await commitTurns(oneByOne([turn]), bare)
    if (failed) turn.tell(failed.fault)
  }

  const commitGroup = async (): Promise<void> => {
    const until = performance.now() + longestGroupMs
    let count = 0
    const failed = await commitTurns(() => {
      const mayJoin = count === 0 || (count < mostInGroup && performance.now() < until && line[0]?.writes)
      count += 1
      return mayJoin ? line.shift() : undefined
    }, bare)
    if (!failed) return
    const { taken, fault } = failed
    // A transaction that could not even begin is the fault of whoever was to be the first in it.
    if (taken.length <= 1) return (taken[0] ?? line.shift())?.tell(fault)
    if (await commitTurns(oneByOne(taken), inSavepoint)) for (const turn of taken) await commitAlone(turn)
  }

  const readTurns = async (): Promise<void> => {
    const until = performance.now() + longestReadingMs
    while (line[0]?.writes === false && performance.now() < until)
      for (const { work, tell } of line.splice(0, 1)) tell(await attempt(() => work(manager)))
  }

  const serve = async (): Promise<void> => {
    isBusy = true
    while (line.length > 0) {
      if (line[0]?.writes) await commitGroup()
      else await readTurns()
      // Timers and sockets come to their turn as well, and what they bring joins the next group.
      if (line.length > 0) await nextTurnOfLoop()
    }
    isBusy = false
  }

  const queue = <T>(writes: boolean, work: Work<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const tell = (outcome: Outcome): void => ('error' in outcome ? reject(outcome.error) : resolve(outcome.value as T))
      // Each work keeps the context of its caller, whoever it shares a commit with. (`AsyncResource.bind` says the same at ten times the cost.)
      const scope = new AsyncResource('turn')
      line.push({ writes, work: (tx) => scope.runInAsyncScope(work, undefined, tx), tell })
      if (!isBusy) void serve()
    })

  return { write: (work) => queue(true, work), read: (work) => queue(false, work) }
}
