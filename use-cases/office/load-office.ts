import { randomInt } from 'node:crypto'
import { IsNull, type EntityManager } from 'typeorm'
import { Counter, Delegation, Member, OfficeState, RoleGrant, Unit } from '../../entities/index.ts'
import { createCalendar } from '../../rules/calendar/create-calendar.ts'
import { Directory } from '../../rules/directory.ts'
import { officeSettingsSchema } from '../../rules/office-settings.ts'
import type { Office } from '../context.ts'
import { select, sql } from '../matters/sql.ts'

const readOffice = async (tx: EntityManager): Promise<Office> => {
  const state = await tx.findOneBy(OfficeState, { id: 1 })
  const [units, members, grants, delegations] = [
    await tx.find(Unit, { order: { code: 'ASC' } }),
    await tx.find(Member, { order: { id: 'ASC' } }),
    await tx.find(RoleGrant, { order: { id: 'ASC' } }),
    await tx.find(Delegation, { where: { revokedAt: IsNull() }, order: { id: 'ASC' } }),
  ]
  const settings = officeSettingsSchema.parse(state?.settings ?? {})
  return {
    settings,
    calendar: createCalendar(settings),
    directory: new Directory({
      units: units.map((unit) => ({ ...unit, closed: unit.closedAt !== null })),
      members: members.map((member) => ({ ...member, left: member.leftAt !== null })),
      grants,
      delegations,
    }),
  }
}

/** `version` is the `directory` counter, for those who asked it along with something else in the same transaction. */
export type LoadOffice = (tx: EntityManager, version?: number) => Promise<Office>

/** The `directory` counter as a column, to be asked along with something else. */
export const officeVersionSql = "(SELECT value FROM counters WHERE name = 'directory')"

const askVersion = async (tx: EntityManager): Promise<number> => {
  const [row] = await select<{ value: number }>(tx, sql`SELECT value FROM counters WHERE name = ${'directory'}`)
  return row?.value ?? 0
}

/**
 * A loader that keeps the last snapshot and asks one indexed question a call: has the `directory` counter moved?
 * A right taken away in any process is therefore gone at the next call.
 */
export const createOfficeLoader = (): LoadOffice => {
  let kept: { version: number; office: Office } | undefined
  return async (tx, known) => {
    const version = known ?? (await askVersion(tx))
    if (kept?.version !== version) kept = { version, office: await readOffice(tx) }
    return kept.office
  }
}

/**
 * Called by everything that changes people, rights, delegations or settings, in the same transaction. The new version is drawn, not
 * counted: were it counted, a snapshot read inside a transaction that is then rolled back would pass for the next one's.
 */
export const bumpDirectory = async (tx: EntityManager): Promise<void> => {
  await tx.update(Counter, { name: 'directory' }, { value: randomInt(1, 2 ** 31 - 1) })
}
