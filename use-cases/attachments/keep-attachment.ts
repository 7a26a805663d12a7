import { Attachment, Matter } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import type { AttachmentType } from '../../rules/attachment-files.ts'
import type { Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { appendEvents } from '../matters/append-event.ts'
import { getMatter } from '../matters/find-matter.ts'
import { toAttachmentItem, type AttachmentItem } from './attachment-items.ts'
import { refuseOver } from './reserve-attachment.ts'

export interface KeepInput {
  number: number
  id: string
  name: string
  type: AttachmentType
  /** Bytes. */
  size: number
  sha256: string
  machineNow: Instant
}

/**
 * Makes an upload whose bytes are in the storage an attachment, and says so in the matter's timeline. Rights and state are looked at again:
 * an upload takes its time. Throws `not_found`, `wrong_state` as before it, `gone` when its time was up.
 */
export const keepAttachment = async (ctx: UseCaseContext, input: KeepInput): Promise<AttachmentItem> => {
  const { matter } = await getMatter(ctx, input.number)
  await ctx.tx.query('UPDATE matters SET version = version WHERE id = ?', [matter.id])
  // Read behind the lock: whoever closes the matter at this moment comes before or after, not in between.
  refuseOver(await ctx.tx.findOneByOrFail(Matter, { id: matter.id }))
  const { id, name, type, size, sha256 } = input
  const kept = await updateRows(
    ctx.tx,
    Attachment,
    { state: 'kept', name, type, size, sha256, attachedAt: ctx.now, sweepAt: null },
    "id = ? AND matter_id = ? AND state = 'receiving' AND sweep_at > ?",
    [id, matter.id, input.machineNow],
  )
  if (kept !== 1) throw new Problem('gone', '上传用时太久,已作废,请重新上传')
  await appendEvents(ctx, [{ matterId: matter.id, action: 'attach', text: name, data: { attachmentId: id, type, size, sha256 } }])
  return toAttachmentItem(ctx, await ctx.tx.findOneByOrFail(Attachment, { id }))
}
