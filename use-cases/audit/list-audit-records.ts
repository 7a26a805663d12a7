import { z } from 'zod'
import { AuditRecord } from '../../entities/index.ts'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import { requireAdministrator } from '../administration/require-administrator.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { memberName, type Named } from '../matters/names.ts'

export const listAuditRecordsSchema = pageSchema.extend({
  /** The whole action (`roles.grant`). */
  action: z.string().trim().min(1).max(32).optional(),
  actorId: z.string().length(26).optional(),
  from: z.int().optional(),
  to: z.int().optional(),
})

export type ListAuditRecordsInput = z.input<typeof listAuditRecordsSchema>

export interface AuditItem {
  id: string
  at: number
  /** Null for the command line and the clock. */
  actor: Named | null
  action: string
  subject: string | null
  detail: Record<string, unknown> | null
  /** Place in the chain; null until it has been chained. */
  sequence: number | null
}

const cursors = createCursor('audit', z.object({ at: z.int(), id: z.string().length(26) }))

/** The audit log, newest first; for the auditor alone (`forbidden`). */
export const listAuditRecords = async (ctx: UseCaseContext, input: ListAuditRecordsInput = {}): Promise<Page<AuditItem>> => {
  actorOf(ctx)
  requireAdministrator(ctx, 'auditor')
  const { cursor, limit: _limit, ...filters } = input
  const after = cursors.read(cursor, filters)
  const limit = pageSize(input)
  const query = ctx.tx
    .createQueryBuilder(AuditRecord, 'record')
    .orderBy('record.at', 'DESC')
    .addOrderBy('record.id', 'DESC')
    .limit(limit + 1)
  if (after) query.andWhere('record.at <= :at AND NOT (record.at = :at AND record.id >= :id)', after)
  if (filters.action !== undefined) query.andWhere('record.action = :action', { action: filters.action })
  if (filters.actorId !== undefined) query.andWhere('record.actor_id = :actorId', { actorId: filters.actorId })
  if (filters.from !== undefined) query.andWhere('record.at >= :from', { from: filters.from })
  if (filters.to !== undefined) query.andWhere('record.at <= :to', { to: filters.to })
  return cutPage(
    await query.getMany(),
    limit,
    ({ id, at, actorId, action, subject, detail, sequence }) => ({
      id,
      at,
      actor: actorId === null ? null : memberName(ctx.office.directory, actorId),
      action,
      subject,
      detail,
      sequence,
    }),
    (last) => cursors.write({ at: last.at, id: last.id }, filters),
  )
}
