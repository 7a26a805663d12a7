import { IsNull } from 'typeorm'
import { z } from 'zod'
import { Recurrence, type Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'

export const cancelTaskSchema = z.strictObject({
  number: z.int().positive(),
  reason: z.string().trim().min(1, '撤销请写明原因').max(1_000),
})

/** 撤销 at any time while open; on a recurring task it ends the series as well. */
export const cancelTask = async (
  ctx: UseCaseContext,
  input: z.infer<typeof cancelTaskSchema>,
): Promise<{ matter: Matter; seriesEnded: boolean }> => {
  const target = await getMatter(ctx, input.number)
  const onBehalfOfId = standingsOf(ctx, target.matter, target.parties).issuerOnBehalfOfId
  const matter = await changeState(ctx, target, { action: 'cancel', text: input.reason, onBehalfOfId })
  if (matter.recurrenceId === null) return { matter, seriesEnded: false }
  const { affected } = await ctx.tx.update(
    Recurrence,
    { id: matter.recurrenceId, endedAt: IsNull() },
    { endedAt: ctx.now, nextOpensAt: null },
  )
  return { matter, seriesEnded: affected === 1 }
}
