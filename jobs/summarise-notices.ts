import { consult, perform, type Stage } from '../database/stage.ts'
import { listDueNotices, nextNoticeAt, noticeBatch, settleNotice } from '../use-cases/notices/settle-notice.ts'
import type { SweepJob } from './job.ts'

/** Each in a transaction of its own; one that fails does not hold up the others. Returns how many there were. */
const settleBatch = async (stage: Stage): Promise<number> => {
  const due = await consult(stage, { memberId: null }, listDueNotices)
  const faults: unknown[] = []
  for (const id of due) {
    try {
      await perform(stage, { memberId: null }, (ctx) => settleNotice(ctx, id))
    } catch (error) {
      faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
  return due.length
}

/** Tells groups how many have signed once a notice's deadline comes or all have signed, and ends what was waited for long enough. */
export const summariseNotices: SweepJob = {
  name: 'summarise-notices',
  cadence: 'tick',
  run: async (stage) => {
    while ((await settleBatch(stage)) >= noticeBatch);
  },
  nextAt: (stage, after) => consult(stage, { memberId: null }, (ctx) => nextNoticeAt(ctx, after)),
}
