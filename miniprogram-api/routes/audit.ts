import { z } from 'zod'
import { listAuditRecords, listAuditRecordsSchema } from '../../use-cases/audit/list-audit-records.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { instant, pageOf, presentPage, namedOrNull } from '../presenters/common.ts'

const recordSchema = z
  .strictObject({
    id: z.string(),
    at: instant,
    actor: namedOrNull.describe('为空即命令行或系统'),
    action: z.string(),
    subject: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()).nullable(),
    sequence: z.int().nullable().describe('链上的序号'),
  })
  .meta({ id: 'AuditRecord' })

/** The audit log: read by the auditor only. */
export const auditRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/audit-records',
    tag: '管理',
    summary: '审计日志,新的在前',
    who: ['auditor'],
    scope: 'office',
    query: listAuditRecordsSchema,
    response: pageOf(recordSchema),
    handler: async (ctx, { query }) => presentPage(await listAuditRecords(ctx, query), (record) => record),
  }),
]
