import { z } from 'zod'
import type { Role } from '../../rules/roles.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { closeGroup } from '../../use-cases/groups/close-group.ts'
import { keepGroup, keepGroupSchema } from '../../use-cases/groups/keep-group.ts'
import { listCoverage, listCoverageSchema } from '../../use-cases/groups/list-coverage.ts'
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
    ended: z.boolean().describe('已过到期日,尚未关闭'),
    messages: z.int().describe('近30天消息条数(只计数,不留内容)'),
    spokeOn: z.string().nullable().describe('最近有人说话的日子'),
    lastMatterAt: instant.nullable(),
    proposedAt: instant.nullable().describe('最近一次建议群主关闭'),
    mine: z.boolean().describe('我在群里'),
  })
  .meta({ id: 'Group' })

const rosterSchema = z.array(z.strictObject({ member: namedSchema, nickname: z.string().describe('群昵称') })).describe('在群里的人')

const coverageSchema = z
  .strictObject({
    unit: namedSchema,
    members: z.int(),
    ownGroups: z.int().describe('归口本单位的群'),
    reached: z.boolean().describe('有归口的群,或有人在群里'),
    uncovered: z.array(namedSchema).describe('不在任何已登记群里的人'),
  })
  .meta({ id: 'UnitCoverage' })

const readers: readonly Role[] = ['leader', 'director', 'deputy_director', 'supervisor', 'unit_head']

/** What the bot answered in the group is told there; the caller gets the line of the ledger. */
const lineOf = async (ctx: UseCaseContext, id: string): Promise<z.input<typeof groupItemSchema>> => (await readGroup(ctx, id)).group

/** Who runs a group keeps or closes it. To whoever may not see its line it does not exist. */
const keepingRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/groups/:id/close',
    tag: '群',
    summary: '关闭群:机器人退出,未办结事项转私信办理',
    who: 'member',
    scope: 'group',
    params: idParams,
    body: z.strictObject({}),
    response: groupItemSchema,
    handler: async (ctx, { params }) => {
      await readGroup(ctx, params.id)
      await closeGroup(ctx, { groupId: params.id, fromGroup: false })
      return lineOf(ctx, params.id)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/groups/:id/keep',
    tag: '群',
    summary: '延用群:到某日,或不设期限(空)',
    who: 'member',
    scope: 'group',
    params: idParams,
    body: keepGroupSchema.omit({ groupId: true }),
    response: groupItemSchema,
    handler: async (ctx, { params, body }) => {
      await readGroup(ctx, params.id)
      await keepGroup(ctx, { ...body, groupId: params.id })
      return lineOf(ctx, params.id)
    },
  }),
]

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
    path: '/groups/coverage',
    tag: '群',
    summary: '群覆盖:哪些单位没有群,哪些人不在任何群里',
    who: readers,
    scope: 'office',
    query: listCoverageSchema,
    response: z.strictObject({ items: z.array(coverageSchema) }),
    handler: async (ctx, { query }) => ({ items: await listCoverage(ctx, query) }),
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
  ...keepingRoutes,
]
