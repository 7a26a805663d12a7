import { perform, type Stage } from '../database/stage.ts'
import { Submission } from '../entities/index.ts'
import { judgeUnitYears } from '../use-cases/points/judge-unit-years.ts'
import { recountBatch, recountItems } from '../use-cases/statistics/recount-items.ts'
import type { CalendarJob, SweepJob } from './job.ts'
import { firstAfter } from './next-wake-at.ts'

/** Brings points and figures into line with the items that changed since the last tick. */
export const countItems: SweepJob = {
  name: 'count-items',
  cadence: 'tick',
  run: async (stage) => {
    while ((await perform(stage, { memberId: null }, (ctx) => recountItems(ctx))) >= recountBatch);
  },
  nextAt: (stage, after) => firstAfter(stage, Submission, 'recountAt', after),
}

/** A transaction a unit, so that nobody waits long for the year of all of them. */
const judgeAll = async (stage: Stage): Promise<void> => {
  let after: string | null = ''
  while (after !== null) {
    const from: string = after
    after = await perform(stage, { memberId: null }, (ctx) => judgeUnitYears(ctx, from))
  }
}

/** Judges what only the end of a period decides: quotas met, months missed, caps. */
export const judgePoints: CalendarJob = {
  name: 'judge-points',
  cadence: { at: '00:30', on: 'every_day' },
  missed: 'run_once',
  run: judgeAll,
}

/** Everything counted as of now; before figures are frozen into a bulletin, or shown by a dump. */
export const settleFigures = async (stage: Stage): Promise<void> => {
  await countItems.run(stage)
  await judgeAll(stage)
}
