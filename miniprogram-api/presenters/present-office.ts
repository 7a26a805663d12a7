import { z } from 'zod'
import type { RoleGrant, Unit, WorkGroup } from '../../entities/index.ts'
import { roles } from '../../rules/roles.ts'
import type { MemberView } from '../../use-cases/administration/members.ts'
import { instant } from './common.ts'

const day = z.string().describe('YYYY-MM-DD')

/** A unit as administrators see it. */
export const unitSchema = z
  .strictObject({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    aliases: z.array(z.string()),
    parentId: z.string().nullable(),
    unitClass: z.string().nullable(),
    directReporting: z.boolean(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Unit' })

export const presentUnit = (unit: Unit): z.input<typeof unitSchema> => ({
  id: unit.id,
  code: unit.code,
  name: unit.name,
  aliases: unit.aliases,
  parentId: unit.parentId,
  unitClass: unit.unitClass,
  directReporting: unit.directReporting,
  closedAt: unit.closedAt,
})

/** A member as administrators see it: the mobile number masked. */
export const memberSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    unitId: z.string(),
    post: z.string().nullable(),
    staffNo: z.string().nullable(),
    mobile: z.string().nullable().describe('只显示 138****5678'),
    officer: z.enum(['full_time', 'part_time']).nullable(),
    endsOn: day.nullable(),
    leftAt: instant.nullable(),
  })
  .meta({ id: 'Member' })

export const presentMember = (member: MemberView): z.input<typeof memberSchema> => ({
  id: member.id,
  name: member.name,
  unitId: member.unitId,
  post: member.post,
  staffNo: member.staffNo,
  mobile: member.mobileMasked,
  officer: member.officer,
  endsOn: member.endsOn,
  leftAt: member.leftAt,
})

/** A role held in a unit. */
export const grantSchema = z
  .strictObject({ id: z.string(), memberId: z.string(), role: z.enum(roles), unitId: z.string(), endsOn: day.nullable() })
  .meta({ id: 'RoleGrant' })

export const presentGrant = (grant: Pick<RoleGrant, 'id' | 'memberId' | 'role' | 'unitId' | 'endsOn'>): z.input<typeof grantSchema> => ({
  id: grant.id,
  memberId: grant.memberId,
  role: grant.role,
  unitId: grant.unitId,
  endsOn: grant.endsOn,
})

/** A line of the group ledger. */
export const groupSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    purpose: z.string().nullable(),
    ownerUnitId: z.string().nullable(),
    ownerId: z.string().nullable(),
    openedAt: instant,
    closesOn: day.nullable(),
    registeredAt: instant.nullable(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'GroupLedgerLine' })

export const presentGroup = (group: WorkGroup): z.input<typeof groupSchema> => ({
  id: group.id,
  name: group.name,
  purpose: group.purpose,
  ownerUnitId: group.ownerUnitId,
  ownerId: group.ownerId,
  openedAt: group.openedAt,
  closesOn: group.closesOn,
  registeredAt: group.registeredAt,
  closedAt: group.closedAt,
})
