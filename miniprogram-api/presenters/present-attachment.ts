import { z } from 'zod'
import { attachmentTypeNames } from '../../rules/attachment-files.ts'
import type { AttachmentItem } from '../../use-cases/attachments/attachment-items.ts'
import { instant, namedSchema } from './common.ts'

export const attachmentSchema = z
  .strictObject({
    id: z.string(),
    name: z.string().describe('原文件名(已去掉路径和不可见字符)'),
    type: z.enum(attachmentTypeNames),
    size: z.int().describe('字节'),
    sha256: z.string().describe('内容的 SHA-256'),
    attachedBy: namedSchema,
    attachedAt: instant,
    isOwn: z.boolean().describe('是我上传的:事项办结前可以删除'),
  })
  .meta({ id: 'Attachment' })

export const presentAttachment = (item: AttachmentItem): z.input<typeof attachmentSchema> => ({ ...item })
