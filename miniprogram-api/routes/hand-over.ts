import { z } from 'zod'
import { handOverMember, handOverMemberSchema } from '../../use-cases/people/hand-over-member.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { idParams } from './params.ts'

/** Somebody changes post or leaves: the security administrator, the office's supervisor or the unit's head hands over for them. */
export const handOverRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/members/:id/hand-over',
    tag: '管理',
    summary: '人员变动:把某人的全部待办和交办移交给接任人',
    who: ['security_admin', 'supervisor', 'unit_head'],
    scope: 'office',
    params: idParams,
    body: handOverMemberSchema.omit({ fromId: true }),
    response: z.strictObject({ matters: z.int(), issued: z.int(), todos: z.int(), withoutRole: z.int(), series: z.int() }),
    handler: (ctx, { params, body }) => handOverMember(ctx, { ...body, fromId: params.id }),
  }),
]
