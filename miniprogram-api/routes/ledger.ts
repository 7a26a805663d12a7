import { z } from 'zod'
import { listAllGroups, listMembers, listMembersSchema, listUnits, readMember } from '../../use-cases/administration/read-ledger.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { instant, pageOf, presentPage } from '../presenters/common.ts'
import {
  grantSchema,
  groupSchema,
  memberSchema,
  presentGrant,
  presentGroup,
  presentMember,
  presentUnit,
  unitSchema,
} from '../presenters/present-office.ts'
import { idParams } from './params.ts'

const memberDetailSchema = z
  .strictObject({
    member: memberSchema,
    roles: z.array(grantSchema),
    bindings: z.array(
      z.strictObject({
        id: z.string(),
        channel: z.string(),
        name: z.string().describe('最近的昵称'),
        boundAt: instant,
        confirmed: z.boolean().describe('未确认的只能看,不能办'),
      }),
    ),
  })
  .meta({ id: 'MemberDetail' })

const shared = { method: 'get', tag: '管理', scope: 'office', who: ['system_admin', 'security_admin'] } as const

/** The office's people and units as its administrators read them. */
export const ledgerRoutes: readonly Route[] = [
  defineRoute({
    ...shared,
    path: '/admin/units',
    summary: '全部单位',
    response: z.strictObject({ items: z.array(unitSchema) }),
    handler: async (ctx) => ({ items: (await listUnits(ctx)).map(presentUnit) }),
  }),
  defineRoute({
    ...shared,
    path: '/admin/groups',
    summary: '机器人见过的全部群,含未登记和已关闭的',
    response: z.strictObject({ items: z.array(groupSchema) }),
    handler: async (ctx) => ({ items: (await listAllGroups(ctx)).map(presentGroup) }),
  }),
  defineRoute({
    ...shared,
    path: '/admin/members',
    summary: '全部人员',
    query: listMembersSchema,
    response: pageOf(memberSchema),
    handler: async (ctx, { query }) => presentPage(await listMembers(ctx, query), presentMember),
  }),
  defineRoute({
    ...shared,
    path: '/admin/members/:id',
    summary: '一个人,及其角色与绑定',
    params: idParams,
    response: memberDetailSchema,
    handler: async (ctx, { params }) => {
      const { member, grants, bindings } = await readMember(ctx, params.id)
      return { member: presentMember(member), roles: grants.map(presentGrant), bindings }
    },
  }),
]
