import { z } from 'zod'
import {
  changePointsRules,
  changePointsRulesSchema,
  switchRanking,
  switchRankingSchema,
} from '../../use-cases/points/change-points-rules.ts'
import { explainPoints, explainPointsSchema } from '../../use-cases/points/explain-points.ts'
import {
  listPointIncidents,
  listPointIncidentsSchema,
  recordPointIncident,
  recordPointIncidentSchema,
  revokePointIncident,
  revokePointIncidentSchema,
} from '../../use-cases/points/point-incidents.ts'
import { readRulesInForce } from '../../use-cases/points/read-rules.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { pageOf, presentPage } from '../presenters/common.ts'
import {
  incidentSchema,
  pointLineSchema,
  presentIncident,
  presentPointLine,
  rankingSchema,
  rulesSchema,
} from '../presenters/present-points.ts'
import { idParams } from './params.ts'

const tag = '积分'

/** Points: where they come from, the rules, and what is recorded by hand (docs/rules.md, Points). */
export const pointsRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/points/explain',
    tag,
    summary: '积分明细:每一分对应的信息、规则和说明,以及合计;写明单位、人员或信息编号',
    who: 'member',
    scope: 'own',
    query: explainPointsSchema.extend({
      number: z.coerce.number().int().positive().optional(),
      limit: z.coerce.number().int().min(1).max(100).optional(),
    }),
    response: pageOf(pointLineSchema).extend({ total: z.int().describe('合计,以百分之一分计') }),
    handler: async (ctx, { query }) => {
      const page = await explainPoints(ctx, query)
      return { ...presentPage(page, presentPointLine), total: page.total }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/points/rules',
    tag,
    summary: '现行积分规则,以及排名、批示计分是否开启',
    who: 'member',
    scope: 'office',
    response: rulesSchema,
    handler: (ctx) => readRulesInForce(ctx),
  }),
  defineRoute({
    method: 'put',
    path: '/points/rules',
    tag,
    summary: '换用积分规则(整份,写明原因);有误时逐条说明,不改动;从改动的日期起重新计分',
    who: 'member',
    scope: 'own',
    body: changePointsRulesSchema,
    response: z.strictObject({ recounted: z.int().describe('将重新计分的信息条数') }),
    handler: (ctx, { body }) => changePointsRules(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/points/ranking',
    tag,
    summary: '开启或关闭排名、批示计分(办公室主任,写明原因)',
    who: 'member',
    scope: 'own',
    body: switchRankingSchema,
    response: rankingSchema,
    handler: (ctx, { body }) => switchRanking(ctx, body),
  }),
  defineRoute({
    method: 'get',
    path: '/points/incidents',
    tag,
    summary: '迟报、失实等登记,最近登记的在前',
    who: 'member',
    scope: 'own',
    query: listPointIncidentsSchema.extend({ limit: z.coerce.number().int().min(1).max(100).optional() }),
    response: pageOf(incidentSchema),
    handler: async (ctx, { query }) => presentPage(await listPointIncidents(ctx, query), presentIncident),
  }),
  defineRoute({
    method: 'post',
    path: '/points/incidents',
    tag,
    summary: '登记迟报、失实、酌情加减分等(信息科、主任;写明原因);规则给出范围的录入分值,超出范围就拒绝',
    who: 'member',
    scope: 'own',
    body: recordPointIncidentSchema,
    response: incidentSchema,
    statuses: { 201: '已登记' },
    handler: async (ctx, { body }) => presentIncident(await recordPointIncident(ctx, body)),
  }),
  defineRoute({
    method: 'post',
    path: '/points/incidents/:id/revoke',
    tag,
    summary: '撤销登记错的(写明原因)',
    who: 'member',
    scope: 'own',
    params: idParams,
    body: revokePointIncidentSchema,
    handler: (ctx, { params, body }) => revokePointIncident(ctx, params.id, body),
  }),
]
