import { z } from 'zod'
import { delegate, delegateSchema, endDelegation } from '../../use-cases/delegations/delegate.ts'
import { listDelegations } from '../../use-cases/delegations/list-delegations.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { instant, namedSchema } from '../presenters/common.ts'

const kind = z.enum(['stand_in', 'posting']).describe('代理、授权代发')

const delegationSchema = z
  .strictObject({ kind, from: namedSchema, to: namedSchema, startsAt: instant, endsAt: instant.nullable() })
  .meta({ id: 'Delegation' })

const mine = { tag: '我的', who: 'member', scope: 'own' } as const

/** 代理 and 授权. */
export const delegationRoutes: readonly Route[] = [
  defineRoute({
    ...mine,
    method: 'get',
    path: '/delegations',
    summary: '我委托的和委托给我的,现在有效的',
    response: z.strictObject({ items: z.array(delegationSchema) }),
    handler: async (ctx) => ({ items: await listDelegations(ctx) }),
  }),
  defineRoute({
    ...mine,
    method: 'post',
    path: '/delegations',
    summary: '请人代理到某时,或授权某人代发任务;再次提交即改期',
    body: delegateSchema,
    response: delegationSchema,
    statuses: { 201: '已委托' },
    handler: async (ctx, { body }) => {
      const { kind: which, fromId, toId, startsAt, endsAt } = await delegate(ctx, body)
      const named = (id: string): { id: string; name: string } => ({ id, name: ctx.office.directory.findMember(id)?.name ?? '' })
      return { kind: which, from: named(fromId), to: named(toId), startsAt, endsAt }
    },
  }),
  defineRoute({
    ...mine,
    method: 'post',
    path: '/delegations/end',
    summary: '收回我的委托:某人的,或这一种的全部',
    body: z.strictObject({ kind, toId: z.string().length(26).optional() }),
    response: z.strictObject({ ended: z.int() }),
    handler: async (ctx, { body }) => ({
      ended: await endDelegation(ctx, { kind: body.kind, ...(body.toId === undefined ? {} : { toId: body.toId }) }),
    }),
  }),
]
