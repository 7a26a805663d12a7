import { GroupReview } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { updateRows } from '../../entities/update-rows.ts'
import type { EntityManager } from 'typeorm'

const nothingYet = { keptAt: null, proposedAt: null, remindedOf: null, matchesId: null }

export const findReview = (tx: EntityManager, groupId: string): Promise<GroupReview | null> => tx.findOneBy(GroupReview, { groupId })

/** Writes part of what is known about keeping a group; the row appears with the first of it. */
export const noteReview = async (tx: EntityManager, groupId: string, change: Partial<Omit<GroupReview, 'groupId'>>): Promise<void> => {
  if ((await updateRows(tx, GroupReview, change, 'group_id = ?', [groupId])) > 0) return
  if (await findReview(tx, groupId)) return
  await insertRows(tx, GroupReview, [{ groupId, ...nothingYet, ...change }])
}
