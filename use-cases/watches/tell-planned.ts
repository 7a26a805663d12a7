import type { Matter } from '../../entities/index.ts'
import { isQuiet, nextMorning } from '../../rules/reminder-policy.ts'
import { runsOfSlots } from '../../rules/slot-runs.ts'
import { describePlannedForYou } from '../../wording/watch-rosters.ts'
import type { UseCaseContext } from '../context.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import type { WantedSlot } from './write-plan.ts'

/** A plan made in the evening is told in the morning, unless somebody's watch begins before. */
export const tellsAt = (ctx: UseCaseContext, firstAt: number): number => {
  const { calendar, settings } = ctx.office
  if (!isQuiet(calendar, settings.reminders, ctx.now)) return ctx.now
  const morning = nextMorning(calendar, settings.reminders, ctx.now)
  return firstAt <= morning ? ctx.now : morning
}

/** Everybody whose slots a plan changed hears it in private, once; the planner has the answer. */
export const tellPlanned = async (
  ctx: UseCaseContext,
  matter: Pick<Matter, 'id' | 'number' | 'title' | 'version'>,
  changed: readonly WantedSlot[],
): Promise<void> => {
  const { directory, calendar } = ctx.office
  const members = new Set(changed.flatMap(({ memberId, beforeId }) => [memberId, ...(beforeId === null ? [] : [beforeId])]))
  if (ctx.actor) members.delete(ctx.actor.id)
  await enqueueMessages(
    ctx,
    [...members].map((id) => {
      const gained = changed.filter(({ memberId }) => memberId === id)
      const lost = changed.filter(({ beforeId }) => beforeId === id).map((slot) => ({ ...slot, memberId: id }))
      const text = describePlannedForYou(
        { directory, calendar, now: ctx.now, botMention: '' },
        { ...matter, gained: runsOfSlots(gained), lost: runsOfSlots(lost) },
      )
      const firstAt = Math.min(...[...gained, ...lost].map(({ fromAt }) => fromAt))
      return {
        to: { memberId: id },
        text,
        purpose: 'notice' as const,
        notBefore: tellsAt(ctx, firstAt),
        dedupeKey: `roster:${matter.id}:${matter.version}:${id}`,
      }
    }),
  )
}
