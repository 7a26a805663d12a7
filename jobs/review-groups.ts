import { perform } from '../database/stage.ts'
import { reviewGroups } from '../use-cases/groups/review-groups.ts'
import type { CalendarJob } from './job.ts'

/** Every working morning: asks owners about groups that are idle, past their end or near it. */
export const reviewGroupsDaily: CalendarJob = {
  name: 'review-groups',
  cadence: { at: '09:30', on: 'working_days' },
  missed: 'run_once',
  run: async (stage) => {
    await perform(stage, { memberId: null }, (ctx) => reviewGroups(ctx))
  },
}
