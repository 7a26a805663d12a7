import { z } from 'zod'
import { answerSuggestion, answerSuggestionSchema } from '../../use-cases/suggestions/answer-suggestion.ts'
import { listSuggestions, listSuggestionsSchema } from '../../use-cases/suggestions/list-suggestions.ts'
import { makeSuggestion, makeSuggestionSchema } from '../../use-cases/suggestions/make-suggestion.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { instant, namedOrNull, namedSchema, pageOf, presentPage } from '../presenters/common.ts'
import { matterBriefSchema, presentMatterBrief } from '../presenters/present-matter.ts'
import { numberParams } from './params.ts'

const suggestionSchema = z
  .strictObject({
    number: z.int(),
    body: z.string(),
    state: z.enum(['open', 'closed']).describe('待答复、已答复'),
    createdAt: instant,
    dueAt: instant.nullable().describe('答复期限'),
    late: z.boolean().describe('超期未答复'),
    mine: z.boolean().describe('我提的'),
    author: namedSchema,
    unit: namedSchema,
    answer: z.union([z.strictObject({ text: z.string(), at: instant, by: namedOrNull }), z.null()]),
  })
  .meta({ id: 'Suggestion' })

const shared = { tag: '建议', who: 'member' } as const

/** 建议与意见: made by anybody, read and answered by those who owe the answer, and by nobody else. */
export const suggestionRoutes: readonly Route[] = [
  defineRoute({
    ...shared,
    method: 'post',
    path: '/suggestions',
    summary: '提建议或意见,由督查科答复;除答复人外不公开姓名',
    scope: 'own',
    body: makeSuggestionSchema,
    response: matterBriefSchema,
    statuses: { 201: '已收到' },
    handler: async (ctx, { body }) => presentMatterBrief((await makeSuggestion(ctx, body)).matter),
  }),
  defineRoute({
    ...shared,
    method: 'get',
    path: '/suggestions',
    summary: '要我答复的和我提的建议,新的在前',
    scope: 'own',
    query: listSuggestionsSchema,
    response: pageOf(suggestionSchema),
    handler: async (ctx, { query }) => presentPage(await listSuggestions(ctx, query), (suggestion) => suggestion),
  }),
  defineRoute({
    ...shared,
    method: 'post',
    path: '/suggestions/:number/answer',
    summary: '答复建议,答复私信建议人',
    scope: 'matter',
    params: numberParams,
    body: answerSuggestionSchema.omit({ number: true }),
    response: matterBriefSchema,
    handler: async (ctx, { params, body }) => presentMatterBrief(await answerSuggestion(ctx, { ...body, number: params.number })),
  }),
]
