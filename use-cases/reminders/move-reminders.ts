import { Todo } from '../../entities/index.ts'
import { marksFor } from '../../entities/select-rows.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { groupBy } from '../../rules/group-by.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import type { Verdict } from './judge-reminder.ts'

const chunkSize = 500

/**
 * Moves the judged todos on to their next slot, compare-and-set on `next_reminder_at`.
 * Throws `stale` when another sweep or a change of the due was faster with one of them: the runner runs the transaction again.
 */
export const moveReminders = async (ctx: UseCaseContext, verdicts: readonly Verdict[]): Promise<void> => {
  const byTarget = groupBy(verdicts, ({ moveTo }) => (moveTo ? `${moveTo.at}|${moveTo.slot}` : ''))
  for (const group of byTarget.values()) {
    const moveTo = group[0]?.moveTo ?? null
    const ids = group.map(({ todo }) => todo.id)
    for (let from = 0; from < ids.length; from += chunkSize) {
      const chunk = ids.slice(from, from + chunkSize)
      const set = { nextReminderAt: moveTo?.at ?? null, reminderSlot: moveTo?.slot ?? null }
      const where = `id IN (${marksFor(chunk)}) AND next_reminder_at <= ?`
      if ((await updateRows(ctx.tx, Todo, set, where, [...chunk, ctx.now])) !== chunk.length)
        throw new Problem('stale', '提醒已由另一进程处理')
    }
  }
}
