import { z } from 'zod'
import { compareVersions, compareVersionsSchema } from '../../use-cases/submissions/compare-versions.ts'
import { listSubmissions, listSubmissionsSchema } from '../../use-cases/submissions/list-submissions.ts'
import { listVersions, readSubmission } from '../../use-cases/submissions/read-submission.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { pageOf, presentPage } from '../presenters/common.ts'
import {
  comparisonSchema,
  presentComparison,
  presentSubmission,
  presentSubmissionItem,
  presentVersion,
  submissionItemSchema,
  submissionSchema,
  versionSchema,
} from '../presenters/present-submission.ts'
import { numberParams } from './params.ts'

const tag = '信息'

/** Submissions in a list, one by one, and version by version. */
export const submissionReading: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/submissions',
    tag,
    summary: '一个月的信息(全文检索用 /matters?kind=submission&text=)',
    who: 'member',
    scope: 'own',
    query: listSubmissionsSchema.extend({ limit: z.coerce.number().int().min(1).max(100).optional() }),
    response: pageOf(submissionItemSchema),
    handler: async (ctx, { query }) => presentPage(await listSubmissions(ctx, query), presentSubmissionItem),
  }),
  defineRoute({
    method: 'get',
    path: '/submissions/:number',
    tag,
    summary: '一条信息',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    response: submissionSchema,
    handler: async (ctx, { params }) => presentSubmission(await readSubmission(ctx, params.number)),
  }),
  defineRoute({
    method: 'get',
    path: '/submissions/:number/versions',
    tag,
    summary: '各版',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    response: z.strictObject({ items: z.array(versionSchema) }),
    handler: async (ctx, { params }) => ({ items: (await listVersions(ctx, params.number)).map(presentVersion) }),
  }),
  defineRoute({
    method: 'get',
    path: '/submissions/:number/comparison',
    tag,
    summary: '两版对比',
    who: 'member',
    scope: 'matter',
    params: numberParams,
    query: compareVersionsSchema,
    response: comparisonSchema,
    handler: async (ctx, { params, query }) => presentComparison(await compareVersions(ctx, params.number, query)),
  }),
]
