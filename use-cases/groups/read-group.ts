import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { memberName, type Named } from '../matters/names.ts'
import { listGroupRoster } from './list-group-units.ts'
import { listGroups, type GroupItem } from './list-groups.ts'

export interface GroupDetail {
  group: GroupItem
  /** Who sits in it, by the nickname they have there. */
  roster: { member: Named; nickname: string }[]
}

/** One line of the ledger with the people in the group. Throws `not_found` for who may not see that line. */
export const readGroup = async (ctx: UseCaseContext, id: string): Promise<GroupDetail> => {
  const { items } = await listGroups(ctx, { id, includeClosed: true })
  const [group] = items
  if (!group) throw new Problem('not_found', '没有这个工作群,或您无权查看')
  const roster = await listGroupRoster(ctx, id)
  return { group, roster: roster.map(({ memberId, nickname }) => ({ member: memberName(ctx.office.directory, memberId), nickname })) }
}
