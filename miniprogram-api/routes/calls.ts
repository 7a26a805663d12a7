import { z } from 'zod'
import { consult } from '../../database/stage.ts'
import { makePaper } from '../../documents/page/make-paper.ts'
import { deliverToCall, deliverToCallSchema } from '../../use-cases/calls/deliver-to-call.ts'
import { getCall } from '../../use-cases/calls/find-call.ts'
import { finishCall, finishCallSchema } from '../../use-cases/calls/finish-call.ts'
import { openCall, openCallSchema } from '../../use-cases/calls/open-call.ts'
import { takeCall } from '../../use-cases/calls/take-call.ts'
import { topicsDocument, topicsSchema } from '../../use-cases/calls/topics-document.ts'
import { viewCall } from '../../use-cases/calls/view-call.ts'
import { today } from '../../use-cases/context.ts'
import { requireSeat } from '../../use-cases/groups/require-seat.ts'
import { tellPeople } from '../../use-cases/outbox/tell-people.ts'
import { tellNext } from '../../use-cases/submissions/tell-next.ts'
import { describeCall, describeDelivered } from '../../wording/calls.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { callSchema, presentCall } from '../presenters/present-call.ts'
import { matterBriefSchema, presentMatterBrief } from '../presenters/present-matter.ts'
import { defineAction, wordingOf } from './define-action.ts'
import { numberParams } from './params.ts'

const tag = '约稿'
const on = { path: '/calls', tag }
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const withoutNumber = { number: true } as const

const deliveredSchema = z
  .strictObject({
    matter: matterBriefSchema.describe('报送的信息'),
    call: matterBriefSchema,
    late: z.boolean().describe('过了约稿时限'),
    waitingFor: z.int().describe('还有几个单位未报'),
    missing: z.array(z.string()).describe('尚缺的要素,不影响报送'),
  })
  .meta({ id: 'Delivered' })

/** 约稿 by API: what the chat tags of the same names do, said to the same people (docs/rules.md, Calls). */
export const callRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/calls',
    tag,
    summary: '约稿(信息科、督查科、办公室领导);不写 dueAt 则从内容里读时限',
    who: 'member',
    scope: 'own',
    body: openCallSchema,
    response: callSchema,
    statuses: { 201: '已发出' },
    handler: async (ctx, { body }) => {
      if (body.groupId !== null) await requireSeat(ctx, body.groupId)
      const { matter, limit } = await openCall(ctx, body)
      const { directory } = ctx.office
      const line = { number: matter.number, title: matter.title, unitIds: [...new Set(body.unitIds)], limit }
      const memberIds = line.unitIds.flatMap((id) => directory.mentionedFor(id, today(ctx)).map((member) => member.id))
      await tellPeople(ctx, { matter, text: describeCall(wordingOf(ctx), line), memberIds })
      return presentCall(await viewCall(ctx, matter.number))
    },
  }),
  defineRoute({
    method: 'get',
    path: '/calls/topics.docx',
    tag,
    summary: '《报送要点》.docx:几条约稿,或一个月的约稿',
    who: 'member',
    scope: 'own',
    query: topicsSchema,
    download: docx,
    // Built in a thread of its own, before the handler's turn at the database.
    ahead: async ({ query }, { stage, session }) => {
      const data = await consult(stage, { memberId: session?.memberId ?? null }, (ctx) => topicsDocument(ctx, query))
      return { fileName: `${data.title}.docx`, bytes: await makePaper('topics', data) }
    },
    handler: async (_ctx, { ahead }) => ahead,
  }),
  defineRoute({
    method: 'get',
    path: '/calls/:number',
    tag,
    summary: '一次约稿:各单位进度',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    response: callSchema,
    handler: async (ctx, { params }) => presentCall(await viewCall(ctx, params.number)),
  }),
  defineAction(
    'take',
    '认领',
    z.strictObject({}),
    async (ctx, number) => {
      await takeCall(ctx, { number })
      return { matter: (await getCall(ctx, number)).matter }
    },
    on,
  ),
  defineRoute({
    method: 'post',
    path: '/calls/:number/deliver',
    tag,
    summary: '报送约稿:报一条信息并算作已报',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    body: deliverToCallSchema.omit({ ...withoutNumber, groupId: true }),
    response: deliveredSchema,
    statuses: { 201: '已报送' },
    handler: async (ctx, { params, body }) => {
      const delivered = await deliverToCall(ctx, { ...body, number: params.number })
      await tellNext(ctx, delivered)
      const { matter, submission, call, isLate, waitingFor } = delivered
      const text = describeDelivered(wordingOf(ctx), {
        ...delivered,
        number: matter.number,
        title: matter.title,
        unitId: submission.unitId,
      })
      await tellPeople(ctx, { matter: call, text, memberIds: [call.issuerId] })
      return {
        matter: presentMatterBrief(matter),
        call: presentMatterBrief(call),
        late: isLate,
        waitingFor,
        missing: [...delivered.check.missing],
      }
    },
  }),
  defineAction(
    'finish',
    '截稿:结束约稿,未报单位记录在案',
    finishCallSchema.omit(withoutNumber),
    async (ctx, number, body) => ({ matter: (await finishCall(ctx, { ...body, number })).matter }),
    on,
  ),
]
