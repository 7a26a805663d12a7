import type { EntityManager } from 'typeorm'

/** Without the counter's row there is no number: better no matter than one that is called 0. */
const given = (value: number | undefined): number => {
  if (!value) throw new Error('the counter of matter numbers is missing')
  return value
}

/** The next matter number: one counter for all kinds, children included; a rolled-back number is given again, a committed one never. */
export const nextNumber = async (tx: EntityManager): Promise<number> => {
  if (tx.dataSource.options.type === 'better-sqlite3') {
    const rows = await tx.query<{ value: number }[]>("UPDATE counters SET value = value + 1 WHERE name = 'matter' RETURNING value")
    return given(rows[0]?.value)
  }
  // The connection's own word for what its last statement counted up to: one round trip, on MySQL, MariaDB and TiDB.
  const { insertId } = await tx.query<{ insertId: number }>("UPDATE counters SET value = LAST_INSERT_ID(value + 1) WHERE name = 'matter'")
  return given(insertId)
}
