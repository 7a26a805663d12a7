import { z } from 'zod'
import type { Role } from '../../rules/roles.ts'
import { listRepeats, listRepeatsSchema } from '../../use-cases/burden/list-repeats.ts'
import { readBurden, readBurdenSchema } from '../../use-cases/burden/read-burden.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { instant, namedSchema, pageOf, presentPage } from '../presenters/common.ts'

const day = z.string().describe('YYYY-MM-DD')
const figures = {
  demands: z.int().describe('要求:一个事项对一个单位算一次'),
  afterHours: z.int().describe('其中非工作时间提出的'),
  repeated: z.int().describe('其中与近期要求相似的'),
}
const ofUnit = z.array(z.strictObject({ unit: namedSchema, ...figures }))

const suggestionsSchema = z.strictObject({
  open: z.int().describe('待答复'),
  late: z.int().describe('其中已超期'),
  periods: z.array(z.strictObject({ from: day, received: z.int(), answered: z.int() })),
})

const burdenSchema = z
  .strictObject({
    by: z.enum(['week', 'month']),
    whole: z.boolean().describe('全办;否则只是本单位收到的'),
    total: z.strictObject(figures),
    periods: z.array(z.strictObject({ from: day, ...figures })).describe('从早到晚,最后一期尚未结束'),
    asked: ofUnit.describe('按收到要求的单位'),
    asking: ofUnit.describe('按提出要求的单位'),
    suggestions: z.union([suggestionsSchema, z.null()]).describe('建议的收到与答复;只看本单位时为空'),
  })
  .meta({ id: 'Burden' })

const named = { number: z.int(), title: z.string() }
const repeatSchema = z
  .strictObject({
    askedAt: instant,
    asked: namedSchema.describe('收到要求的单位'),
    asking: namedSchema.describe('提出要求的单位'),
    matter: z.strictObject(named),
    earlier: z.strictObject({ ...named, asking: namedSchema, askedAt: instant }).describe('此前的相似要求'),
  })
  .meta({ id: 'Repeat' })

const readers: readonly Role[] = ['leader', 'director', 'deputy_director', 'supervisor', 'unit_head']
const shared = { method: 'get', tag: '减负', who: readers, scope: 'office' } as const

/** What the office asks of its units, for the office itself. No route says anything of a person. */
export const burdenRoutes: readonly Route[] = [
  defineRoute({
    ...shared,
    path: '/burden',
    summary: '减负统计:各单位每周(月)收到的要求、重复的、非工作时间的',
    query: readBurdenSchema,
    response: burdenSchema,
    handler: (ctx, { query }) => readBurden(ctx, query),
  }),
  defineRoute({
    ...shared,
    path: '/burden/repeats',
    summary: '重复的要求,新的在前',
    query: listRepeatsSchema,
    response: pageOf(repeatSchema),
    handler: async (ctx, { query }) => presentPage(await listRepeats(ctx, query), (repeat) => repeat),
  }),
]
