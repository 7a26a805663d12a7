import { perform } from '../database/stage.ts'
import { Supervision } from '../entities/index.ts'
import { countSupervisions, supervisionBatch } from '../use-cases/supervision/count-supervisions.ts'
import { milestoneBatch, remindMilestones } from '../use-cases/supervision/remind-milestones.ts'
import type { SweepJob } from './job.ts'
import { firstAfter } from './next-wake-at.ts'

/** Brings the monthly figures of supervision into line with what changed, and with limits that have passed. */
export const summariseSupervision: SweepJob = {
  name: 'count-supervision',
  cadence: 'tick',
  run: async (stage) => {
    while ((await perform(stage, { memberId: null }, (ctx) => countSupervisions(ctx))) >= supervisionBatch);
  },
}

/** Reminds those responsible of milestones one working day ahead. */
export const remindOfMilestones: SweepJob = {
  name: 'remind-milestones',
  cadence: 'tick',
  run: async (stage) => {
    while ((await perform(stage, { memberId: null }, (ctx) => remindMilestones(ctx))) >= milestoneBatch);
  },
  nextAt: (stage, after) => firstAfter(stage, Supervision, 'reminderAt', after),
}
