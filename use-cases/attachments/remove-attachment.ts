import { Attachment, Matter } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import type { Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { appendEvents } from '../matters/append-event.ts'
import { getAttachment } from './find-attachment.ts'
import { refuseOver } from './reserve-attachment.ts'

/**
 * Takes an attachment away: the row keeps who and when, the timeline says it, and the bytes are to be removed once this is committed (at
 * once by the door, else by the sweep). Only who attached it may, while the matter is open: `forbidden` and `wrong_state` otherwise,
 * `not_found` for strangers and for what is away already.
 */
export const removeAttachment = async (ctx: UseCaseContext, input: { id: string; machineNow: Instant }): Promise<void> => {
  const { row, matter } = await getAttachment(ctx, input.id)
  const actor = actorOf(ctx)
  if (row.attachedById !== actor.id) throw new Problem('forbidden', '附件只能由上传的人删除')
  await ctx.tx.query('UPDATE matters SET version = version WHERE id = ?', [matter.id])
  refuseOver(await ctx.tx.findOneByOrFail(Matter, { id: matter.id }))
  const removed = await updateRows(
    ctx.tx,
    Attachment,
    { state: 'removed', removedById: actor.id, removedAt: ctx.now, sweepAt: input.machineNow },
    "id = ? AND state = 'kept'",
    [row.id],
  )
  if (removed !== 1) throw new Problem('not_found', '没有这个附件,或您无权查看')
  await appendEvents(ctx, [{ matterId: matter.id, action: 'remove_attachment', text: row.name, data: { attachmentId: row.id } }])
}
