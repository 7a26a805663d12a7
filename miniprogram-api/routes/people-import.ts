import { z } from 'zod'
import { peopleTemplate } from '../../documents/people/people-template.ts'
import { readPeopleTable } from '../../documents/people/read-people-table.ts'
import { importPeople } from '../../use-cases/people/import-people.ts'
import { defineRoute, type Route } from '../define-route.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const importSchema = z
  .strictObject({
    applied: z.boolean().describe('是否已写入;有错行又没有选 partial 时为否'),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    newUnits: z.int(),
    problems: z.array(z.strictObject({ line: z.int().describe('行号'), reasons: z.array(z.string()) })),
  })
  .meta({ id: 'ImportResult' })

/** People in a table, in and out. */
export const importRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/admin/people-template',
    tag: '管理',
    summary: '下载人员导入模板(.xlsx)',
    who: ['system_admin'],
    scope: 'office',
    download: xlsx,
    handler: async () => ({ fileName: '人员导入模板.xlsx', bytes: await peopleTemplate() }),
  }),
  defineRoute({
    method: 'post',
    path: '/admin/people-import',
    tag: '管理',
    summary: '导入人员:直接上传 .xlsx 或 .csv,最大 5 MB',
    who: ['system_admin'],
    scope: 'office',
    body: z.instanceof(Buffer),
    upload: [xlsx, 'text/csv', 'application/octet-stream'],
    query: z.strictObject({
      partial: z.boolean().optional().describe('有错行时先导入正确的行'),
      dryRun: z.boolean().optional().describe('只检查,不写入'),
    }),
    response: importSchema,
    // Unpacking and parsing run in a worker, before the transaction holds anything.
    ahead: async ({ body }) => readPeopleTable(body),
    handler: (ctx, { query, ahead }, { config }) =>
      importPeople(ctx, ahead.rows, { mobileKey: config.keys.mobile, partial: query.partial ?? false, dryRun: query.dryRun ?? false }),
  }),
]
