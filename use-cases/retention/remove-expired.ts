import { LessThanOrEqual, type EntityManager } from 'typeorm'
import { IdempotencyRecord, JobRun, OneTimeCode, Session } from '../../entities/index.ts'
import { DAY_MS, type Clocks } from '../../rules/instant.ts'

/** Codes and sessions are kept this long after their end, so that "已过期" can still be told from "没有". */
const keptAfterEndMs = 7 * DAY_MS
const jobRunsKeptMs = 90 * DAY_MS

/** Removes what has served its time: answers to repeated requests, codes, sessions (machine clock), job runs (office clock). Returns how many rows. */
export const removeExpired = async (tx: EntityManager, clocks: Clocks): Promise<number> => {
  const machine = clocks.machine()
  const removed = [
    await tx.delete(IdempotencyRecord, { expiresAt: LessThanOrEqual(machine) }),
    await tx.delete(OneTimeCode, { expiresAt: LessThanOrEqual(machine - keptAfterEndMs) }),
    await tx.delete(Session, { expiresAt: LessThanOrEqual(machine - keptAfterEndMs) }),
    await tx.delete(JobRun, { scheduledFor: LessThanOrEqual(clocks.office() - jobRunsKeptMs) }),
  ]
  return removed.reduce((sum, { affected }) => sum + (affected ?? 0), 0)
}
