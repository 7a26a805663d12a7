import { IsNull, LessThan } from 'typeorm'
import { Member, Todo } from '../../entities/index.ts'
import { DAY_MS, type Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'

/** Longer is not a pause but a way out. */
const longestSnoozeMs = 30 * DAY_MS

/**
 * 静默: every reminder of mine that falls before `until` is held back until it; later ones stay (docs/rules.md, Quiet hours and snooze).
 * The sweep does it when they come, for what is late is reported to others in its time. Returns how many fall before (`moved`). An instant
 * that has passed ends the snooze.
 */
export const snoozeReminders = async (ctx: UseCaseContext, until: Instant): Promise<{ moved: number; until: Instant }> => {
  const actor = actorOf(ctx)
  if (!Number.isSafeInteger(until)) throw new Problem('bad_request', '请写明静默到何时,例:#静默 2小时')
  if (until > ctx.now + longestSnoozeMs) throw new Problem('bad_request', '静默最长30天')
  await ctx.tx.update(Member, { id: actor.id }, { snoozedUntil: until })
  if (until <= ctx.now) return { moved: 0, until }
  const moved = await ctx.tx.countBy(Todo, { memberId: actor.id, closedAt: IsNull(), nextReminderAt: LessThan(until) })
  return { moved, until }
}
