import { perform } from '../database/stage.ts'
import { Procedure, ProcedureStep } from '../entities/index.ts'
import { noteOverruns as noteBatch, overrunBatch } from '../use-cases/procedures/note-overruns.ts'
import type { SweepJob } from './job.ts'
import { firstAfter } from './next-wake-at.ts'

/** Notes steps and procedures that went over their limit. */
export const noteOverruns: SweepJob = {
  name: 'note-overruns',
  cadence: 'tick',
  run: async (stage) => {
    while ((await perform(stage, { memberId: null }, (ctx) => noteBatch(ctx))) >= overrunBatch);
  },
  nextAt: async (stage, after) => {
    // Over it is what is later than its due.
    const dues = [
      await firstAfter(stage, ProcedureStep, 'alarmAt', after - 1),
      await firstAfter(stage, Procedure, 'alarmAt', after - 1),
    ].filter((at) => at !== null)
    return dues.length === 0 ? null : Math.min(...dues) + 1
  },
}
