import { z } from 'zod'
import { listIssues, listIssuesSchema } from '../../use-cases/issues/list-issues.ts'
import { changePublication, changePublicationSchema } from '../../use-cases/publications/change-publication.ts'
import { createPublication } from '../../use-cases/publications/create-publication.ts'
import { listPublications } from '../../use-cases/publications/find-publication.ts'
import { publicationPlanSchema } from '../../use-cases/publications/publication-plan.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { pageOf, presentPage } from '../presenters/common.ts'
import { issueLineSchema, presentIssueLine, presentPublication, publicationSchema } from '../presenters/present-issue.ts'
import { idParams } from './params.ts'

const tag = '刊物'

/** Publications as data (docs/rules.md, Issues). */
export const publicationRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/publications',
    tag,
    summary: '刊物',
    who: 'member',
    scope: 'office',
    response: z.strictObject({ items: z.array(publicationSchema) }),
    handler: async (ctx) => ({ items: (await listPublications(ctx)).map(presentPublication) }),
  }),
  defineRoute({
    method: 'post',
    path: '/publications',
    tag,
    summary: '新建刊物(信息科、办公室主任)',
    who: 'member',
    scope: 'office',
    body: publicationPlanSchema,
    response: publicationSchema,
    statuses: { 201: '已新建' },
    handler: async (ctx, { body }) => presentPublication(await createPublication(ctx, body)),
  }),
  defineRoute({
    method: 'patch',
    path: '/publications/:id',
    tag,
    summary: '修改、停办或恢复刊物(信息科、办公室主任)',
    who: 'member',
    scope: 'office',
    params: idParams,
    body: changePublicationSchema,
    response: publicationSchema,
    handler: async (ctx, { params, body }) => presentPublication(await changePublication(ctx, params.id, body)),
  }),
  defineRoute({
    method: 'get',
    path: '/publications/:id/issues',
    tag,
    summary: '一种刊物的各期,新的在前(信息科、督查科、办公室领导)',
    who: 'member',
    scope: 'office',
    params: idParams,
    query: listIssuesSchema,
    response: pageOf(issueLineSchema),
    handler: async (ctx, { params, query }) => presentPage(await listIssues(ctx, params.id, query), presentIssueLine),
  }),
]
