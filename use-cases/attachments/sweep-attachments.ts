import { LessThanOrEqual, type EntityManager } from 'typeorm'
import { Attachment } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { MINUTE_MS, type Instant } from '../../rules/instant.ts'

/** A storage that does not answer is asked again after this. */
export const sweepAgainMs = 10 * MINUTE_MS
export const sweepBatch = 50

/** Gives an upload up whose bytes are not to stay. False when it has been kept meanwhile: then nothing may be removed. */
export const discardAttachment = async (tx: EntityManager, id: string, machineNow: Instant): Promise<boolean> =>
  (await updateRows(tx, Attachment, { state: 'discarded', sweepAt: machineNow }, "id = ? AND state = 'receiving'", [id])) === 1

/**
 * Ids whose bytes nobody needs any more, each claimed for a while: uploads that died half-way, what was taken away, what could not be
 * removed before. The caller removes the bytes outside of the transaction and then calls `settleSwept`.
 */
export const claimSweep = async (tx: EntityManager, machineNow: Instant): Promise<string[]> => {
  const due = await tx.find(Attachment, {
    select: { id: true, state: true, sweepAt: true },
    where: { sweepAt: LessThanOrEqual(machineNow) },
    order: { sweepAt: 'ASC', id: 'ASC' },
    take: sweepBatch,
  })
  const claimed: string[] = []
  for (const { id, state, sweepAt } of due) {
    const next = state === 'receiving' ? 'discarded' : state
    const set = { state: next, sweepAt: machineNow + sweepAgainMs }
    // Another process may have taken it in between, or the upload may just have been kept.
    if ((await updateRows(tx, Attachment, set, 'id = ? AND state = ? AND sweep_at = ?', [id, state, sweepAt])) === 1) claimed.push(id)
  }
  return claimed
}

/** The bytes are gone: a discarded upload leaves nothing, what a person took away keeps its row. */
export const settleSwept = async (tx: EntityManager, id: string): Promise<void> => {
  await tx.delete(Attachment, { id, state: 'discarded' })
  await tx.update(Attachment, { id, state: 'removed' }, { sweepAt: null })
}
