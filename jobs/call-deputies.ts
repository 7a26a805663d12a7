import { consult, perform } from '../database/stage.ts'
import { callDeputies, nextDeputyCall } from '../use-cases/signatures/call-deputies.ts'
import type { SweepJob } from './job.ts'

/** Asks the deputies for signatures that the director has let lie, or cannot give. */
export const callDeputiesToSign: SweepJob = {
  name: 'call-deputies',
  cadence: 'tick',
  run: async (stage) => {
    await perform(stage, { memberId: null }, callDeputies)
  },
  nextAt: (stage, after) => consult(stage, { memberId: null }, (ctx) => nextDeputyCall(ctx, after)),
}
