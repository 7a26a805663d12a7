import { perform } from '../database/stage.ts'
import { findNewHands } from '../use-cases/submissions/find-new-hands.ts'
import { shelveBatch, shelveOld } from '../use-cases/submissions/shelve-submission.ts'
import type { CalendarJob } from './job.ts'

/** Every working morning: puts aside what was not used for long, and gives what nobody owes any more to those who are there now. */
export const tidySubmissions: CalendarJob = {
  name: 'tidy-submissions',
  cadence: { at: '07:30', on: 'working_days' },
  missed: 'run_once',
  run: async (stage) => {
    while ((await perform(stage, { memberId: null }, (ctx) => shelveOld(ctx))) >= shelveBatch);
    let after: string | null = ''
    while (after !== null) {
      const from: string = after
      after = await perform(stage, { memberId: null }, (ctx) => findNewHands(ctx, from))
    }
  },
}
