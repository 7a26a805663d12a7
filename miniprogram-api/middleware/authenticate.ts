import type { Context } from 'koa'
import type { Stage } from '../../database/stage.ts'
import { Problem } from '../../rules/problems.ts'
import type { Office } from '../../use-cases/context.ts'
import { findSession, isLive } from '../../use-cases/sessions/find-session.ts'
import { isTouchDue, touchSession } from '../../use-cases/sessions/touch-session.ts'
import { bearerHashOf } from './bearer.ts'

export interface Authenticated {
  session: { id: string; memberId: string }
  /** The office's people and rights as of this call. */
  office: Office
}

/**
 * The session of the call's token. Throws `not_signed_in` when there is none, or when it was revoked, lay idle too long or is too old.
 * Whether the member still belongs to the office and what they may do is looked up at every call (database/stage.ts), never kept here.
 */
export const authenticate = async (ctx: Context, stage: Stage): Promise<Authenticated> => {
  const tokenHash = bearerHashOf(ctx)
  if (tokenHash === undefined) throw new Problem('not_signed_in', '请先登录')
  const now = stage.clocks.machine()
  const found = await stage.runner.read(async (tx) => {
    const session = await findSession(tx, tokenHash)
    return session && { session, office: await stage.loadOffice(tx, session.officeVersion) }
  })
  if (!found || !isLive(found.session, now, found.office.settings.sessionIdleMinutes))
    throw new Problem('not_signed_in', '登录已失效,请重新登录')
  const { session, office } = found
  if (isTouchDue(session, now)) await stage.runner.transaction((tx) => touchSession(tx, session, now))
  return { session: { id: session.id, memberId: session.memberId }, office }
}
