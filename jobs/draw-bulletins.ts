import { consult, perform, type Stage } from '../database/stage.ts'
import { Bulletin } from '../entities/index.ts'
import { Problem } from '../rules/problems.ts'
import { countBulletin } from '../use-cases/bulletins/count-bulletin.ts'
import { listDuePeriods, listWaiting } from '../use-cases/bulletins/draw-due.ts'
import { openBulletin } from '../use-cases/bulletins/open-bulletin.ts'
import { settleFigures } from './count-items.ts'
import type { CalendarJob, SweepJob } from './job.ts'
import { firstAfter } from './next-wake-at.ts'

/** Fills in the figures that somebody waits for, everything counted as of now first. */
const countWaiting = async (stage: Stage): Promise<void> => {
  const waiting = await consult(stage, { memberId: null }, listWaiting)
  if (waiting.length === 0) return
  await settleFigures(stage)
  for (const matterId of waiting) await perform(stage, { memberId: null }, (ctx) => countBulletin(ctx, matterId))
}

/** The figures of bulletins that were drawn up, or that somebody wants counted anew. */
export const countBulletins: SweepJob = {
  name: 'count-bulletins',
  cadence: 'tick',
  run: countWaiting,
  nextAt: (stage, after) => firstAfter(stage, Bulletin, 'wantCountAt', after),
}

/**
 * Draws up the drafts of the periods that are over, a configured working day into the next one; a day that no process ran is made up for on
 * the next working day. Each in a transaction of its own: the unique period decides between processes (docs/rules.md, Bulletins).
 */
export const drawBulletins: CalendarJob = {
  name: 'draw-bulletins',
  cadence: { at: '08:40', on: 'working_days' },
  missed: 'run_once',
  run: async (stage) => {
    for (const period of await consult(stage, { memberId: null }, listDuePeriods)) {
      try {
        await perform(stage, { memberId: null }, (ctx) => openBulletin(ctx, period))
      } catch (error) {
        // Somebody, or another process, has just drawn it up.
        if (!(error instanceof Problem && error.code === 'conflict')) throw error
      }
    }
    await countWaiting(stage)
  },
}
