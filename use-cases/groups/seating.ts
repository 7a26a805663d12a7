import { randomInt } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { Counter, GroupMember } from '../../entities/index.ts'
import { selectRows } from '../../entities/select-rows.ts'

/** Who sits in which group, kept from call to call for as long as nobody's seat changes (use-cases/office/load-office.ts asks). */
export interface Seating {
  /** Members who sit in a group now, with the nickname they have there. */
  rosterOf(tx: EntityManager, groupId: string): Promise<readonly GroupMember[]>
  /** The groups a member sits in now. */
  groupsOf(tx: EntityManager, memberId: string): Promise<readonly string[]>
  /** Said by everything that writes a seat, in the same transaction: every process reads anew from then on. */
  noteChange(tx: EntityManager): Promise<void>
  /** A seat was changed by somebody who holds this one: it keeps nothing any more, for their transaction may still be rolled back. */
  readonly isStale: boolean
}

/** Reads a key's rows once, and hands out what it has. */
const keeping = <Row>(isStale: () => boolean, read: (tx: EntityManager, key: string) => Promise<readonly Row[]>) => {
  const kept = new Map<string, readonly Row[]>()
  return async (tx: EntityManager, key: string): Promise<readonly Row[]> => {
    const known = isStale() ? undefined : kept.get(key)
    const rows = known ?? (await read(tx, key))
    if (!isStale()) kept.set(key, rows)
    return rows
  }
}

/** A seating that knows nothing yet. The version in `noteChange` is drawn, not counted, for the reason that `bumpDirectory` gives. */
export const createSeating = (): Seating => {
  let stale = false
  const isStale = (): boolean => stale
  return {
    rosterOf: keeping(isStale, (tx, groupId) =>
      selectRows(tx, GroupMember, 'WHERE t.group_id = ? AND t.left_at IS NULL ORDER BY t.id', [groupId]),
    ),
    groupsOf: keeping(isStale, async (tx, memberId) => {
      const seats = await selectRows(tx, GroupMember, 'WHERE t.member_id = ? AND t.left_at IS NULL ORDER BY t.id', [memberId])
      return seats.map(({ groupId }) => groupId)
    }),
    noteChange: async (tx) => {
      stale = true
      await tx.update(Counter, { name: 'seats' }, { value: randomInt(1, 2 ** 31 - 1) })
    },
    get isStale() {
      return stale
    },
  }
}
