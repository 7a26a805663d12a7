import { actorOf, today, type UseCaseContext } from '../context.ts'

export interface TodoOwner {
  column: 'member_id' | 'unit_id'
  id: string
  /** The member the actor stands in for, when the todo is theirs; null for one's own and one's unit's. */
  onBehalfOfId: string | null
}

/** Whose todos are "mine": my own, those of units I answer for, and the same of everybody I stand in for. Each owner once, the nearest to me first. */
export const todoOwners = (ctx: UseCaseContext): TodoOwner[] => {
  const { directory } = ctx.office
  const self = actorOf(ctx).id
  const owners = directory.actsFor(self, ctx.now).flatMap((memberId): TodoOwner[] => {
    const onBehalfOfId = memberId === self ? null : memberId
    const units = directory.unitsAnsweredBy(memberId, today(ctx))
    return [{ column: 'member_id', id: memberId, onBehalfOfId }, ...units.map((id) => ({ column: 'unit_id' as const, id, onBehalfOfId }))]
  })
  const seen = new Set<string>()
  return owners.filter((owner) => !seen.has(owner.id) && seen.add(owner.id))
}

/** The index that holds an owner's open todos in the order of their due. */
export const ownerIndex = (owner: TodoOwner): string => (owner.column === 'member_id' ? 'ix_todos_member' : 'ix_todos_unit')
