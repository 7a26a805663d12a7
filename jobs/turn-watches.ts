import { perform } from '../database/stage.ts'
import { WatchSlot } from '../entities/index.ts'
import { sweepWatches, watchBatch } from '../use-cases/watches/sweep-watches.ts'
import type { SweepJob } from './job.ts'
import { firstAfter } from './next-wake-at.ts'

/** Opens the slots of rosters, reminds in private, and notes what was missed. */
export const turnWatches: SweepJob = {
  name: 'turn-watches',
  cadence: 'tick',
  run: async (stage) => {
    while ((await perform(stage, { memberId: null }, (ctx) => sweepWatches(ctx))) >= watchBatch);
  },
  nextAt: (stage, after) => firstAfter(stage, WatchSlot, 'alarmAt', after),
}
