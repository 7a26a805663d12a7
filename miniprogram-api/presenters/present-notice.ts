import { z } from 'zod'
import type { NoticeItem } from '../../use-cases/notices/list-notices.ts'
import type { ReceiptItem } from '../../use-cases/notices/list-receipts.ts'
import type { NoticeDetail } from '../../use-cases/notices/read-notice.ts'
import { memberName } from '../../use-cases/matters/names.ts'
import type { Directory } from '../../rules/directory.ts'
import { instant, namedOrNull, namedSchema } from './common.ts'
import { stateSchema } from './present-matter.ts'

const formSchema = z.enum(['notice', 'document']).describe('通知、公文')
const asked = z.int().describe('请签收的人员和单位数')
const signed = z.int().describe('已签收')

/** A line of the ledger. */
export const noticeItemSchema = z
  .strictObject({
    number: z.int().describe('事项编号'),
    form: formSchema,
    title: z.string(),
    documentNumber: z.string().nullable().describe('文号'),
    state: stateSchema,
    needsReceipt: z.boolean().describe('是否要签收'),
    issuer: namedSchema,
    dueAt: instant.nullable().describe('签收时限'),
    createdAt: instant,
    closedAt: instant.nullable(),
    groups: z.int().describe('发到几个群'),
    asked,
    signed,
  })
  .meta({ id: 'Notice' })

export const presentNoticeItem = (item: NoticeItem): z.input<typeof noticeItemSchema> => item

export const noticeDetailSchema = noticeItemSchema
  .extend({
    body: z.string(),
    groups: z.array(z.strictObject({ group: namedSchema, asked, signed })).describe('发到的群;在几个群里的人只计在先发的那个群'),
    mayReadNames: z.boolean().describe('能否查看签收名单(发布人、督查)'),
  })
  .meta({ id: 'NoticeDetail' })

const nothing = { asked: 0, signed: 0 }

export const presentNotice = (directory: Directory, detail: NoticeDetail): z.input<typeof noticeDetailSchema> => {
  const { matter, notice, count, groupNames, isOrganiser } = detail
  return {
    number: matter.number,
    form: notice.form,
    title: matter.title,
    body: matter.body,
    documentNumber: notice.documentNumber,
    state: matter.state,
    needsReceipt: notice.needsReceipt,
    issuer: memberName(directory, matter.issuerId),
    dueAt: matter.dueAt,
    createdAt: matter.createdAt,
    closedAt: matter.closedAt,
    groups: groupNames.map((group) => ({ group, ...(count.byGroup.get(group.id) ?? nothing) })),
    asked: count.asked,
    signed: count.signed,
    mayReadNames: isOrganiser,
  }
}

export const receiptSchema = z
  .strictObject({
    party: z.string().describe('m:人员编号 或 u:单位编号'),
    name: z.string(),
    unit: namedOrNull,
    group: z.string().nullable().describe('计在哪个群'),
    signedAt: instant.nullable(),
    signedBy: namedOrNull.describe('代单位或代人签收的人'),
  })
  .meta({ id: 'Receipt' })

export const presentReceipt = (item: ReceiptItem): z.input<typeof receiptSchema> => item
