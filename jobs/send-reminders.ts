import { perform } from '../database/stage.ts'
import { Todo } from '../entities/index.ts'
import { reminderBatch, sendDueReminders } from '../use-cases/reminders/send-due-reminders.ts'
import type { SweepJob } from './job.ts'
import { firstAfter } from './next-wake-at.ts'

/** Says what is due in digests and moves every todo on to its next reminder. */
export const sendReminders: SweepJob = {
  name: 'send-reminders',
  cadence: 'tick',
  run: async (stage) => {
    while ((await perform(stage, { memberId: null }, (ctx) => sendDueReminders(ctx))) >= reminderBatch);
  },
  nextAt: (stage, after) => firstAfter(stage, Todo, 'nextReminderAt', after),
}
