import { perform } from '../database/stage.ts'
import { Matter, Todo } from '../entities/index.ts'
import { lightBatch, sweepLights } from '../use-cases/lights/sweep-lights.ts'
import type { SweepJob } from './job.ts'
import { firstAfter } from './next-wake-at.ts'

/** Writes the lights that time alone has changed. */
export const changeLights: SweepJob = {
  name: 'change-lights',
  cadence: 'tick',
  run: async (stage) => {
    while ((await perform(stage, { memberId: null }, (ctx) => sweepLights(ctx))) >= lightBatch);
  },
  nextAt: async (stage, after) => {
    const todo = await firstAfter(stage, Todo, 'levelChangesAt', after)
    const matter = await firstAfter(stage, Matter, 'levelChangesAt', after)
    return todo === null || matter === null ? (todo ?? matter) : Math.min(todo, matter)
  },
}
