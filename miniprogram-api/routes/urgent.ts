import { requireSeat } from '../../use-cases/groups/require-seat.ts'
import {
  endUrgent,
  followUpUrgent,
  signUrgent,
  signUrgentSchema,
  supplementUrgent,
  urgentWordsSchema,
} from '../../use-cases/urgent/continue-urgent.ts'
import { gradeUrgent, gradeUrgentSchema } from '../../use-cases/urgent/grade-urgent.ts'
import { openUrgent, openUrgentSchema } from '../../use-cases/urgent/open-urgent.ts'
import { readUrgent } from '../../use-cases/urgent/read-urgent.ts'
import { describeUrgentSigned } from '../../wording/urgent.ts'
import { describeGraded } from '../../wording/urgent-severity.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { presentUrgent, urgentPageSchema } from '../presenters/present-urgent.ts'
import { defineAction } from './define-action.ts'
import { numberParams } from './params.ts'

const tag = '紧急信息'
const on = { path: '/urgent-reports', tag }
const words = urgentWordsSchema.omit({ number: true })

/** 紧急信息 by API: what the chat tags of the same names do, told to the same people (docs/rules.md, Urgent reports). */
export const urgentRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/urgent-reports',
    tag,
    summary: '报紧急信息;不全也先报,尚缺的要素在答复里',
    who: 'member',
    scope: 'own',
    body: openUrgentSchema,
    response: urgentPageSchema,
    statuses: { 201: '已报' },
    handler: async (ctx, { body }) => {
      if (body.groupId !== null) await requireSeat(ctx, body.groupId)
      const { matter } = await openUrgent(ctx, body)
      return presentUrgent(await readUrgent(ctx, matter.number))
    },
  }),
  defineRoute({
    method: 'get',
    path: '/urgent-reports/:number',
    tag,
    summary: '一件紧急信息的全过程:初报、补充、续报、签发、终报',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    response: urgentPageSchema,
    handler: async (ctx, { params }) => presentUrgent(await readUrgent(ctx, params.number)),
  }),
  defineAction('supplement', '补充要素', words, async (ctx, number, body) => supplementUrgent(ctx, { ...body, number }), on),
  defineAction(
    'severity',
    '调整等级:按新等级从同一时点重算时限,并立即告知',
    gradeUrgentSchema.omit({ number: true }),
    async (ctx, number, body, w) => {
      const graded = await gradeUrgent(ctx, { ...body, number })
      return { matter: graded.matter, tell: { text: describeGraded(w, { ...graded, number }), memberIds: [graded.matter.issuerId] } }
    },
    on,
  ),
  defineAction(
    'follow-up',
    '续报,自动编号;写明【等级】即一并调整',
    words,
    async (ctx, number, body) => followUpUrgent(ctx, { ...body, number }),
    on,
  ),
  defineAction('final', '终报', words, async (ctx, number, body) => endUrgent(ctx, { ...body, number }), on),
  defineAction(
    'sign',
    '签发上报;是否超过时限如实记录',
    signUrgentSchema.omit({ number: true }),
    async (ctx, number, body, w) => {
      const { matter, nextAt } = await signUrgent(ctx, { ...body, number })
      return { matter, tell: { text: describeUrgentSigned(w, { number, nextAt }), memberIds: [matter.issuerId] } }
    },
    on,
  ),
]
