import { AsyncResource } from 'node:async_hooks'
import { setImmediate as nextTurnOfLoop } from 'node:timers/promises'
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm'

type Work<T> = (tx: EntityManager) => Promise<T>
type Outcome = { value: unknown } | { error: unknown }

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
  /** Sees what stood before it in the line, committed. */
  read<T>(work: Work<T>): Promise<T>
}

/** A commit waits for the disk, so what stands in line shares one: at most so many works, begun within so long. */
const mostInGroup = 64
const longestGroupMs = 20

const attempt = async (work: () => Promise<unknown>): Promise<Outcome> => {
  try {
    return { value: await work() }
  } catch (error) {
    return { error }
  }
}

/** After a refusal by the rules or by a constraint the transaction stands; after any other fault of SQLite it may be gone. */
const endsTransaction = (outcome: Outcome): boolean => {
  if (!('error' in outcome) || !(outcome.error instanceof QueryFailedError)) return false
  const { code } = outcome.error.driverError as { code?: string }
  return code?.startsWith('SQLITE_CONSTRAINT') !== true
}

/**
 * The writer of a connected SQLite data source. Every work is all or nothing for itself: within a group it has a savepoint, and when
 * the group as a whole cannot be kept, each of its works is run again alone, in the same order, before anything else.
 */
export const createSingleWriter = (dataSource: DataSource): SingleWriter => {
  const line: Turn[] = []
  let isBusy = false

  const alone = ({ writes, work }: Turn): Promise<Outcome> =>
    attempt(() => (writes ? dataSource.transaction(work) : work(dataSource.manager)))

  /** The first needs no savepoint, nothing stands before it: when it fails there is no group. */
  const join = async (tx: EntityManager, { writes, work }: Turn, isFirst: boolean): Promise<Outcome> => {
    if (isFirst) return { value: await work(tx) }
    return attempt(() => (writes ? tx.transaction(work) : work(tx)))
  }

  const commitGroup = async (): Promise<void> => {
    const group: { turn: Turn; outcome: Outcome }[] = []
    const until = performance.now() + longestGroupMs
    const together = await attempt(() =>
      dataSource.transaction(async (tx) => {
        for (let turn = line.shift(); turn; turn = group.length < mostInGroup && performance.now() < until ? line.shift() : undefined) {
          const member = { turn, outcome: {} as Outcome }
          group.push(member)
          member.outcome = await join(tx, turn, group.length === 1)
          if (endsTransaction(member.outcome)) throw new Error('the group is run again one by one')
        }
      }),
    )
    if (!('error' in together)) for (const { turn, outcome } of group) turn.tell(outcome)
    else if (group.length === 1) group[0]?.turn.tell(together)
    else for (const { turn } of group) turn.tell(await alone(turn))
  }

  const serve = async (): Promise<void> => {
    isBusy = true
    while (line.length > 0) {
      if (line[0]?.writes) await commitGroup()
      else for (const turn of line.splice(0, 1)) turn.tell(await alone(turn))
      // Timers and sockets come to their turn as well, and what they bring joins the next group.
      if (line.length > 0) await nextTurnOfLoop()
    }
    isBusy = false
  }

  const queue = <T>(writes: boolean, work: Work<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const tell = (outcome: Outcome): void => ('error' in outcome ? reject(outcome.error) : resolve(outcome.value as T))
      // Each work keeps the context of its caller, whoever it shares a commit with.
      line.push({ writes, work: AsyncResource.bind(work), tell })
      if (!isBusy) void serve()
    })

  return { write: (work) => queue(true, work), read: (work) => queue(false, work) }
}
