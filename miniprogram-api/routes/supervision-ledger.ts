import { z } from 'zod'
import { consult, perform, type Stage } from '../../database/stage.ts'
import { makePaper } from '../../documents/page/make-paper.ts'
import { planTemplate } from '../../documents/plans/plan-template.ts'
import { readPlanTable } from '../../documents/plans/read-plan-table.ts'
import type { Ledger } from '../../documents/supervision/build-ledger-xlsx.ts'
import { Problem } from '../../rules/problems.ts'
import { exportLedger, ledgerBatch, mostLedgerRows } from '../../use-cases/supervision/export-ledger.ts'
import { exportSummary } from '../../use-cases/supervision/export-summary.ts'
import { importPlan } from '../../use-cases/supervision/import-plan.ts'
import { ledgerFiltersSchema, readLedger, readLedgerSchema, type LedgerFilters } from '../../use-cases/supervision/read-ledger.ts'
import { readSummary, readSummarySchema } from '../../use-cases/supervision/read-summary.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { pageOf, presentPage } from '../presenters/common.ts'
import { ledgerRowSchema, presentLedgerRow, presentSummary, summarySchema } from '../presenters/present-supervision.ts'
import { refuseMarked } from '../refuse-secrets.ts'

const tag = '督查'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const section = ['supervisor', 'leader', 'director', 'deputy_director'] as const

/** The rows of the ledger, batch after batch, each with a turn of its own at the database: nobody waits behind the whole. */
const collectLedger = async (
  stage: Stage,
  memberId: string | null,
  filters: LedgerFilters,
): Promise<{ data: Ledger; fileName: string }> => {
  const rows: Ledger['rows'][number][] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const from: string | undefined = cursor
    const page = await consult(stage, { memberId }, (ctx) =>
      readLedger(ctx, { ...filters, ...(from === undefined ? {} : { cursor: from }) }, ledgerBatch),
    )
    rows.push(...page.items)
    if (rows.length > mostLedgerRows) throw new Problem('too_large', `超过 ${mostLedgerRows} 行,请按月份、单位缩小范围后再导出`)
    cursor = page.next
  }
  return perform(stage, { memberId }, (ctx) => exportLedger(ctx, filters, rows))
}

const figures: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/supervision/summary',
    tag,
    summary: '督查月报:立项、办结、按期、逾期、在办、办结率、按期率,按单位;单位负责人只看本单位',
    who: [...section, 'unit_head'],
    scope: 'office',
    query: readSummarySchema,
    response: summarySchema,
    handler: async (ctx, { query }) => presentSummary(await readSummary(ctx, query)),
  }),
  defineRoute({
    method: 'get',
    path: '/supervision/summary.xlsx',
    tag,
    summary: '同上,下载 .xlsx;导出记入审计日志',
    who: [...section, 'unit_head'],
    scope: 'office',
    query: readSummarySchema,
    download: xlsx,
    ahead: async ({ query }, { stage, session }) => {
      const { data, fileName } = await perform(stage, { memberId: session?.memberId ?? null }, (ctx) => exportSummary(ctx, query))
      return { fileName, bytes: await makePaper('list', data) }
    },
    handler: async (_ctx, { ahead }) => ahead,
  }),
  defineRoute({
    method: 'get',
    path: '/supervision/ledger',
    tag,
    summary: '督查台账,按交办时间;不写月份、年份就是今年',
    who: section,
    scope: 'office',
    query: readLedgerSchema,
    response: pageOf(ledgerRowSchema),
    handler: async (ctx, { query }) => presentPage(await readLedger(ctx, query), presentLedgerRow),
  }),
  defineRoute({
    method: 'get',
    path: '/supervision/ledger.xlsx',
    tag,
    summary: '同上,下载 .xlsx;导出记入审计日志',
    who: section,
    scope: 'office',
    query: ledgerFiltersSchema,
    download: xlsx,
    ahead: async ({ query }, { stage, session }) => {
      const { data, fileName } = await collectLedger(stage, session?.memberId ?? null, query)
      return { fileName, bytes: await makePaper('ledger', data) }
    },
    handler: async (_ctx, { ahead }) => ahead,
  }),
]

const plans: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/supervision/plan-template',
    tag,
    summary: '下载工作计划模板(.xlsx)',
    who: section,
    scope: 'office',
    download: xlsx,
    ahead: planTemplate,
    handler: async (_ctx, { ahead }) => ({ fileName: '工作计划模板.xlsx', bytes: ahead }),
  }),
  defineRoute({
    method: 'post',
    path: '/supervision/plans',
    tag,
    summary: '工作计划立项:直接上传 .xlsx 或 .csv,最大 5 MB',
    who: section,
    scope: 'office',
    body: z.instanceof(Buffer),
    upload: [xlsx, 'text/csv', 'application/octet-stream'],
    query: z.strictObject({
      partial: z.boolean().optional().describe('有错行时先立正确的行'),
      dryRun: z.boolean().optional().describe('只检查,不写入'),
    }),
    response: z
      .strictObject({
        applied: z.boolean().describe('是否已写入;有错行又没有选 partial 时为否'),
        registered: z.int().describe('立项的件数'),
        numbers: z.array(z.int()).describe('编号'),
        problems: z.array(z.strictObject({ line: z.int().describe('行号'), reasons: z.array(z.string()) })),
      })
      .meta({ id: 'PlanImported' }),
    // Unpacking and parsing run in a worker, before the transaction holds anything.
    ahead: async ({ body }, call) => {
      const table = await readPlanTable(body)
      await refuseMarked(
        table.rows.flatMap(({ values }) => Object.values(values)),
        call,
      )
      return table
    },
    handler: (ctx, { query, ahead }) => importPlan(ctx, ahead.rows, { partial: query.partial ?? false, dryRun: query.dryRun ?? false }),
  }),
]

/** What the supervision section keeps and counts over all matters (docs/rules.md, Supervision). */
export const supervisionLedgerRoutes: readonly Route[] = [...figures, ...plans]
