import { groupBy } from './group-by.ts'
import type { Day, Instant } from './instant.ts'
import type { Role } from './roles.ts'

export interface UnitCard {
  id: string
  code: string
  name: string
  aliases: readonly string[]
  parentId: string | null
  closed: boolean
}

export interface MemberCard {
  id: string
  name: string
  unitId: string
  post: string | null
  officer: 'full_time' | 'part_time' | null
  /** Last day of a temporary account. */
  endsOn: Day | null
  left: boolean
}

export interface GrantCard {
  memberId: string
  role: Role
  unitId: string
  endsOn: Day | null
}

export interface DelegationCard {
  kind: 'stand_in' | 'posting'
  fromId: string
  toId: string
  startsAt: Instant
  endsAt: Instant | null
}

export interface DirectoryData {
  units: readonly UnitCard[]
  members: readonly MemberCard[]
  grants: readonly GrantCard[]
  delegations: readonly DelegationCard[]
}

/**
 * The office's people and rights as one immutable snapshot: who is in which unit, who holds what, who stands in for whom.
 * Rebuilt when the `directory` counter moves, so a right taken away is gone at the next call.
 */
export class Directory {
  readonly units: readonly UnitCard[]
  readonly members: readonly MemberCard[]
  private readonly unitById: ReadonlyMap<string, UnitCard>
  private readonly memberById: ReadonlyMap<string, MemberCard>
  private readonly childrenOf: ReadonlyMap<string, UnitCard[]>
  private readonly membersByUnit: ReadonlyMap<string, MemberCard[]>
  private readonly grantsByMember: ReadonlyMap<string, GrantCard[]>
  private readonly grantsByUnit: ReadonlyMap<string, GrantCard[]>
  private readonly delegations: readonly DelegationCard[]
  /** Units answered for by each member on one day: every list of todos and matters asks. */
  private readonly answered: { day: Day; byMember: Map<string, readonly string[]> } = { day: '', byMember: new Map() }

  constructor(data: DirectoryData) {
    this.units = data.units
    this.members = data.members
    this.unitById = new Map(data.units.map((unit) => [unit.id, unit]))
    this.memberById = new Map(data.members.map((member) => [member.id, member]))
    this.childrenOf = groupBy(data.units, (unit) => unit.parentId ?? '')
    this.membersByUnit = groupBy(data.members, (member) => member.unitId)
    this.grantsByMember = groupBy(data.grants, (grant) => grant.memberId)
    this.grantsByUnit = groupBy(data.grants, (grant) => grant.unitId)
    this.delegations = data.delegations
  }

  findUnit(id: string): UnitCard | undefined {
    return this.unitById.get(id)
  }

  findMember(id: string): MemberCard | undefined {
    return this.memberById.get(id)
  }

  /** The office itself; undefined only before the first import. */
  findRoot(): UnitCard | undefined {
    return this.childrenOf.get('')?.[0]
  }

  isRoot(unitId: string): boolean {
    return this.unitById.get(unitId)?.parentId === null
  }

  /** The unit and everything above it, from the unit upwards. */
  unitsAbove(unitId: string): UnitCard[] {
    const chain: UnitCard[] = []
    for (
      let unit = this.unitById.get(unitId);
      unit && chain.length < 32;
      unit = unit.parentId === null ? undefined : this.unitById.get(unit.parentId)
    ) {
      chain.push(unit)
    }
    return chain
  }

  isWithin(unitId: string, ancestorId: string): boolean {
    return this.unitsAbove(unitId).some((unit) => unit.id === ancestorId)
  }

  /** The unit and everything below it. */
  unitsBelow(unitId: string): string[] {
    const below = [unitId]
    for (let index = 0; index < below.length; index += 1) {
      below.push(...(this.childrenOf.get(below[index] ?? '') ?? []).map((child) => child.id))
    }
    return below
  }

  isActive(member: MemberCard, day: Day): boolean {
    return !member.left && (member.endsOn === null || day <= member.endsOn)
  }

  activeMembersOf(unitId: string, day: Day): MemberCard[] {
    return (this.membersByUnit.get(unitId) ?? []).filter((member) => this.isActive(member, day))
  }

