import { z } from 'zod'
import { perform } from '../../database/stage.ts'
import { makePaper } from '../../documents/page/make-paper.ts'
import { pageSchema } from '../../rules/cursor.ts'
import { exportBulletin } from '../../use-cases/bulletins/bulletin-document.ts'
import { changeFigure, changeOfFigureSchema, restoreFigure, restoreFigureSchema } from '../../use-cases/bulletins/change-figure.ts'
import { editBulletin, editBulletinSchema } from '../../use-cases/bulletins/edit-bulletin.ts'
import {
  cancelBulletin,
  cancelBulletinSchema,
  issueBulletin,
  issueBulletinSchema,
  recountBulletin,
} from '../../use-cases/bulletins/issue-bulletin.ts'
import { listBulletinItems, listBulletins, listBulletinsSchema } from '../../use-cases/bulletins/list-bulletins.ts'
import { requestBulletin, requestBulletinSchema } from '../../use-cases/bulletins/open-bulletin.ts'
import { readBulletin } from '../../use-cases/bulletins/read-bulletin.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { bulletinLineSchema, bulletinSchema, presentBulletin, presentBulletinLine } from '../presenters/present-bulletin.ts'
import { pageOf, presentPage } from '../presenters/common.ts'
import { defineAction } from './define-action.ts'
import { numberParams } from './params.ts'

const tag = '通报'
const on = { path: '/bulletins', tag }
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const withoutNumber = { number: true } as const
const limit = z.coerce.number().int().min(1).max(100).optional()

const present = async (ctx: UseCaseContext, number: number): Promise<z.input<typeof bulletinSchema>> =>
  presentBulletin(await readBulletin(ctx, number))

const reading: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/bulletins',
    tag,
    summary: '通报列表,最近的在前;信息科、督查科和办公室领导看全部,其他人看已印发的',
    who: 'member',
    scope: 'own',
    query: listBulletinsSchema.extend({ limit }),
    response: pageOf(bulletinLineSchema),
    handler: async (ctx, { query }) => presentPage(await listBulletins(ctx, query), presentBulletinLine),
  }),
  defineRoute({
    method: 'get',
    path: '/bulletins/:number',
    tag,
    summary:
      '一期通报:各类单位的数据、零报送单位、人工调整;名次、批示、先进后进和推荐名单须先由主任开启。单位可看已印发的,只有自己的名次,没有后进',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    response: bulletinSchema,
    handler: (ctx, { params }) => present(ctx, params.number),
  }),
  defineRoute({
    method: 'get',
    path: '/bulletins/:number/items',
    tag,
    summary: '采用信息一览表,分页',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    query: pageSchema.extend({ limit }),
    response: pageOf(
      z
        .strictObject({
          position: z.int(),
          title: z.string(),
          units: z.string(),
          authors: z.string(),
          publication: z.string(),
          level: z.string(),
          adoptedOn: z.string(),
        })
        .meta({ id: 'BulletinItem' }),
    ),
    handler: async (ctx, { params, query }) => presentPage(await listBulletinItems(ctx, params.number, query), (use) => use),
  }),
  ...(['docx', 'xlsx'] as const).map((form) =>
    defineRoute({
      method: 'get',
      path: `/bulletins/:number/${form}`,
      tag,
      summary: `下载 .${form}:印发前是送审稿;导出记入审计日志`,
      who: 'member',
      scope: 'matter',
      params: numberParams,
      download: form === 'docx' ? docx : xlsx,
      // Built in a thread of its own, before the handler's turn at the database.
      ahead: async ({ params }, { stage, session }) => {
        const occasion = { memberId: session?.memberId ?? null }
        const { data, fileName } = await perform(stage, occasion, (ctx) => exportBulletin(ctx, params.number, form))
        return { fileName, bytes: await makePaper(form === 'docx' ? 'bulletin' : 'bulletin-tables', data) }
      },
      handler: async (_ctx, { ahead }) => ahead,
    }),
  ),
]

const writing: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/bulletins',
    tag,
    summary: '起草一期通报(信息科、主任);数据随后统计,isCounting 为否即好',
    who: 'member',
    scope: 'own',
    body: requestBulletinSchema,
    response: bulletinSchema,
    statuses: { 201: '已起草' },
    handler: async (ctx, { body }) => present(ctx, (await requestBulletin(ctx, body)).number),
  }),
  defineRoute({
    method: 'patch',
    path: '/bulletins/:number',
    tag,
    summary: '修改标题、正文、主送(写明原因)',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    body: editBulletinSchema.omit(withoutNumber),
    response: bulletinSchema,
    handler: async (ctx, { params, body }) => present(ctx, (await editBulletin(ctx, { ...body, number: params.number })).number),
  }),
  defineRoute({
    method: 'post',
    path: '/bulletins/:number/changes',
    tag,
    summary: '改一个数、不列入某单位、划去推荐(写明原因);重新统计时保留',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    body: changeOfFigureSchema,
    response: bulletinSchema,
    handler: async (ctx, { params, body }) => present(ctx, (await changeFigure(ctx, { ...body, number: params.number })).number),
  }),
  defineRoute({
    method: 'post',
    path: '/bulletins/:number/restore',
    tag,
    summary: '取消一项人工调整,恢复统计数(写明原因)',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    body: restoreFigureSchema.omit(withoutNumber),
    response: bulletinSchema,
    handler: async (ctx, { params, body }) => present(ctx, (await restoreFigure(ctx, { ...body, number: params.number })).number),
  }),
  defineAction(
    'recount',
    '按现在的数据重新统计,人工调整保留',
    z.strictObject({}),
    async (ctx, number) => ({ matter: await recountBulletin(ctx, { number }) }),
    on,
  ),
  defineAction(
    'issue',
    '印发:此后不再变动;不会发到任何群里',
    issueBulletinSchema.omit(withoutNumber),
    async (ctx, number, body) => ({ matter: await issueBulletin(ctx, { ...body, number }) }),
    on,
  ),
  defineAction(
    'cancel',
    '撤销草稿或已印发的通报(写明原因)',
    cancelBulletinSchema.omit(withoutNumber),
    async (ctx, number, body) => ({ matter: await cancelBulletin(ctx, { ...body, number }) }),
    on,
  ),
]

/** Bulletins from the draft to what was issued (docs/rules.md, Bulletins). */
export const bulletinRoutes: readonly Route[] = [...reading, ...writing]
