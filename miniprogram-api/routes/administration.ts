import { z } from 'zod'
import { updateGroup, updateGroupSchema } from '../../use-cases/administration/groups.ts'
import { createMember, createMemberSchema, updateMember, updateMemberSchema } from '../../use-cases/administration/members.ts'
import { grantRole, grantRoleSchema, revokeRole } from '../../use-cases/administration/roles.ts'
import { createUnit, createUnitSchema, updateUnit, updateUnitSchema } from '../../use-cases/administration/units.ts'
import { issueBindCode, unbind } from '../../use-cases/bindings/bind-codes.ts'
import { changeSettings, readSettings } from '../../use-cases/office/change-settings.ts'
import { officeSettingsSchema } from '../../rules/office-settings.ts'
import { revokeSessions } from '../../use-cases/sessions/revoke-sessions.ts'
import { defineRoute, type Route } from '../define-route.ts'
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

const shared = { tag: '管理', scope: 'office' } as const
const systemAdmin = { ...shared, who: ['system_admin'] } as const
const securityAdmin = { ...shared, who: ['security_admin'] } as const

const settingsSchema = officeSettingsSchema.meta({ id: 'OfficeSettings' })

/** Units, people, groups and settings: the system administrator's. */
const officeRoutes: readonly Route[] = [
  defineRoute({
    ...systemAdmin,
    method: 'post',
    path: '/admin/units',
    summary: '新建单位',
    body: createUnitSchema,
    response: unitSchema,
    statuses: { 201: '已新建' },
    handler: async (ctx, { body }) => presentUnit(await createUnit(ctx, body)),
  }),
  defineRoute({
    ...systemAdmin,
    method: 'patch',
    path: '/admin/units/:id',
    summary: '修改或撤销单位',
    params: idParams,
    body: updateUnitSchema,
    response: unitSchema,
    handler: async (ctx, { params, body }) => presentUnit(await updateUnit(ctx, { ...body, id: params.id })),
  }),
  defineRoute({
    ...systemAdmin,
    method: 'post',
    path: '/admin/members',
    summary: '新增人员',
    body: createMemberSchema,
    response: memberSchema,
    statuses: { 201: '已新增' },
    handler: async (ctx, { body }, { config }) => presentMember(await createMember(ctx, body, { mobileKey: config.keys.mobile })),
  }),
  defineRoute({
    ...systemAdmin,
    method: 'patch',
    path: '/admin/members/:id',
    summary: '修改人员,或办理离岗',
    params: idParams,
    body: updateMemberSchema,
    response: memberSchema,
    handler: async (ctx, { params, body }, { config }) =>
      presentMember(await updateMember(ctx, { ...body, id: params.id }, { mobileKey: config.keys.mobile })),
  }),
  defineRoute({
    ...systemAdmin,
    method: 'patch',
    path: '/admin/groups/:id',
    summary: '修改群台账,关闭或恢复群',
    params: idParams,
    body: updateGroupSchema,
    response: groupSchema,
    handler: async (ctx, { params, body }) => presentGroup(await updateGroup(ctx, { ...body, id: params.id })),
  }),
  defineRoute({
    ...systemAdmin,
    method: 'get',
    path: '/settings',
    summary: '本办公室的全部设置,含默认值',
    response: settingsSchema,
    handler: async (ctx) => readSettings(ctx),
  }),
  defineRoute({
    ...systemAdmin,
    method: 'patch',
    path: '/settings',
    summary: '修改设置:只写要改的项,对象逐项合并,列表整个替换',
    body: z.record(z.string().max(60), z.unknown()),
    response: settingsSchema,
    handler: (ctx, { body }) => changeSettings(ctx, body),
  }),
]

/** Roles and sessions of people: the security administrator's. */
const rightsRoutes: readonly Route[] = [
  defineRoute({
    ...securityAdmin,
    method: 'post',
    path: '/admin/roles',
    summary: '授予角色',
    body: grantRoleSchema,
    response: grantSchema,
    statuses: { 201: '已授予' },
    handler: async (ctx, { body }) => presentGrant(await grantRole(ctx, body)),
  }),
  defineRoute({
    ...securityAdmin,
    method: 'delete',
    path: '/admin/roles/:id',
    summary: '收回角色',
    params: idParams,
    handler: (ctx, { params }) => revokeRole(ctx, { grantId: params.id }),
  }),
  defineRoute({
    ...securityAdmin,
    method: 'delete',
    path: '/admin/members/:id/sessions',
    summary: '注销某人的全部登录',
    params: idParams,
    response: z.strictObject({ ended: z.int() }),
    handler: async (ctx, { params }, { machineNow }) => ({ ended: await revokeSessions(ctx, { memberId: params.id, machineNow }) }),
  }),
  defineRoute({
    ...securityAdmin,
    method: 'post',
    path: '/admin/members/:id/bind-code',
    summary: '发绑定码:五分钟内由本人向机器人发送 #绑定 码',
    secret: true,
    params: idParams,
    response: z.strictObject({ code: z.string(), instruction: z.string() }),
    statuses: { 201: '已发码' },
    handler: async (ctx, { params }, call) => {
      const code = await issueBindCode(ctx, { key: call.config.keys.codes, machineNow: call.machineNow }, { memberId: params.id })
      return { code, instruction: `#绑定 ${code}` }
    },
  }),
  defineRoute({
    ...securityAdmin,
    method: 'delete',
    path: '/admin/members/:id/bindings',
    summary: '解除某人的全部绑定与登录(手机遗失)',
    params: idParams,
    response: z.strictObject({ bindings: z.int(), sessions: z.int() }),
    handler: (ctx, { params }, { machineNow }) => unbind(ctx, { machineNow }, { memberId: params.id }),
  }),
]

export const administrationRoutes: readonly Route[] = [...officeRoutes, ...rightsRoutes]
