import { consult, perform } from '../database/stage.ts'
import { holdMeetings as holdBatch, meetingBatch, nextMeetingAt, remindOfMeetings } from '../use-cases/meetings/hold-meetings.ts'
import type { SweepJob } from './job.ts'

const asClock = { memberId: null }

/** Reminds of meetings and holds those whose time has come. */
export const holdMeetings: SweepJob = {
  name: 'hold-meetings',
  cadence: 'tick',
  run: async (stage) => {
    await perform(stage, asClock, (ctx) => remindOfMeetings(ctx))
    while ((await perform(stage, asClock, (ctx) => holdBatch(ctx))) >= meetingBatch);
  },
  nextAt: (stage, after) => consult(stage, asClock, (ctx) => nextMeetingAt(ctx, after)),
}
