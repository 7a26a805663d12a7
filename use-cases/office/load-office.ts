import { randomInt } from 'node:crypto'
import { IsNull, type EntityManager } from 'typeorm'
import { Counter, Delegation, Member, OfficeState, RoleGrant, Unit } from '../../entities/index.ts'
import { createCalendar } from '../../rules/calendar/create-calendar.ts'
import { Directory } from '../../rules/directory.ts'
import { officeSettingsSchema } from '../../rules/office-settings.ts'
import type { Office } from '../context.ts'
import { createSeating } from '../groups/seating.ts'

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
    seating: createSeating(),
  }
}

/** What a snapshot is good for: the counters that everything moves which changes people, rights, settings, or somebody's seat. */
export interface OfficeVersion {
  directory: number
  seats: number
}

/** `version` is given by those who asked it along with something else in the same transaction. */
export type LoadOffice = (tx: EntityManager, version?: OfficeVersion) => Promise<Office>

/** The version as columns, to be asked along with something else. */
export const officeVersionSql = `(SELECT value FROM counters WHERE name = 'directory') AS directory_version,
  (SELECT value FROM counters WHERE name = 'seats') AS seats_version`

/** The version out of a row that was asked for `officeVersionSql`. */
export const readOfficeVersion = (row: Readonly<Record<string, unknown>> | undefined): OfficeVersion => ({
  directory: Number(row?.['directory_version'] ?? 0),
  seats: Number(row?.['seats_version'] ?? 0),
})

const askVersion = async (tx: EntityManager): Promise<OfficeVersion> => {
  const [row] = await tx.query<Record<string, unknown>[]>(`SELECT ${officeVersionSql}`)
  return readOfficeVersion(row)
}

/**
 * A loader that keeps the last snapshot and asks one indexed question a call: have the counters moved?
 * A right taken away in any process is therefore gone at the next call.
 */
export const createOfficeLoader = (): LoadOffice => {
  let kept: { version: OfficeVersion; office: Office } | undefined
  return async (tx, known) => {
    const version = known ?? (await askVersion(tx))
    if (kept?.version.directory !== version.directory) kept = { version, office: await readOffice(tx) }
    else if (kept.version.seats !== version.seats || kept.office.seating.isStale)
      kept = { version, office: { ...kept.office, seating: createSeating() } }
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
