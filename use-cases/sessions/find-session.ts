import type { EntityManager } from 'typeorm'
import { Session } from '../../entities/index.ts'
import { MINUTE_MS, type Instant } from '../../rules/instant.ts'
import { hashToken } from './hash-token.ts'

export interface FindSessionInput {
  token: string
  /** Machine clock. */
  now: Instant
  idleMinutes: number
}

/**
 * The live session of a token; undefined when it is unknown, revoked, too old or lay idle too long.
 * Use is noted at most once a minute (touch-session.ts), so the idle limit may strike up to a minute early, never late.
 */
export const findSession = async (tx: EntityManager, { token, now, idleMinutes }: FindSessionInput): Promise<Session | undefined> => {
  const session = await tx.findOneBy(Session, { tokenHash: hashToken(token) })
  if (!session || session.revokedAt !== null) return undefined
  const isOver = now >= session.expiresAt || now - session.lastUsedAt >= idleMinutes * MINUTE_MS
  return isOver ? undefined : session
}
