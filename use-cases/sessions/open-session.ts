import { Session } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { HOUR_MS, type Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { today, type UseCaseContext } from '../context.ts'
import { createToken, hashToken } from './hash-token.ts'

export interface OpenSessionInput {
  memberId: string
  via: Session['via']
  /** Machine clock: the office clock may be moved. */
  machineNow: Instant
}

export interface OpenedSession {
  /** Told once, here; the database keeps its hash. */
  token: string
  memberId: string
  /** Machine clock: the end whatever happens; the token also ends after `idleMinutes` without a call. */
  expiresAt: Instant
  idleMinutes: number
}

/** Signs a member in. Throws `not_signed_in` for one who left or whose account has ended. */
export const openSession = async (ctx: UseCaseContext, { memberId, via, machineNow }: OpenSessionInput): Promise<OpenedSession> => {
  const { directory, settings } = ctx.office
  const member = directory.findMember(memberId)
  if (!member || !directory.isActive(member, today(ctx))) throw new Problem('not_signed_in', '该人员已离岗或账号已到期')
  const token = createToken()
  const id = ctx.newId()
  const expiresAt = machineNow + settings.sessionMaxHours * HOUR_MS
  const row = { id, tokenHash: hashToken(token), memberId, via, createdAt: machineNow, lastUsedAt: machineNow, expiresAt, revokedAt: null }
  await insertRows(ctx.tx, Session, [row])
  await appendAudit({ ...ctx, actor: member }, { action: 'session.open', subject: id, detail: { via } })
  return { token, memberId, expiresAt, idleMinutes: settings.sessionIdleMinutes }
}
