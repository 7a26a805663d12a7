import { Member } from '../../entities/index.ts'
import type { MemberCard } from '../../rules/directory.ts'
import { Problem } from '../../rules/problems.ts'
import { today, type UseCaseContext } from '../context.ts'

/**
 * The active member an administrator means: a staff number, a name, or `姓名@单位代码`.
 * Throws `not_found`, or `conflict` with the ways to say which one.
 */
export const findPerson = async (ctx: UseCaseContext, who: string): Promise<MemberCard> => {
  const { directory } = ctx.office
  const text = who.normalize('NFKC').trim()
  const numbered = await ctx.tx.findOneBy(Member, { staffNo: text })
  const [name = '', unitCode] = text.split('@')
  const codeOf = ({ unitId }: MemberCard): string => directory.findUnit(unitId)?.code ?? ''
  const card = numbered ? directory.findMember(numbered.id) : undefined
  const found =
    card && directory.isActive(card, today(ctx))
      ? [card]
      : directory.membersNamed(name, today(ctx)).filter((member) => unitCode === undefined || codeOf(member) === unitCode)
  const [member, another] = found
  if (!member) throw new Problem('not_found', `没有在岗的“${text}”`)
  if (another)
    throw new Problem(
      'conflict',
      `叫“${text}”的有 ${found.length} 人:${found.map((each) => `${each.name}@${codeOf(each)}`).join('、')};同单位重名请用工号`,
    )
  return member
}
