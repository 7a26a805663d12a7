import { editorsOf } from '../../use-cases/matters/office-roles.ts'
import { proposeAgain, proposeItem, proposeItemSchema } from '../../use-cases/disclosure/propose-item.ts'
import {
  publishItem,
  publishItemSchema,
  renewItem,
  renewItemSchema,
  sendBackItem,
  sendBackItemSchema,
  withdrawItem,
} from '../../use-cases/disclosure/publish-item.ts'
import { tellPeople } from '../../use-cases/outbox/tell-people.ts'
import { describeItemSentBack, describeProposed } from '../../wording/disclosure.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { matterBriefSchema, presentMatterBrief } from '../presenters/present-matter.ts'
import { defineAction } from './define-action.ts'

const tag = '政务公开'
const on = { path: '/disclosures', tag }

/** Open information: proposed by units, looked over, published on /open, renewed. */
export const disclosureRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/disclosures',
    tag,
    summary: '报送公开事项(六项内容)',
    who: 'member',
    scope: 'own',
    body: proposeItemSchema,
    response: matterBriefSchema,
    statuses: { 201: '已报审' },
    handler: async (ctx, { body }) => {
      const { matter, item } = await proposeItem(ctx, body)
      const editors = editorsOf(ctx)
      const names = editors.map(({ name }) => name)
      await tellPeople(ctx, { matter, text: describeProposed(matter.number, item.name, names), memberIds: editors.map(({ id }) => id) })
      return presentMatterBrief(matter)
    },
  }),
  defineAction(
    'resubmit',
    '改后重报',
    proposeItemSchema,
    async (ctx, number, body) => ({ matter: (await proposeAgain(ctx, number, body)).matter }),
    on,
  ),
  defineAction(
    'publish',
    '审核通过并公开',
    publishItemSchema.omit({ number: true }),
    async (ctx, number, body) => ({ matter: await publishItem(ctx, { ...body, number }) }),
    on,
  ),
  defineAction(
    'send-back',
    '退回修改',
    sendBackItemSchema.omit({ number: true }),
    async (ctx, number, body) => {
      const matter = await sendBackItem(ctx, { ...body, number })
      return { matter, tell: { text: describeItemSentBack(number, body.reason), memberIds: [matter.issuerId] } }
    },
    on,
  ),
  defineAction(
    'renew',
    '到期更新',
    renewItemSchema.omit({ number: true }),
    async (ctx, number, body) => ({ matter: (await renewItem(ctx, { ...body, number })).matter }),
    on,
  ),
  defineAction(
    'withdraw',
    '从公开页面撤下',
    sendBackItemSchema.omit({ number: true }),
    async (ctx, number, body) => ({ matter: await withdrawItem(ctx, { ...body, number }) }),
    on,
  ),
]
