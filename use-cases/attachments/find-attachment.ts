import { Attachment, Matter } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { getMatter } from '../matters/find-matter.ts'
import { toAttachmentItem, type AttachmentItem } from './attachment-items.ts'

const notFound = (): Problem => new Problem('not_found', '没有这个附件,或您无权查看')

/**
 * A kept attachment and its matter. One that does not exist, was taken away, or belongs to a matter that the actor may not see whole is
 * the same `not_found`.
 */
export const getAttachment = async (ctx: UseCaseContext, id: string): Promise<{ row: Attachment; matter: Matter }> => {
  const row = await ctx.tx.findOneBy(Attachment, { id, state: 'kept' })
  const found = row && (await ctx.tx.findOneBy(Matter, { id: row.matterId }))
  if (!found) throw notFound()
  try {
    return { row, matter: (await getMatter(ctx, found.number)).matter }
  } catch (error) {
    // The matter's number is not for whoever may not see it.
    throw error instanceof Problem && error.code === 'not_found' ? notFound() : error
  }
}

/** What a download needs to know; the bytes are opened outside of any transaction. */
export const readAttachment = async (ctx: UseCaseContext, id: string): Promise<AttachmentItem> =>
  toAttachmentItem(ctx, (await getAttachment(ctx, id)).row)