  grantsOf(memberId: string, day: Day): GrantCard[] {
    const member = this.memberById.get(memberId)
    if (!member || !this.isActive(member, day)) return []
    return (this.grantsByMember.get(memberId) ?? []).filter((grant) => grant.endsOn === null || day <= grant.endsOn)
  }

  /** Whether the member holds the role for that unit: in it or anywhere above it. */
  holds(memberId: string, role: Role, unitId: string, day: Day): boolean {
    return this.grantsOf(memberId, day).some((grant) => grant.role === role && this.isWithin(unitId, grant.unitId))
  }

  holdsAtRoot(memberId: string, role: Role, day: Day): boolean {
    return this.grantsOf(memberId, day).some((grant) => grant.role === role && this.isRoot(grant.unitId))
  }

  holdsAnywhere(memberId: string, role: Role, day: Day): boolean {
    return this.grantsOf(memberId, day).some((grant) => grant.role === role)
  }

  /** Members who hold the role in exactly that unit. */
  holders(role: Role, unitId: string, day: Day): MemberCard[] {
    return (this.grantsByUnit.get(unitId) ?? [])
      .filter((grant) => grant.role === role && (grant.endsOn === null || day <= grant.endsOn))
      .map((grant) => this.memberById.get(grant.memberId))
      .filter((member) => member !== undefined)
      .filter((member) => this.isActive(member, day))
  }

  /** Who answers for a unit: its unit_head and officers, else any member (docs/rules.md, Unit as a party). */
  answerersOf(unitId: string, day: Day): MemberCard[] {
    const members = this.activeMembersOf(unitId, day)
    const named = members.filter((member) => member.officer !== null || this.holds(member.id, 'officer', unitId, day))
    const heads = this.holders('unit_head', unitId, day)
    const answerers = [...new Map([...heads, ...named].map((member) => [member.id, member])).values()]
    return answerers.length > 0 ? answerers : members
  }

  /** Whom a digest mentions for a unit: its officers, else its heads, else nobody (docs/rules.md, Unit as a party). */
  mentionedFor(unitId: string, day: Day): MemberCard[] {
    const officers = this.activeMembersOf(unitId, day).filter(
      (member) => member.officer !== null || this.holds(member.id, 'officer', unitId, day),
    )
    return officers.length > 0 ? officers : this.holders('unit_head', unitId, day)
  }

  /** Everybody this member may act for now: themselves first, then those who delegated to them (#代理). */
  actsFor(memberId: string, now: Instant): string[] {
    const others = this.delegations
      .filter((d) => d.kind === 'stand_in' && d.toId === memberId && d.startsAt <= now && (d.endsAt === null || now < d.endsAt))
      .map((d) => d.fromId)
    return [memberId, ...new Set(others.filter((id) => id !== memberId))]
  }

  /** Who stands in for this member now. */
  standInsOf(memberId: string, now: Instant): string[] {
    return this.delegations
      .filter((d) => d.kind === 'stand_in' && d.fromId === memberId && d.startsAt <= now && (d.endsAt === null || now < d.endsAt))
      .map((d) => d.toId)
  }

  /** Whether the leader allowed this secretary to post in their name (#授权). */
  mayPostFor(secretaryId: string, leaderId: string): boolean {
    return this.delegations.some((d) => d.kind === 'posting' && d.fromId === leaderId && d.toId === secretaryId)
  }

  /** Units the member answers for as a party: their own, when they are among its answerers. */
  unitsAnsweredBy(memberId: string, day: Day): readonly string[] {
    if (this.answered.day !== day) Object.assign(this.answered, { day, byMember: new Map() })
    const known = this.answered.byMember.get(memberId) ?? this.listAnswered(memberId, day)
    this.answered.byMember.set(memberId, known)
    return known
  }

  private listAnswered(memberId: string, day: Day): string[] {
    const headOf = this.grantsOf(memberId, day)
      .filter((grant) => grant.role === 'unit_head' || grant.role === 'officer')
      .map((grant) => grant.unitId)
    const own = this.memberById.get(memberId)
    const ownToo = own && this.answerersOf(own.unitId, day).some((member) => member.id === memberId) ? [own.unitId] : []
    return [...new Set([...headOf, ...ownToo])]
  }

  /** Members with exactly this name, active on the day. */
  membersNamed(name: string, day: Day): MemberCard[] {
    return this.members.filter((member) => member.name === name && this.isActive(member, day))
  }
}
