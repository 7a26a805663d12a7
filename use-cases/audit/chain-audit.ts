import { createHash, getHashes } from 'node:crypto'
import { IsNull, MoreThan, type EntityManager } from 'typeorm'
import { AuditHead, AuditRecord } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { Problem } from '../../rules/problems.ts'

const algorithms = ['sm3', 'sha256'] as const
type Algorithm = (typeof algorithms)[number]

/** SM3 where this Node's OpenSSL has it; the name is part of the first link, so the chain says itself which one it is. */
const preferred = (): Algorithm => (getHashes().includes('sm3') ? 'sm3' : 'sha256')

const digestOf = (algorithm: Algorithm, text: string): string => createHash(algorithm).update(text, 'utf8').digest('hex')

const firstLink = (algorithm: Algorithm): string => digestOf(algorithm, `qunban-audit:${algorithm}`)

const linkOf = (algorithm: Algorithm, previous: string, sequence: number, record: AuditRecord): string =>
  digestOf(
    algorithm,
    JSON.stringify([previous, sequence, record.id, record.at, record.actorId, record.action, record.subject, record.detail]),
  )

/** The head row; written once, with the first link of the algorithm in use. */
const getHead = async (tx: EntityManager): Promise<AuditHead> => {
  const head = await tx.findOneBy(AuditHead, { id: 1 })
  if (head) return head
  const first = { id: 1, sequence: 0, digest: firstLink(preferred()) }
  try {
    await insertRows(tx, AuditHead, [first])
    return first
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new Problem('stale', '审计链正由另一进程续写')
  }
}

/** Which algorithm a chain began with: that of its first record, else the one in use. */
const algorithmOf = (first: AuditRecord | null): Algorithm =>
  algorithms.find((algorithm) => first !== null && linkOf(algorithm, firstLink(algorithm), 1, first) === first.digest) ?? preferred()

const findFirst = (tx: EntityManager): Promise<AuditRecord | null> => tx.findOneBy(AuditRecord, { sequence: 1 })

/** How many records one transaction chains. */
export const auditBatch = 500

/**
 * Gives the records that are not in the chain yet their place and digest. Run by one leased job; writers of records never wait for it.
 * Returns how many were chained; fewer than the batch means nothing is left.
 */
export const chainAudit = async (tx: EntityManager, batch = auditBatch): Promise<number> => {
  const records = await tx.find(AuditRecord, { where: { sequence: IsNull() }, order: { id: 'ASC' }, take: batch })
  if (records.length === 0) return 0
  const head = await getHead(tx)
  const algorithm = algorithmOf(await findFirst(tx))
  let { sequence, digest } = head
  for (const record of records) {
    sequence += 1
    digest = linkOf(algorithm, digest, sequence, record)
    await tx.update(AuditRecord, { id: record.id, sequence: IsNull() }, { sequence, digest })
  }
  const { affected } = await tx.update(AuditHead, { id: 1, sequence: head.sequence, digest: head.digest }, { sequence, digest })
  if (affected !== 1) throw new Problem('stale', '审计链正由另一进程续写')
  return records.length
}

export interface AuditVerdict {
  /** Null when every link holds. */
  brokenAt: { sequence: number; reason: 'missing' | 'altered' | 'tail' } | null
  algorithm: Algorithm
  /** Records whose link was checked. */
  checked: number
  /** Records still waiting for their place. */
  waiting: number
  head: { sequence: number; digest: string }
}

const pageSize = 1_000

/**
 * Walks the whole chain. The chain alone cannot see that its tail and its head were cut together: pass an `anchor`
 * (a head noted outside the database earlier), and the record in that place must still carry that digest.
 */
export const verifyAudit = async (tx: EntityManager, anchor?: { sequence: number; digest: string }): Promise<AuditVerdict> => {
  const head = (await tx.findOneBy(AuditHead, { id: 1 })) ?? { sequence: 0, digest: firstLink(preferred()) }
  const algorithm = algorithmOf(await findFirst(tx))
  const waiting = await tx.countBy(AuditRecord, { sequence: IsNull() })
  const result = { algorithm, waiting, head: { sequence: head.sequence, digest: head.digest } }
  const broken = (sequence: number, reason: 'missing' | 'altered' | 'tail', checked: number): AuditVerdict => ({
    ...result,
    brokenAt: { sequence, reason },
    checked,
  })
  let sequence = 0
  let digest = firstLink(algorithm)
  for (;;) {
    const page = await tx.find(AuditRecord, { where: { sequence: MoreThan(sequence) }, order: { sequence: 'ASC' }, take: pageSize })
    for (const record of page) {
      if (record.sequence !== sequence + 1) return broken(sequence + 1, 'missing', sequence)
      const link = linkOf(algorithm, digest, record.sequence, record)
      if (link !== record.digest) return broken(record.sequence, 'altered', sequence)
      if (anchor?.sequence === record.sequence && anchor.digest !== link) return broken(record.sequence, 'altered', sequence)
      sequence = record.sequence
      digest = link
    }
    if (page.length < pageSize) break
  }
  if (sequence !== head.sequence || digest !== head.digest || sequence < (anchor?.sequence ?? 0))
    return broken(sequence + 1, 'tail', sequence)
  return { ...result, brokenAt: null, checked: sequence }
}
