import { Attachment, type MatterEvent } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { actorOf, type UseCaseContext } from '../context.ts'

/** Whether an event says that a file came or went: it changes nothing of the matter itself. */
export const isAboutFiles = ({ action }: Pick<MatterEvent, 'action'>): boolean => action === 'attach' || action === 'remove_attachment'

/**
 * Takes away what these events attached, with the act that it was attached to (docs/rules.md, Corrections). Rows and timeline keep who and
 * when; the bytes go with the next sweep. What was taken away before stays so.
 */
export const takeAttachmentsBack = async (ctx: UseCaseContext, events: readonly MatterEvent[]): Promise<void> => {
  for (const { data } of events) {
    const id = data?.['attachmentId']
    if (typeof id !== 'string') continue
    const removed: Partial<Attachment> = { state: 'removed', removedById: actorOf(ctx).id, removedAt: ctx.now, sweepAt: 0 }
    await updateRows(ctx.tx, Attachment, removed, "id = ? AND state = 'kept'", [id])
  }
}
