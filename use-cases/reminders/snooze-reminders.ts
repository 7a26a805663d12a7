import { IsNull, LessThan } from 'typeorm'
import { Member, Todo } from '../../entities/index.ts'
import type { Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'

/**
 * 静默: every reminder of mine that falls before `until` moves to it; later ones stay (docs/rules.md, Quiet hours and snooze).
 * Returns how many were moved. An instant that has passed ends the snooze.
 */
export const snoozeReminders = async (ctx: UseCaseContext, until: Instant): Promise<{ moved: number; until: Instant }> => {
  const actor = actorOf(ctx)
  if (!Number.isSafeInteger(until)) throw new Problem('bad_request', '请写明静默到何时,例:#静默 2小时')
  await ctx.tx.update(Member, { id: actor.id }, { snoozedUntil: until })
  if (until <= ctx.now) return { moved: 0, until }
  const { affected } = await ctx.tx.update(
    Todo,
    { memberId: actor.id, closedAt: IsNull(), nextReminderAt: LessThan(until) },
    { nextReminderAt: until },
  )
  return { moved: affected ?? 0, until }
}
