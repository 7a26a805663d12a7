import { IsNull } from 'typeorm'
import { Session } from '../../entities/index.ts'
import type { Instant } from '../../rules/instant.ts'
import { appendAudit } from '../audit/append-audit.ts'
import type { UseCaseContext } from '../context.ts'

/** Signs out: the token is worth nothing from now on. Ending it twice is once. */
export const endSession = async (ctx: UseCaseContext, input: { sessionId: string; machineNow: Instant }): Promise<void> => {
  const { affected } = await ctx.tx.update(Session, { id: input.sessionId, revokedAt: IsNull() }, { revokedAt: input.machineNow })
  if (affected === 1) await appendAudit(ctx, { action: 'session.end', subject: input.sessionId })
}
