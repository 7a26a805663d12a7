import type { EntityManager } from 'typeorm'
import { MINUTE_MS, type Instant } from '../../rules/instant.ts'
import { officeVersionSql, readOfficeVersion, type OfficeVersion } from '../office/load-office.ts'

/** A session as it is kept, live or not, with the office's version at the same moment. */
export interface FoundSession {
  id: string
  memberId: string
  lastUsedAt: Instant
  expiresAt: Instant
  revokedAt: Instant | null
  officeVersion: OfficeVersion
}

interface SessionRow extends Record<string, unknown> {
  id: string
  member_id: string
  last_used_at: number
  expires_at: number
  revoked_at: number | null
}

/** The session of a token, by its hash (hash-token.ts); undefined when it is unknown. One question brings the office's version as well: every call of the API asks both. */
export const findSession = async (tx: EntityManager, tokenHash: string): Promise<FoundSession | undefined> => {
  // Plain SQL: building the query through TypeORM costs ten times the query.
  const [row] = await tx.query<SessionRow[]>(
    `SELECT id, member_id, last_used_at, expires_at, revoked_at, ${officeVersionSql} FROM sessions WHERE token_hash = ?`,
    [tokenHash],
  )
  return (
    row && {
      id: row.id,
      memberId: row.member_id,
      lastUsedAt: row.last_used_at,
      expiresAt: row.expires_at,
      revokedAt: row.revoked_at,
      officeVersion: readOfficeVersion(row),
    }
  )
}

/**
 * Whether a session is neither revoked nor too old nor lay idle too long (machine clock). Use is noted at most once a minute
 * (touch-session.ts), so the idle limit may strike up to a minute early, never late.
 */
export const isLive = ({ revokedAt, expiresAt, lastUsedAt }: FoundSession, now: Instant, idleMinutes: number): boolean =>
  revokedAt === null && now < expiresAt && now - lastUsedAt < idleMinutes * MINUTE_MS
