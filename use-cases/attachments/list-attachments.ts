import { Attachment } from '../../entities/index.ts'
import { selectRows } from '../../entities/select-rows.ts'
import type { UseCaseContext } from '../context.ts'
import { getMatter } from '../matters/find-matter.ts'
import { toAttachmentItem, type AttachmentItem } from './attachment-items.ts'

/** The attachments of a matter, oldest first, all of them: their number is limited. `not_found` for whoever may not see it whole. */
export const listAttachments = async (ctx: UseCaseContext, number: number): Promise<AttachmentItem[]> => {
  const { matter } = await getMatter(ctx, number)
  const rows = await selectRows(ctx.tx, Attachment, "WHERE t.matter_id = ? AND t.state = 'kept' ORDER BY t.id", [matter.id])
  return rows.map((row) => toAttachmentItem(ctx, row))
}
