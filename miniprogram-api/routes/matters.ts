import { listIssued, listIssuedSchema } from '../../use-cases/matters/list-issued.ts'
import { listMatters, listMattersSchema } from '../../use-cases/matters/list-matters.ts'
import { readMatter, readMatterSchema } from '../../use-cases/matters/read-matter.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { pageOf, presentPage } from '../presenters/common.ts'
import { matterDetailSchema, matterItemSchema, presentMatterDetail, presentMatterItem } from '../presenters/present-matter.ts'
import { numberParams } from './params.ts'

/** Matters, in lists and one by one; rights are part of every query. */
export const matterRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/issued',
    tag: '我的',
    summary: '我交办的,新的在前',
    who: 'member',
    scope: 'own',
    query: listIssuedSchema,
    response: pageOf(matterItemSchema),
    handler: async (ctx, { query }) => presentPage(await listIssued(ctx, query), presentMatterItem),
  }),
  defineRoute({
    method: 'get',
    path: '/matters',
    tag: '事项',
    summary: '我看得到的事项:可按类别、状态、灯、单位、群、交办人、文字、时限筛选',
    who: 'member',
    scope: 'own',
    query: listMattersSchema,
    response: pageOf(matterItemSchema),
    handler: async (ctx, { query }) => presentPage(await listMatters(ctx, query), presentMatterItem),
  }),
  defineRoute({
    method: 'get',
    path: '/matters/:number',
    tag: '事项',
    summary: '一件事项及其经过;群成员看别人的事项只得概要',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    query: readMatterSchema,
    response: matterDetailSchema,
    handler: async (ctx, { params, query }) => presentMatterDetail(await readMatter(ctx, params.number, query)),
  }),
]
