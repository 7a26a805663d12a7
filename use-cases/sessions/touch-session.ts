import type { EntityManager } from 'typeorm'
import { Session } from '../../entities/index.ts'
import { MINUTE_MS, type Instant } from '../../rules/instant.ts'

/** Whether the session's use is to be noted again: at most one write a minute. */
export const isTouchDue = (session: Pick<Session, 'lastUsedAt'>, now: Instant): boolean => now - session.lastUsedAt >= MINUTE_MS

/** Notes that the session was used now (machine clock); of calls at the same moment one writes. */
export const touchSession = async (tx: EntityManager, session: Pick<Session, 'id' | 'lastUsedAt'>, now: Instant): Promise<void> => {
  await tx.update(Session, { id: session.id, lastUsedAt: session.lastUsedAt }, { lastUsedAt: now })
}
