import type { EntityManager } from 'typeorm'
import { GroupActivity, GroupMember, Member, RoleGrant, Unit, WorkGroup } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { createCalendar } from '../../rules/calendar/index.ts'
import { DAY_MS } from '../../rules/instant.ts'
import { defaultSettings } from '../../rules/office-settings.ts'
import type { Role } from '../../rules/roles.ts'
import { seedId } from './seed-matters.ts'

/**
 * The duties of a large office, made inside the database: 288 units, 288 groups of 32 people of different units, 9,216 people. A million
 * matters are ten years of it, 10,000 are its last five weeks: as much is open and due in both, the large one has more behind it.
 * Everything follows from a row's number, so two runs and two databases hold the same. Of 100 matters 40 are notices, 25 procedures,
 * 12 meetings, 7 absences, 6 items of open information, 5 urgent reports, 5 suggestions; besides there are ten rosters.
 */
export interface DutyPlan {
  matters: number
  now: number
  say: (text: string) => void
  /** Units, and as many groups; 32 people to each. */
  units?: number
  /** Notices to everybody in every group, all of one issuer; every other one still waits. */
  wide?: number
}

export const dutyUnits = 288
/** People of a group. */
export const seats = 32
export const dutyRosters = 10
export const wideNotices = 20

export const root = seedId('U', 0)
export const dutyLeader = seedId('P', 0)
/** Heads the fifth unit; its officer stands beside. */
export const dutyHead = seedId('P', 5)
export const dutyOfficer = seedId('P', dutyUnits + 5)
/** Posts the notices to everybody. */
export const dutyClerk = seedId('P', 2)
export const director = seedId('P', 99_001)
export const dutySupervisor = seedId('P', 99_002)

export const years = 10
/** Numbers of one statement. */
export const batch = 50_000
/** Figures of groups are kept so long. */
const activityDays = 400
export const from = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))

/** Number of the j-th notice to everybody, the newest first. */
export const wideNumber = (matters: number, j: number): number => matters - 400 * j - 100

/** Units, people with their roles, groups with their seats, and how lively those were. */
export const seedPeople = async (tx: EntityManager, { now, units = dutyUnits }: DutyPlan): Promise<void> => {
  const people = units * seats
  const unit = (n: number): Unit => ({
    id: seedId('U', n),
    code: `D${String(n).padStart(3, '0')}`,
    name: n === 0 ? '市政府办' : `第${n}单位`,
    aliases: [],
    parentId: n === 0 ? null : root,
    unitClass: null,
    directReporting: false,
    closedAt: null,
  })
  const member = (n: number): Member => ({
    id: seedId('P', n),
    unitId: n === 0 || n > people ? root : seedId('U', ((n - 1) % units) + 1),
    name: `人员${n}`,
    staffNo: `S${n}`,
    post: null,
    mobileEncrypted: null,
    mobileMasked: null,
    officer: n > units && n <= 2 * units ? 'full_time' : null,
    endsOn: null,
    leftAt: null,
    snoozedUntil: null,
  })
  const roles: [string, Role, string][] = [
    [dutyLeader, 'leader', root],
    [director, 'director', root],
    [dutySupervisor, 'supervisor', root],
    ...from(units, (n): [string, Role, string] => [seedId('P', n + 1), 'unit_head', seedId('U', n + 1)]),
  ]
  const grants = roles.map(([memberId, role, unitId], n): RoleGrant => ({
    id: seedId('G', n),
    memberId,
    role,
    unitId,
    endsOn: null,
    grantedAt: now,
    grantedById: null,
  }))
  const groups = from(units, (n): WorkGroup => ({
    id: seedId('W', n),
    name: `第${n}工作群`,
    purpose: '工作联络',
    ownerUnitId: seedId('U', n + 1),
    ownerId: seedId('P', n + 1),
    openedAt: now - years * 365 * DAY_MS,
    closesOn: null,
    registeredAt: now - years * 365 * DAY_MS,
    closedAt: null,
    hintedOn: null,
  }))
  const seat = (n: number, groupId: string, memberId: string): GroupMember => ({
    id: seedId('S', n),
    groupId,
    memberId,
    nickname: '',
    leftAt: null,
  })
  await insertRows(tx, Unit, from(units + 1, unit))
  const ofOffice = [director, dutySupervisor].map((id, n) => ({ ...member(people + 1 + n), id }))
  await insertRows(tx, Member, [...from(people + 1, member), ...ofOffice])
  await insertRows(tx, RoleGrant, grants)
  await insertRows(tx, WorkGroup, groups)
  await insertRows(
    tx,
    GroupMember,
    from(people, (n) => seat(n, seedId('W', Math.floor(n / seats)), seedId('P', n + 1))),
  )
  const calendar = createCalendar(defaultSettings())
  for (let n = 0; n < activityDays; n += 1) {
    const day = calendar.addDays(calendar.dayOf(now), -n)
    await insertRows(
      tx,
      GroupActivity,
      groups.map(({ id }, g): GroupActivity => ({ groupId: id, day, messages: g % 7 === 0 ? 0 : g % 40 })),
    )
  }
}
