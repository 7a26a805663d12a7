import { z } from 'zod'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { requireSeat } from '../../use-cases/groups/require-seat.ts'
import { announceNotice } from '../../use-cases/notices/announce-notice.ts'
import { createNotice, createNoticeSchema, type CreatedNotice } from '../../use-cases/notices/create-notice.ts'
import { endNotice, endNoticeSchema } from '../../use-cases/notices/end-notice.ts'
import { findNotice } from '../../use-cases/notices/find-notice.ts'
import { listNotices, listNoticesSchema } from '../../use-cases/notices/list-notices.ts'
import { listReceipts, listReceiptsSchema } from '../../use-cases/notices/list-receipts.ts'
import { readNotice } from '../../use-cases/notices/read-notice.ts'
import { urgeNotice, urgeNoticeSchema } from '../../use-cases/notices/urge-notice.ts'
import { acknowledgeTasks } from '../../use-cases/tasks/acknowledge-tasks.ts'
import { describePosted } from '../../wording/notices.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { instant, pageOf, presentPage } from '../presenters/common.ts'
import { matterBriefSchema, presentMatterBrief } from '../presenters/present-matter.ts'
import {
  noticeDetailSchema,
  noticeItemSchema,
  presentNotice,
  presentNoticeItem,
  presentReceipt,
  receiptSchema,
} from '../presenters/present-notice.ts'
import { defineAction, wordingOf } from './define-action.ts'
import { numberParams } from './params.ts'

const tag = '通知'
const on = { path: '/notices', tag }

const createdSchema = z
  .strictObject({
    matter: matterBriefSchema,
    outcome: z.enum(['new', 'joined', 'again']).describe('新通知、同一通知并入本群、本群已有'),
    asked: z.int().describe('这次请几个对象签收'),
    limit: z.enum(['set', 'question']).nullable().describe('签收时限:已定、有疑问(请用 set-due 定);为空即不需签收或沿用前一次'),
    readings: z.array(z.strictObject({ label: z.string(), dueAt: instant })).describe('时限有疑问时的几种读法'),
  })
  .meta({ id: 'CreatedNotice' })

const presentCreated = ({ matter, outcome, parties, limit }: CreatedNotice): z.input<typeof createdSchema> => ({
  matter: presentMatterBrief(matter),
  outcome,
  asked: parties.length,
  limit: limit?.kind ?? null,
  readings: limit?.kind === 'question' ? limit.readings.map(({ label, due }) => ({ label, dueAt: due })) : [],
})

/** Those it is for read its words where they would have read them in the chat. */
const announce = (ctx: UseCaseContext, created: CreatedNotice, groupId: string | null): Promise<void> => {
  const { matter, notice, parties, outcome, limit } = created
  const { form, documentNumber, needsReceipt } = notice
  const issuedFor = matter.postedById === null ? null : (ctx.office.directory.findMember(matter.issuerId)?.name ?? null)
  const posted = { matter, form, documentNumber, needsReceipt, asked: parties.length, outcome, limit, issuedFor, body: matter.body }
  return announceNotice(ctx, { matterId: matter.id, groupId, parties, text: describePosted(wordingOf(ctx), posted) })
}

/** 通知 and 公文: posting, the ledger, who has signed. */
export const noticeRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/notices',
    tag,
    summary: '发通知或送公文;没写 needsReceipt、dueAt 的从正文读',
    who: 'member',
    scope: 'own',
    body: createNoticeSchema,
    response: createdSchema,
    statuses: { 201: '已登记' },
    handler: async (ctx, { body }) => {
      if (body.groupId !== null) await requireSeat(ctx, body.groupId)
      const created = await createNotice(ctx, body)
      if (created.parties.length > 0) await announce(ctx, created, body.groupId)
      return presentCreated(created)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/notices',
    tag,
    summary: '我看得到的通知、公文台账,新的在前;可按形式、状态、文号、发布人筛选',
    who: 'member',
    scope: 'own',
    query: listNoticesSchema,
    response: pageOf(noticeItemSchema),
    handler: async (ctx, { query }) => presentPage(await listNotices(ctx, query), presentNoticeItem),
  }),
  defineRoute({
    method: 'get',
    path: '/notices/:number',
    tag,
    summary: '一件通知及其签收数',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    response: noticeDetailSchema,
    handler: async (ctx, { params }) => presentNotice(ctx.office.directory, await readNotice(ctx, params.number)),
  }),
  defineRoute({
    method: 'get',
    path: '/notices/:number/receipts',
    tag,
    summary: '签收名单:未签收的或已签收的;发布人、督查可看',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    query: listReceiptsSchema,
    response: pageOf(receiptSchema),
    handler: async (ctx, { params, query }) => presentPage(await listReceipts(ctx, params.number, query), presentReceipt),
  }),
  defineAction(
    'sign',
    '签收(只表示已读)',
    z.strictObject({}),
    async (ctx, number) => {
      const { matter } = await findNotice(ctx, number)
      await acknowledgeTasks(ctx, { numbers: [number] })
      return { matter }
    },
    on,
  ),
  defineAction(
    'urge',
    '催签:只点名还没签收的,一天一次',
    urgeNoticeSchema.omit({ number: true }),
    async (ctx, number, body) => ({ matter: (await urgeNotice(ctx, { ...body, number }, null)).matter }),
    on,
  ),
  defineAction(
    'end',
    '结束签收',
    endNoticeSchema.omit({ number: true }),
    async (ctx, number, body) => ({ matter: (await endNotice(ctx, { ...body, number }, null)).matter }),
    on,
  ),
]
