import { z } from 'zod'
import { readGroup } from '../../use-cases/groups/read-group.ts'
import { listGroups, listGroupsSchema } from '../../use-cases/groups/list-groups.ts'
import { listGroupMatters, listGroupMattersSchema } from '../../use-cases/matters/list-group-matters.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { instant, namedSchema, pageOf, presentPage, namedOrNull } from '../presenters/common.ts'
import { matterItemSchema, presentMatterItem } from '../presenters/present-matter.ts'
import { idParams } from './params.ts'

const groupItemSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    purpose: z.string().nullable(),
    owner: namedOrNull,
    ownerUnit: namedOrNull,
    members: z.int(),
    openMatters: z.int(),
    openedAt: instant,
    closesOn: z.string().nullable().describe('到期日'),
    closedAt: instant.nullable(),
    mine: z.boolean().describe('我在群里'),
  })
  .meta({ id: 'Group' })

const rosterSchema = z.array(z.strictObject({ member: namedSchema, nickname: z.string().describe('群昵称') })).describe('在群里的人')

/** The group ledger. */
export const groupRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/groups',
    tag: '群',
    summary: '群台账:我在的、我负责的群;领导、主任、督查看全部',
    who: 'member',
    scope: 'own',
    query: listGroupsSchema.omit({ id: true }),
    response: pageOf(groupItemSchema),
    handler: async (ctx, { query }) => presentPage(await listGroups(ctx, query), (group) => group),
  }),
  defineRoute({
    method: 'get',
    path: '/groups/:id',
    tag: '群',
    summary: '一个群及群里的人',
    who: 'member',
    scope: 'group',
    params: idParams,
    response: z.strictObject({ group: groupItemSchema, roster: rosterSchema }),
    handler: (ctx, { params }) => readGroup(ctx, params.id),
  }),
  defineRoute({
    method: 'get',
    path: '/groups/:id/matters',
    tag: '群',
    summary: '一个群的在办事项,按时限',
    who: 'member',
    scope: 'group',
    params: idParams,
    query: listGroupMattersSchema,
    response: pageOf(matterItemSchema),
    handler: async (ctx, { params, query }) => presentPage(await listGroupMatters(ctx, params.id, query), presentMatterItem),
  }),
]
