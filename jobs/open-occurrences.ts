import { perform } from '../database/stage.ts'
import { Recurrence } from '../entities/index.ts'
import { openNextOccurrences, recurrenceBatch } from '../use-cases/recurrences/open-next-occurrence.ts'
import type { SweepJob } from './job.ts'
import { firstAfter } from './next-wake-at.ts'

/** Opens the next occurrence of recurring tasks. */
export const openOccurrences: SweepJob = {
  name: 'open-occurrences',
  cadence: 'tick',
  run: async (stage) => {
    while ((await perform(stage, { memberId: null }, (ctx) => openNextOccurrences(ctx))) >= recurrenceBatch);
  },
  nextAt: (stage, after) => firstAfter(stage, Recurrence, 'nextOpensAt', after),
}
