import type { Directory } from './directory.ts'
import type { Day } from './instant.ts'
import { issuingRoles } from './roles.ts'

/** Whether somebody can be given anything: a member who has not left, a unit that is not closed. */
export const isThere = (directory: Directory, party: { memberId: string | null; unitId: string | null }, day: Day): boolean => {
  if (party.unitId !== null) return directory.findUnit(party.unitId)?.closed === false
  const member = directory.findMember(party.memberId ?? '')
  return member !== undefined && directory.isActive(member, day)
}

/**
 * Who may open a task for whom (docs/rules.md, Who may issue): leader, director, supervisor and unit_head for anyone in and below
 * their unit; anybody for themselves and for members of their own unit.
 */
export const mayIssueTo = (
  directory: Directory,
  issuerId: string,
  party: { memberId: string | null; unitId: string | null },
  day: Day,
): boolean => {
  const unitId = party.unitId ?? directory.findMember(party.memberId ?? '')?.unitId
  const issuer = directory.findMember(issuerId)
  if (!unitId || !issuer || !isThere(directory, party, day)) return false
  if (party.memberId !== null && issuer.unitId === unitId) return true
  return issuingRoles.some((role) => directory.holds(issuerId, role, unitId, day))
}

/** 转办 stays within one's unit and below. */
export const mayHandOverTo = (
  directory: Directory,
  fromUnitId: string,
  party: { memberId: string | null; unitId: string | null },
): boolean => {
  const unitId = party.unitId ?? directory.findMember(party.memberId ?? '')?.unitId
  return unitId !== undefined && directory.isWithin(unitId, fromUnitId)
}
