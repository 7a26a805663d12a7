import { createHash } from 'node:crypto'
import { LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm'
import type { Runner } from '../database/runner.ts'
import { IdempotencyRecord } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { isUniqueViolation } from '../entities/unique-violation.ts'
import { DAY_MS, type Instant } from '../rules/instant.ts'
import { Problem } from '../rules/problems.ts'

/** One POST with an `Idempotency-Key`. */
export interface KeyedCall {
  memberId: string
  key: string
  /** Of method, path, query and body. */
  digest: string
  now: Instant
  newId: () => string
}

export interface Answer {
  status: number
  body: unknown
}

const keyForm = /^[\x21-\x7e]{8,80}$/

/** The checked key of the header; undefined when it was not sent. Throws `bad_request` for one of a strange form. */
export const readKey = (header: string): string | undefined => {
  if (header === '') return undefined
  if (!keyForm.test(header)) throw new Problem('bad_request', 'Idempotency-Key 须为 8 至 80 个可见字符')
  return header
}

/** What makes two calls the same request. */
export const digestOf = (parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex')

/** Whether an answer is kept under the key: a repeat needs no second effect, whatever has changed since. */
export const isKeyKept = (runner: Runner, { memberId, key, now }: Pick<KeyedCall, 'memberId' | 'key' | 'now'>): Promise<boolean> =>
  runner.read((tx) => tx.existsBy(IdempotencyRecord, { memberId, requestKey: key, expiresAt: MoreThan(now) }))

const replay = (kept: IdempotencyRecord, call: KeyedCall): Answer => {
  if (kept.requestDigest !== call.digest) throw new Problem('conflict', '同一个 Idempotency-Key 已用于另一个请求')
  return { status: kept.status, body: JSON.parse(kept.body) as unknown }
}

/** Takes the key, or says what it was taken for. A twin on another connection waits here, at the unique index, until the first is done. */
const claimKey = async (tx: EntityManager, call: KeyedCall): Promise<{ id: string } | { kept: IdempotencyRecord }> => {
  const { memberId, key, digest, now } = call
  const claim = { id: call.newId(), memberId, requestKey: key, requestDigest: digest, status: 0, body: 'null', expiresAt: now + DAY_MS }
  await tx.delete(IdempotencyRecord, { memberId, requestKey: key, expiresAt: LessThanOrEqual(now) })
  try {
    await insertRows(tx, IdempotencyRecord, [claim])
    return { id: claim.id }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return { kept: await tx.findOneByOrFail(IdempotencyRecord, { memberId, requestKey: key }) }
  }
}

/**
 * Runs the effect and keeps its answer in one transaction. A repeat gets the kept answer; the same key with another request is a
 * `conflict`; a refusal rolls the claim back with everything else, so that it can be tried again. The key is claimed before the
 * effect: a twin never meets half of the other's effect.
 */
export const keepAnswer = (runner: Runner, call: KeyedCall, effect: (tx: EntityManager) => Promise<Answer>): Promise<Answer> =>
  runner.transaction(async (tx) => {
    const claimed = await claimKey(tx, call)
    if ('kept' in claimed) return replay(claimed.kept, call)
    const answer = await effect(tx)
    await tx.update(IdempotencyRecord, { id: claimed.id }, { status: answer.status, body: JSON.stringify(answer.body ?? null) })
    return answer
  })
