import type { GroupMember } from '../../entities/index.ts'
import { today, type UseCaseContext } from '../context.ts'

/** Members who sit in a group now, with the nickname they have there. */
export const listGroupRoster = (ctx: UseCaseContext, groupId: string): Promise<readonly GroupMember[]> =>
  ctx.office.seating.rosterOf(ctx.tx, groupId)

/** The units that have somebody in the group, in the directory's order (各单位; docs/rules.md, Who is responsible). */
export const listGroupUnits = async (ctx: UseCaseContext, groupId: string): Promise<string[]> => {
  const { directory } = ctx.office
  const present = new Set<string>()
  for (const { memberId } of await listGroupRoster(ctx, groupId)) {
    const member = directory.findMember(memberId)
    if (member && directory.isActive(member, today(ctx))) present.add(member.unitId)
  }
  return directory.units.filter((unit) => present.has(unit.id) && !unit.closed).map((unit) => unit.id)
}
