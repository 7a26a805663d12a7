import type { EntityManager } from 'typeorm'
import { MINUTE_MS, type Instant } from '../../rules/instant.ts'
import { select, sql } from '../matters/sql.ts'
import { hashToken } from './hash-token.ts'

export interface FindSessionInput {
  token: string
  /** Machine clock. */
  now: Instant
  idleMinutes: number
}

export interface LiveSession {
  id: string
  memberId: string
  lastUsedAt: Instant
}

interface SessionRow {
  id: string
  member_id: string
  last_used_at: number
  expires_at: number
  revoked_at: number | null
}

/**
 * The live session of a token; undefined when it is unknown, revoked, too old or lay idle too long.
 * Use is noted at most once a minute (touch-session.ts), so the idle limit may strike up to a minute early, never late.
 */
export const findSession = async (tx: EntityManager, { token, now, idleMinutes }: FindSessionInput): Promise<LiveSession | undefined> => {
  // Plain SQL: every call of the API asks this, and building the query through TypeORM costs ten times the query.
  const [row] = await select<SessionRow>(
    tx,
    sql`SELECT id, member_id, last_used_at, expires_at, revoked_at FROM sessions WHERE token_hash = ${hashToken(token)}`,
  )
  if (!row || row.revoked_at !== null) return undefined
  const isOver = now >= row.expires_at || now - row.last_used_at >= idleMinutes * MINUTE_MS
  return isOver ? undefined : { id: row.id, memberId: row.member_id, lastUsedAt: row.last_used_at }
}
