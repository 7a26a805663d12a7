import { perform } from '../database/stage.ts'
import { countDemands, demandBatch } from '../use-cases/burden/count-demands.ts'
import type { SweepJob } from './job.ts'

/** Adds up what units asked of each other since the last tick. */
export const sumDemands: SweepJob = {
  name: 'count-demands',
  cadence: 'tick',
  run: async (stage) => {
    while ((await perform(stage, { memberId: null }, (ctx) => countDemands(ctx))) >= demandBatch);
  },
}
