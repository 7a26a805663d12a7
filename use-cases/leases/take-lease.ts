import { LessThanOrEqual, type EntityManager } from 'typeorm'
import { Lease } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import type { Instant } from '../../rules/instant.ts'

export interface LeaseClaim {
  /** What is led: `chat:<channel>`, `audit-chain`; at most 160 characters. */
  name: string
  /** This process, at most 40 characters; new at every start. */
  holder: string
  /** Machine clock. */
  now: Instant
  forMs: number
}

/** The lease of the one process that listens and speaks for a chat channel's account. */
export const chatLease = (channel: string): string => `chat:${channel}`

/** Takes or renews a lease. True while this holder leads; false while another one does. */
export const takeLease = async (tx: EntityManager, { name, holder, now, forMs }: LeaseClaim): Promise<boolean> => {
  const until = now + forMs
  const renewed = await tx.update(Lease, { name, holder }, { until })
  if (renewed.affected === 1) return true
  const taken = await tx.update(Lease, { name, until: LessThanOrEqual(now) }, { holder, until })
  if (taken.affected === 1) return true
  if (await tx.existsBy(Lease, { name })) return false
  try {
    await insertRows(tx, Lease, [{ name, holder, until }])
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

/** Gives a lease back, so that the next process need not wait for its end. */
export const releaseLease = async (tx: EntityManager, { name, holder }: Pick<LeaseClaim, 'name' | 'holder'>): Promise<void> => {
  await tx.delete(Lease, { name, holder })
}
