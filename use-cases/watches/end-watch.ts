import { In } from 'typeorm'
import { z } from 'zod'
import { WatchSlot, WatchSwap, type Matter } from '../../entities/index.ts'
import { describeWatchEnded } from '../../wording/watch-rosters.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { rowChange } from '../matters/write-beside.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { listAskedSwaps } from './find-swaps.ts'
import { getWatch } from './find-watch.ts'
import { tellsAt } from './tell-planned.ts'

export const endWatchSchema = z.strictObject({
  number: z.int().positive(),
  text: z.string().trim().max(500).default(''),
})

/** 结束值班: nobody is on watch by this roster any more, and everybody who still was to be hears so; what it holds stays to be read. */
export const endWatch = async (ctx: UseCaseContext, raw: z.input<typeof endWatchSchema>): Promise<Matter> => {
  const input = endWatchSchema.parse(raw)
  const found = await getWatch(ctx, input.number)
  const asked = await listAskedSwaps(ctx, found.matter.id)
  const matter = await changeState(ctx, found, {
    action: 'end',
    text: input.text,
    beside: asked.map((swap) => rowChange(WatchSwap, swap, { state: 'withdrawn', decidedAt: ctx.now })),
  })
  const coming = await ctx.tx.find(WatchSlot, {
    where: { matterId: matter.id, state: In(['planned', 'open']) },
    order: { fromAt: 'ASC' },
    take: 10_000,
  })
  const members = [...new Set(coming.map(({ memberId }) => memberId))].filter((id) => id !== ctx.actor?.id)
  await enqueueMessages(
    ctx,
    members.map((memberId) => ({
      to: { memberId },
      text: describeWatchEnded(matter.number, matter.title),
      purpose: 'notice',
      notBefore: tellsAt(ctx, coming.find((slot) => slot.memberId === memberId)?.fromAt ?? ctx.now),
      dedupeKey: `watch-ended:${matter.id}:${matter.version}:${memberId}`,
    })),
  )
  return matter
}
