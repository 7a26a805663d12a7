import { IsNull, MoreThan } from 'typeorm'
import { Session } from '../../entities/index.ts'
import type { Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { requireAdministrator } from '../administration/require-administrator.ts'
import { appendAudit } from '../audit/append-audit.ts'
import type { UseCaseContext } from '../context.ts'

/** Ends every session of a member (a lost phone); for the security administrator. Resolves with how many were live. */
export const revokeSessions = async (ctx: UseCaseContext, input: { memberId: string; machineNow: Instant }): Promise<number> => {
  requireAdministrator(ctx, 'security_admin')
  if (!ctx.office.directory.findMember(input.memberId)) throw new Problem('not_found', '没有这个人员')
  const live = { memberId: input.memberId, revokedAt: IsNull(), expiresAt: MoreThan(input.machineNow) }
  const { affected } = await ctx.tx.update(Session, live, { revokedAt: input.machineNow })
  await appendAudit(ctx, { action: 'session.revoke_all', subject: input.memberId, detail: { ended: affected ?? 0 } })
  return affected ?? 0
}
