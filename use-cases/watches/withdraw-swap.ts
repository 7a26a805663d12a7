import { z } from 'zod'
import { WatchSwap, type Matter } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { Day } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { describeSwapMoot, swapRefusals } from '../../wording/watches.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { rowChange } from '../matters/write-beside.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { listAskedSwaps, owesAnswer } from './find-swaps.ts'
import { getWatch, pickNumber } from './find-watch.ts'

export const withdrawSwapSchema = z.strictObject({
  number: z.int().positive().nullable().default(null),
  /** Only what was asked for this day; null: all one has asked. */
  day: z.iso.date('日期写成 YYYY-MM-DD').nullable().default(null),
})

/** Takes back the swaps one has asked for and nobody has answered, at any time; those who were asked hear it in private. */
export const withdrawSwap = async (
  ctx: UseCaseContext,
  raw: z.input<typeof withdrawSwapSchema>,
): Promise<{ matter: Matter; days: Day[] }> => {
  const input = withdrawSwapSchema.parse(raw)
  const actor = actorOf(ctx)
  const mine = await ctx.tx.findBy(WatchSwap, { fromId: actor.id, state: 'asked', ...(input.day === null ? {} : { day: input.day }) })
  const number = await pickNumber(ctx, input.number, mine)
  if (number === null) throw new Problem('wrong_state', swapRefusals.noneAsked)
  const found = await getWatch(ctx, number)
  const asked = await listAskedSwaps(ctx, found.matter.id)
  const over = asked.filter(({ id }) => mine.some((each) => each.id === id))
  if (over.length === 0) throw new Problem('wrong_state', swapRefusals.noneAsked)
  const left = asked.filter((swap) => !over.includes(swap))
  let { matter } = found
  for (const [toId, swaps] of groupBy(over, (swap) => swap.toId)) {
    matter = await changeState(
      ctx,
      { ...found, matter },
      {
        action: 'withdraw_swap',
        data: { swaps: swaps.map(({ id }) => id) },
        ...(await owesAnswer(ctx, toId, left)),
        beside: swaps.map((swap) => rowChange(WatchSwap, swap, { state: 'withdrawn', decidedAt: ctx.now })),
      },
    )
  }
  await enqueueMessages(
    ctx,
    over.map(({ id, toId, day }) => ({
      to: { memberId: toId },
      text: describeSwapMoot(ctx.office.calendar, { ...matter, from: actor.name, isOwn: false, day, now: ctx.now }),
      purpose: 'notice',
      lane: 0,
      dedupeKey: `swap:${id}:withdrawn`,
    })),
  )
  return { matter, days: over.map(({ day }) => day).toSorted() }
}
