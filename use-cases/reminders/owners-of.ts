import type { MemberCard } from '../../rules/directory.ts'
import { today, type UseCaseContext } from '../context.ts'

/** Who is meant by a reminder: the member, a unit's officers, and for somebody who left the officers of their unit. */
export const ownersOf = (ctx: UseCaseContext, todo: { memberId: string | null; unitId: string | null }): MemberCard[] => {
  const { directory } = ctx.office
  const day = today(ctx)
  const member = todo.memberId === null ? undefined : directory.findMember(todo.memberId)
  if (member && directory.isActive(member, day)) return [member]
  return directory.mentionedFor(todo.unitId ?? member?.unitId ?? '', day)
}
