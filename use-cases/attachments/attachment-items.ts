import type { Attachment } from '../../entities/index.ts'
import type { AttachmentType } from '../../rules/attachment-files.ts'
import type { Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import { memberName, type Named } from '../matters/names.ts'

/** An attachment as people see it. */
export interface AttachmentItem {
  id: string
  name: string
  type: AttachmentType
  /** Bytes. */
  size: number
  sha256: string
  attachedBy: Named
  attachedAt: Instant
  /** Whether the actor could take it away now, the matter being open. */
  isOwn: boolean
}

/** What a kept row says. */
export const toAttachmentItem = (ctx: UseCaseContext, row: Attachment): AttachmentItem => {
  if (row.type === null || row.sha256 === null) throw new Error(`attachment ${row.id} is not kept`)
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    size: row.size,
    sha256: row.sha256,
    attachedBy: memberName(ctx.office.directory, row.attachedById),
    attachedAt: row.attachedAt,
    isOwn: row.attachedById === ctx.actor?.id,
  }
}
