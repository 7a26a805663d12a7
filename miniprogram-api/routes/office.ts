import { z } from 'zod'
import { actorOf, today } from '../../use-cases/context.ts'
import { unitName } from '../../use-cases/matters/names.ts'
import { findMembers } from '../../use-cases/office/find-members.ts'
import { findUnits } from '../../use-cases/office/find-units.ts'
import { roles } from '../../rules/roles.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { instant, namedSchema, namedOrNull } from '../presenters/common.ts'

const meSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    post: z.string().nullable(),
    unit: namedSchema,
    roles: z.array(z.strictObject({ role: z.enum(roles), unit: namedSchema })),
    standsInFor: z.array(namedSchema).describe('正在代理谁'),
    office: z.strictObject({
      name: z.string(),
      botName: z.string(),
      timezone: z.string(),
      now: instant.describe('办公室的时钟'),
      lights: z.array(z.strictObject({ name: z.string(), color: z.string() })).describe('0 至 3 级灯的名称与颜色'),
    }),
  })
  .meta({ id: 'Me' })

const pickerQuery = z.strictObject({ text: z.string().trim().min(1).max(60).describe('名称中的几个字') })

/** Who I am, and the people and units around me. */
export const officeRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/me',
    tag: '我的',
    summary: '我是谁、任什么角色,以及本办公室的名称、时钟与灯色',
    who: 'member',
    scope: 'own',
    response: meSchema,
    handler: async (ctx) => {
      const { directory, settings } = ctx.office
      const actor = actorOf(ctx)
      const others = directory.actsFor(actor.id, ctx.now).filter((id) => id !== actor.id)
      return {
        id: actor.id,
        name: actor.name,
        post: actor.post,
        unit: unitName(directory, actor.unitId),
        roles: directory.grantsOf(actor.id, today(ctx)).map(({ role, unitId }) => ({ role, unit: unitName(directory, unitId) })),
        standsInFor: others.map((id) => ({ id, name: directory.findMember(id)?.name ?? '' })),
        office: { name: settings.name, botName: settings.botName, timezone: settings.timezone, now: ctx.now, lights: settings.lights },
      }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/units',
    tag: '选人',
    summary: '按名称、简称、代码找单位,最多二十个',
    who: 'member',
    scope: 'office',
    query: pickerQuery,
    response: z.strictObject({
      items: z.array(
        z.strictObject({ id: z.string(), code: z.string(), name: z.string(), parent: namedOrNull }).meta({ id: 'UnitChoice' }),
      ),
    }),
    handler: async (ctx, { query }) => ({ items: await findUnits(ctx, query.text) }),
  }),
  defineRoute({
    method: 'get',
    path: '/members',
    tag: '选人',
    summary: '按姓名或“单位+姓名”找人,最多二十个;手机号只显示首尾',
    who: 'member',
    scope: 'office',
    query: pickerQuery,
    response: z.strictObject({
      items: z.array(
        z
          .strictObject({
            id: z.string(),
            name: z.string(),
            post: z.string().nullable(),
            unit: namedSchema,
            mobileMasked: z.string().nullable(),
          })
          .meta({ id: 'MemberChoice' }),
      ),
    }),
    handler: async (ctx, { query }) => ({ items: await findMembers(ctx, query.text) }),
  }),
]
