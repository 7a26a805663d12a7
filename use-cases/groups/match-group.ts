import { IsNull, Not, type EntityManager } from 'typeorm'
import { GroupMember, WorkGroup } from '../../entities/index.ts'
import { isSameRoster } from '../../rules/same-roster.ts'
import { findReview, noteReview } from './review.ts'

const findOld = async (tx: EntityManager, group: Pick<WorkGroup, 'id' | 'name'>, nicknames: readonly string[]): Promise<string | null> => {
  const sameName = await tx.findBy(WorkGroup, { name: group.name, id: Not(group.id), registeredAt: Not(IsNull()), closedAt: IsNull() })
  const fitting: string[] = []
  for (const { id } of sameName) {
    const seats = await tx.find(GroupMember, { select: { id: true, nickname: true }, where: { groupId: id, leftAt: IsNull() } })
    const known = seats.map(({ nickname }) => nickname)
    if (isSameRoster(known, nicknames)) fitting.push(id)
  }
  const [only, other] = fitting
  return only === undefined || other !== undefined ? null : only
}

/**
 * After a login that changed ids: the registered group that a newly met one seems to be, when its name and its people fit and no other's do
 * (docs/rules.md, Groups). Nothing follows from it until the owner says so. `nicknames`: the whole list, or the one who speaks.
 */
export const matchGroup = async (tx: EntityManager, groupId: string, nicknames: readonly string[]): Promise<void> => {
  const group = await tx.findOneBy(WorkGroup, { id: groupId, registeredAt: IsNull(), closedAt: IsNull() })
  if (!group) return
  const matchesId = await findOld(tx, group, nicknames)
  if (((await findReview(tx, groupId))?.matchesId ?? null) !== matchesId) await noteReview(tx, groupId, { matchesId })
}

/** The registered, open group that this unregistered one waits to be confirmed as. */
export const findMatchedGroup = async (tx: EntityManager, groupId: string): Promise<WorkGroup | null> => {
  const matchesId = (await findReview(tx, groupId))?.matchesId ?? null
  return matchesId === null ? null : tx.findOneBy(WorkGroup, { id: matchesId, closedAt: IsNull() })
}
