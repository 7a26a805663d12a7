import type { Stage } from '../database/stage.ts'
import type { FileStore } from '../storage/file-store.ts'
import { claimSweep, settleSwept, sweepBatch } from '../use-cases/attachments/sweep-attachments.ts'
import type { SweepJob } from './job.ts'

const removeOne = async ({ runner }: Stage, files: FileStore, id: string): Promise<void> => {
  await files.remove(id)
  await runner.transaction((tx) => settleSwept(tx, id))
}

/**
 * Removes bytes that no attachment stands for: of uploads that died half-way and of attachments that were taken away. A storage that does
 * not answer fails the run once; the rows come round again.
 */
export const removeSweptFiles = (files: FileStore): SweepJob => ({
  name: 'remove-swept-files',
  cadence: 'tick',
  run: async (stage) => {
    for (;;) {
      const ids = await stage.runner.transaction((tx) => claimSweep(tx, stage.clocks.machine()))
      const results = await Promise.allSettled(ids.map((id) => removeOne(stage, files, id)))
      const failed = results.find((result) => result.status === 'rejected')
      if (failed) throw failed.reason
      if (ids.length < sweepBatch) return
    }
  },
})
