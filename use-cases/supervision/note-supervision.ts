import { Supervision, type Matter } from '../../entities/index.ts'
import { marksFor } from '../../entities/select-rows.ts'
import { updateRows } from '../../entities/update-rows.ts'
import type { UseCaseContext } from '../context.ts'
import type { FollowUp, Moved } from '../matters/after-change.ts'

/** Says that these matters have to be counted anew: the next sweep does it, and writers never wait for it. */
export const recountSupervisions = async (ctx: UseCaseContext, matterIds: readonly string[]): Promise<void> => {
  await updateRows(ctx.tx, Supervision, { recountAt: ctx.now }, `matter_id IN (${marksFor(matterIds)})`, matterIds)
}

/** Called after every change of a supervised matter: what counts of it are its state, its dates and who is responsible. */
export const noteSupervision = async (ctx: UseCaseContext, before: Matter, after: Matter, moved: Moved): Promise<FollowUp[]> => {
  const isSame = (['state', 'dueAt', 'submittedAt', 'closedAt'] as const).every((column) => before[column] === after[column])
  if (!isSame || moved.parties) await recountSupervisions(ctx, [after.id])
  return []
}
