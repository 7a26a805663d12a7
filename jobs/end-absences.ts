import { perform } from '../database/stage.ts'
import { Absence } from '../entities/index.ts'
import { absenceBatch, endAbsences as endBatch } from '../use-cases/absences/end-absence.ts'
import type { SweepJob } from './job.ts'
import { firstAfter } from './next-wake-at.ts'

/** Ends absences that are over by the calendar. */
export const endAbsences: SweepJob = {
  name: 'end-absences',
  cadence: 'tick',
  run: async (stage) => {
    while ((await perform(stage, { memberId: null }, (ctx) => endBatch(ctx))) >= absenceBatch);
  },
  nextAt: (stage, after) => firstAfter(stage, Absence, 'endsAt', after),
}
