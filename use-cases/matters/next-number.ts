import type { EntityManager } from 'typeorm'

/** Counts a counter up by one and returns what it stands at; null when there is no such counter. */
export const countUp = async (tx: EntityManager, name: string): Promise<number | null> => {
  if (tx.dataSource.options.type === 'better-sqlite3') {
    const rows = await tx.query<{ value: number }[]>('UPDATE counters SET value = value + 1 WHERE name = ? RETURNING value', [name])
    return rows[0]?.value ?? null
  }
  // The connection's own word for what its last statement counted up to: one round trip, on MySQL, MariaDB and TiDB.
  const { affectedRows, insertId } = await tx.query<{ affectedRows: number; insertId: number }>(
    'UPDATE counters SET value = LAST_INSERT_ID(value + 1) WHERE name = ?',
    [name],
  )
  return affectedRows === 1 ? insertId : null
}

/** The next matter number: one counter for all kinds, children included; a rolled-back number is given again, a committed one never. */
export const nextNumber = async (tx: EntityManager): Promise<number> => {
  const value = await countUp(tx, 'matter')
  // Without the counter's row there is no number: better no matter than one that is called 0.
  if (!value) throw new Error('the counter of matter numbers is missing')
  return value
}
