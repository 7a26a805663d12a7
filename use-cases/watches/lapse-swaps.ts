import { WatchSwap, type Matter } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { Day } from '../../rules/instant.ts'
import { describeSwapExpired, describeSwapMoot, rosterActs } from '../../wording/watches.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { rowChange } from '../matters/write-beside.ts'
import { enqueueMessages, type NewMessage } from '../outbox/enqueue-message.ts'
import { listAskedSwaps, owesAnswer } from './find-swaps.ts'

/** withdrawn: its ground is gone; expired: its slots begin without an answer. */
type Ending = 'withdrawn' | 'expired'

/** Who asked hears that it stays as it was; the other hears only of what they need not answer any more. */
const messagesOf = (ctx: UseCaseContext, { number, title }: Matter, { id, fromId, toId, day }: WatchSwap, ending: Ending): NewMessage[] => {
  const { directory, calendar } = ctx.office
  const nameOf = (memberId: string): string => directory.findMember(memberId)?.name ?? ''
  const words = { number, title, from: nameOf(fromId), to: nameOf(toId), day, now: ctx.now }
  const toFrom = ending === 'expired' ? describeSwapExpired(calendar, words) : describeSwapMoot(calendar, { ...words, isOwn: true })
  const told = [
    { memberId: fromId, text: toFrom },
    ...(ending === 'expired' ? [] : [{ memberId: toId, text: describeSwapMoot(calendar, { ...words, isOwn: false }) }]),
  ]
  return told
    .filter(({ memberId }) => memberId !== ctx.actor?.id)
    .map(({ memberId, text }) => ({ to: { memberId }, text, purpose: 'notice', lane: 0, dedupeKey: `swap:${id}:${ending}:${memberId}` }))
}

/**
 * Ends the swaps that lose their ground because somebody's slots of a day have begun or are not theirs any more, with the todo of whoever
 * was to answer. Returns the matter as it then stands.
 */
export const lapseSwaps = async (
  ctx: UseCaseContext,
  target: MatterWithParties,
  ending: Ending,
  isGone: (day: Day, memberId: string) => boolean,
): Promise<Matter> => {
  const asked = await listAskedSwaps(ctx, target.matter.id)
  const over = asked.filter(({ day, fromId, toId, backDay }) => isGone(day, fromId) || (backDay !== null && isGone(backDay, toId)))
  const left = asked.filter((swap) => !over.includes(swap))
  let matter = target.matter
  for (const [toId, swaps] of groupBy(over, (swap) => swap.toId)) {
    matter = await changeState(
      ctx,
      { ...target, matter },
      {
        action: 'lapse_swap',
        text: rosterActs.lapsed,
        data: { swaps: swaps.map(({ id }) => id) },
        ...(await owesAnswer(ctx, toId, left)),
        beside: swaps.map((swap) => rowChange(WatchSwap, swap, { state: ending, decidedAt: ctx.now })),
        follows: true,
      },
    )
  }
  await enqueueMessages(
    ctx,
    over.flatMap((swap) => messagesOf(ctx, matter, swap, ending)),
  )
  return matter
}
