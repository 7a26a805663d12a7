import { z } from 'zod'
import { WatchSlot, WatchSwap } from '../../entities/index.ts'
import type { Day } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { describeSwapDecided, swapRefusals } from '../../wording/watches.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { rowChange } from '../matters/write-beside.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { listAskedSwaps, owesAnswer, plannedOf } from './find-swaps.ts'
import { getWatch } from './find-watch.ts'
import { lapseSwaps } from './lapse-swaps.ts'

export const answerSwapSchema = z.strictObject({
  number: z.int().positive(),
  agrees: z.boolean(),
  /** Whose, where several have asked; in the chat the name stands in the text. */
  fromId: z.string().length(26).nullable().default(null),
  text: z.string().trim().max(500).default(''),
})

export interface SwapAnswered {
  agrees: boolean
  day: Day
  backDay: Day | null
  fromId: string
  /** How many more wait for the actor's word. */
  left: number
}

type Input = z.output<typeof answerSwapSchema>

/** Which swap is answered: the only one, or that of whoever is named; of several of one person the oldest. */
const pickSwap = (ctx: UseCaseContext, mine: readonly WatchSwap[], { number, fromId, text }: Input): WatchSwap => {
  const { directory, calendar } = ctx.office
  const nameOf = (id: string): string => directory.findMember(id)?.name ?? ''
  const askers = [...new Set(mine.map((swap) => swap.fromId))]
  const named = fromId === null ? askers.filter((id) => askers.length === 1 || text.includes(nameOf(id))) : [fromId]
  const first = mine.find((swap) => named.includes(swap.fromId))
  if (mine.length === 0 || (fromId !== null && !first)) throw new Problem('wrong_state', swapRefusals.nothingToAnswer(number))
  if (!first || named.length > 1)
    throw new Problem(
      'bad_request',
      swapRefusals.whose(
        calendar,
        number,
        mine.map((swap) => ({ from: nameOf(swap.fromId), day: swap.day })),
        ctx.now,
      ),
    )
  return first
}

interface Exchanged {
  given: readonly WatchSlot[]
  back: readonly WatchSlot[]
}

/** The slots that change hands; both sides' must still be there to be given. */
const exchange = async (ctx: UseCaseContext, number: number, { matterId, fromId, toId, day, backDay }: WatchSwap): Promise<Exchanged> => {
  const given = await plannedOf(ctx, matterId, fromId, day)
  const back = backDay === null ? [] : await plannedOf(ctx, matterId, toId, backDay)
  if (given.length === 0 || (backDay !== null && back.length === 0)) throw new Problem('wrong_state', swapRefusals.stale(number))
  return { given, back }
}

/** The other's word on a swap: with 同意 the slots change hands, and what else was asked for them is over. */
export const answerSwap = async (ctx: UseCaseContext, raw: z.input<typeof answerSwapSchema>): Promise<SwapAnswered> => {
  const input = answerSwapSchema.parse(raw)
  const actor = actorOf(ctx)
  const found = await getWatch(ctx, input.number)
  const mine = (await listAskedSwaps(ctx, found.matter.id)).filter(({ toId }) => toId === actor.id)
  const swap = pickSwap(ctx, mine, input)
  const { fromId, toId, day, backDay } = swap
  const { given, back } = input.agrees ? await exchange(ctx, input.number, swap) : { given: [], back: [] }
  const left = mine.filter(({ id }) => id !== swap.id)
  const to = (slots: readonly WatchSlot[], memberId: string) => slots.map((slot) => rowChange(WatchSlot, slot, { memberId }))
  const matter = await changeState(ctx, found, {
    action: input.agrees ? 'agree_swap' : 'refuse_swap',
    text: input.text,
    data: { swap: swap.id },
    ...(await owesAnswer(ctx, actor.id, left)),
    beside: [
      rowChange(WatchSwap, swap, { state: input.agrees ? 'agreed' : 'refused', decidedAt: ctx.now }),
      ...to(given, toId),
      ...to(back, fromId),
    ],
  })
  if (input.agrees)
    await lapseSwaps(
      ctx,
      { ...found, matter },
      'withdrawn',
      (of, memberId) => (of === day && memberId === fromId) || (of === backDay && memberId === toId),
    )
  const words = { number: input.number, by: actor.name, agrees: input.agrees, day, backDay, text: input.text, now: ctx.now }
  await enqueueMessages(ctx, [
    {
      to: { memberId: fromId },
      text: describeSwapDecided(ctx.office.calendar, words),
      purpose: 'notice',
      lane: 0,
      dedupeKey: `swap:${swap.id}:decided`,
    },
  ])
  return { agrees: input.agrees, day, backDay, fromId, left: left.length }
}
