import { z } from 'zod'
import { perform } from '../../database/stage.ts'
import { makePaper } from '../../documents/page/make-paper.ts'
import { readQuotas, readQuotasSchema } from '../../use-cases/quotas/read-quotas.ts'
import { readStatisticsSchema } from '../../use-cases/statistics/read-statistics.ts'
import { exportStatistics, reportStatistics } from '../../use-cases/statistics/report-statistics.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { presentQuota, presentStatistics, quotaSchema, statisticsSchema } from '../presenters/present-statistics.ts'

const tag = '统计'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Figures of the information line (docs/rules.md, Statistics): everybody's for the office's own, else of one's units and of oneself. */
export const statisticsRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/statistics',
    tag,
    summary: '报送、采用、采用率、批示率、积分、占比、任务完成率:按单位、信息员、类别、刊物、级别、月、季、年;不写时段就是本月',
    who: 'member',
    scope: 'own',
    query: readStatisticsSchema,
    response: statisticsSchema,
    handler: async (ctx, { query }) => presentStatistics(await reportStatistics(ctx, query)),
  }),
  defineRoute({
    method: 'get',
    path: '/statistics/xlsx',
    tag,
    summary: '同上,下载 .xlsx;导出记入审计日志',
    who: 'member',
    scope: 'own',
    query: readStatisticsSchema,
    download: xlsx,
    // Built in a thread of its own, before the handler's turn at the database.
    ahead: async ({ query }, { stage, session }) => {
      const { data, fileName } = await perform(stage, { memberId: session?.memberId ?? null }, (ctx) => exportStatistics(ctx, query))
      return { fileName, bytes: await makePaper('list', data) }
    },
    handler: async (_ctx, { ahead }) => ahead,
  }),
  defineRoute({
    method: 'get',
    path: '/quotas',
    tag,
    summary: '任务完成进度:单位和信息员;不写日期就是今天所在的各周期',
    who: 'member',
    scope: 'own',
    query: readQuotasSchema,
    response: z.strictObject({ items: z.array(quotaSchema) }),
    handler: async (ctx, { query }) => ({ items: (await readQuotas(ctx, query)).map(presentQuota) }),
  }),
]
