import { IsNull } from 'typeorm'
import { z } from 'zod'
import { Recurrence, type Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { appendEvents } from '../matters/append-event.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'

export const cancelTaskSchema = z.strictObject({
  number: z.int().positive(),
  reason: z.string().trim().min(1, '撤销请写明原因').max(1_000),
})

/** No occurrence opens any more. False when the matter belongs to no series, or to one that has ended. */
export const endSeries = async (ctx: UseCaseContext, { recurrenceId }: Pick<Matter, 'recurrenceId'>): Promise<boolean> => {
  if (recurrenceId === null) return false
  const { affected } = await ctx.tx.update(Recurrence, { id: recurrenceId, endedAt: IsNull() }, { endedAt: ctx.now, nextOpensAt: null })
  return affected === 1
}

/** 撤销 at any time while open; on a recurring task it ends the series as well, also when its last occurrence is closed. */
export const cancelTask = async (
  ctx: UseCaseContext,
  input: z.infer<typeof cancelTaskSchema>,
): Promise<{ matter: Matter; seriesEnded: boolean }> => {
  const target = await getMatter(ctx, input.number)
  const { all, issuerOnBehalfOfId: onBehalfOfId } = standingsOf(ctx, target.matter, target.parties)
  if (target.matter.state === 'closed' && (all.has('issuer') || all.has('root_supervisor')) && (await endSeries(ctx, target.matter))) {
    await appendEvents(ctx, [{ matterId: target.matter.id, action: 'end_series', text: input.reason, onBehalfOfId }])
    return { matter: target.matter, seriesEnded: true }
  }
  const matter = await changeState(ctx, target, { action: 'cancel', text: input.reason, onBehalfOfId })
  return { matter, seriesEnded: await endSeries(ctx, matter) }
}
