import { LessThan, LessThanOrEqual, type EntityManager } from 'typeorm'
import { Demand, GroupActivity, IdempotencyRecord, JobRun, OneTimeCode, Session, SignUp } from '../../entities/index.ts'
import { DAY_MS, type Clocks } from '../../rules/instant.ts'

/** Codes and sessions are kept this long after their end, so that "已过期" can still be told from "没有". */
const keptAfterEndMs = 7 * DAY_MS
const jobRunsKeptMs = 90 * DAY_MS
/** Nobody adds to a 接龙 that has been quiet for so long. */
const signUpsKeptMs = 90 * DAY_MS
/** What was asked of units and how lively groups were, day by day; the sums by week and month stay. */
const dailyFiguresKeptMs = 400 * DAY_MS

/**
 * Removes what has served its time: answers to repeated requests, codes, sessions (machine clock), job runs and daily figures (office clock).
 * Returns how many rows.
 */
export const removeExpired = async (tx: EntityManager, clocks: Clocks): Promise<number> => {
  const machine = clocks.machine()
  const oldestFigure = clocks.office() - dailyFiguresKeptMs
  const removed = [
    await tx.delete(IdempotencyRecord, { expiresAt: LessThanOrEqual(machine) }),
    await tx.delete(OneTimeCode, { expiresAt: LessThanOrEqual(machine - keptAfterEndMs) }),
    await tx.delete(Session, { expiresAt: LessThanOrEqual(machine - keptAfterEndMs) }),
    await tx.delete(JobRun, { scheduledFor: LessThanOrEqual(clocks.office() - jobRunsKeptMs) }),
    await tx.delete(SignUp, { seenAt: LessThanOrEqual(clocks.office() - signUpsKeptMs) }),
    await tx.delete(Demand, { countedAt: LessThanOrEqual(oldestFigure) }),
    await tx.delete(GroupActivity, { day: LessThan(new Date(oldestFigure).toISOString().slice(0, 10)) }),
  ]
  return removed.reduce((sum, { affected }) => sum + (affected ?? 0), 0)
}
