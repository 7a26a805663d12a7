import { AuditRecord } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import type { UseCaseContext } from '../context.ts'

export interface AuditInput {
  /** `<room>.<verb>`, at most 32 characters: `roles.grant`, `session.open`, `export.people`. */
  action: string
  /** What it was done to: an id or a number, at most 80 characters; never personal data. */
  subject?: string | undefined
  detail?: Record<string, unknown> | undefined
}

/** The one way to write an audit record, in the caller's transaction. Its place in the chain is given later (chain-audit.ts), so writers never wait. */
export const appendAudit = async (ctx: UseCaseContext, input: AuditInput): Promise<void> => {
  const row = {
    id: ctx.newId(),
    at: ctx.now,
    actorId: ctx.actor?.id ?? null,
    action: input.action,
    subject: input.subject ?? null,
    detail: input.detail ?? null,
    sequence: null,
    digest: null,
  }
  await insertRows(ctx.tx, AuditRecord, [row])
}
