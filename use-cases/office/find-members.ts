import { In } from 'typeorm'
import { Member } from '../../entities/index.ts'
import { matchText } from '../../rules/match-text.ts'
import { unitName, type Named } from '../matters/names.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'

export interface MemberChoice {
  id: string
  name: string
  post: string | null
  unit: Named
  /** 138****5678 */
  mobileMasked: string | null
}

const most = 20

/** People to choose from by name, or by unit and name together (城管局王五); at most twenty. Who left or whose account ended is not offered. */
export const findMembers = async (ctx: UseCaseContext, text: string): Promise<MemberChoice[]> => {
  actorOf(ctx)
  const { directory } = ctx.office
  const day = today(ctx)
  const active = directory.members.filter((member) => directory.isActive(member, day))
  const namesOf = (member: { name: string; unitId: string }): string[] => {
    const unit = directory.findUnit(member.unitId)
    return [member.name, ...(unit ? [unit.name, ...unit.aliases] : []).map((name) => `${name}${member.name}`)]
  }
  const found = matchText(active, text, namesOf, most)
  const ids = found.map((member) => member.id)
  const rows = ids.length === 0 ? [] : await ctx.tx.find(Member, { select: { id: true, mobileMasked: true }, where: { id: In(ids) } })
  const masked = new Map(rows.map((row) => [row.id, row.mobileMasked]))
  return found.map((member) => ({
    id: member.id,
    name: member.name,
    post: member.post,
    unit: unitName(directory, member.unitId),
    mobileMasked: masked.get(member.id) ?? null,
  }))
}
