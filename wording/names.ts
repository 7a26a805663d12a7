import type { Directory } from '../rules/directory.ts'

/** A unit by the name the office gave it. */
export const nameUnit = (directory: Directory, unitId: string): string => {
  const unit = directory.findUnit(unitId)
  return unit?.name ?? '未知单位'
}

/** 李四(消防队) */
export const nameMember = (directory: Directory, memberId: string): string => {
  const member = directory.findMember(memberId)
  return member ? `${member.name}(${nameUnit(directory, member.unitId)})` : '未知人员'
}

/** A party: 李四(消防队), or the unit's name. */
export const nameParty = (directory: Directory, party: string): string =>
  party.startsWith('u:') ? nameUnit(directory, party.slice(2)) : nameMember(directory, party.slice(2))

/** A party in a short line: 李四, or the unit's name. */
export const shortParty = (directory: Directory, party: string): string =>
  party.startsWith('u:') ? nameUnit(directory, party.slice(2)) : (directory.findMember(party.slice(2))?.name ?? '未知人员')
