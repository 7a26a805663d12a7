import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { collectDueTodos } from './collect-due-todos.ts'
import { judgeReminder } from './judge-reminder.ts'
import { moveReminders } from './move-reminders.ts'
import { planGroupDigests, planPrivateDigests } from './plan-digests.ts'

/** How many todos one transaction takes (more only to keep a group's digest whole). */
export const reminderBatch = 1_000

/**
 * One batch of the reminder sweep: what is due is said in digests (rows of the outbox) and moved on to its next slot, in one transaction.
 * Safe to run from several processes at once. Returns how many todos it took; fewer than `reminderBatch` means nothing is left.
 */
export const sendDueReminders = async (ctx: UseCaseContext, batch = reminderBatch): Promise<number> => {
  const due = await collectDueTodos(ctx, batch)
  if (!due) return 0
  const verdicts = due.todos.map((todo) => judgeReminder(ctx, due, todo))
  await moveReminders(ctx, verdicts)
  const reminders = verdicts.map(({ reminder }) => reminder).filter((reminder) => reminder !== null)
  const digests = planGroupDigests(ctx, due, reminders)
  // A digest that was written meanwhile must not swallow these: read again, and they wait for the next one.
  if ((await enqueueMessages(ctx, digests)) !== digests.length) throw new Problem('stale', '本群今日提醒已由另一进程发出')
  await enqueueMessages(ctx, planPrivateDigests(ctx, due, reminders))
  return due.todos.length
}
