import { z } from 'zod'
import { WatchSwap, type Matter, type WatchSlot } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import type { MemberCard } from '../../rules/directory.ts'
import type { Day } from '../../rules/instant.ts'
import { memberParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { describeSwapAsked, describeSwapMoot, swapRefusals } from '../../wording/watches.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { putOn } from '../matters/write-parties.ts'
import { rowChange } from '../matters/write-beside.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { listAskedSwaps, owesAnswer, plannedOf } from './find-swaps.ts'
import { getWatch, listMySlots, pickNumber, type FoundWatch } from './find-watch.ts'

const day = z.iso.date('日期写成 YYYY-MM-DD')

export const askSwapSchema = z.strictObject({
  number: z.int().positive().nullable().default(null),
  toId: z.string().length(26),
  day,
  /** The other's day that is taken in return. */
  backDay: day.nullable().default(null),
})

const findOther = (ctx: UseCaseContext, toId: string): MemberCard => {
  const other = ctx.office.directory.findMember(toId)
  if (!other || !ctx.office.directory.isActive(other, today(ctx))) throw new Problem('bad_request', '没有这个人,或已离岗')
  if (other.id === actorOf(ctx).id) throw new Problem('bad_request', '不能和自己换班')
  return other
}

/** The roster that is meant, where the actor's slots of that day have not begun. */
const findMine = async (ctx: UseCaseContext, of: Day, number: number | null): Promise<{ found: FoundWatch; slots: WatchSlot[] }> => {
  const planned = (await listMySlots(ctx, ['planned'])).filter((slot) => slot.memberId === actorOf(ctx).id && slot.day === of)
  const picked = await pickNumber(ctx, number, planned)
  const found = picked === null ? null : await getWatch(ctx, picked)
  const slots = found ? await plannedOf(ctx, found.matter.id, actorOf(ctx).id, of) : []
  if (!found || slots.length === 0) throw new Problem('wrong_state', swapRefusals.nothingToGive)
  if (found.matter.state !== 'open') throw new Problem('wrong_state', swapRefusals.over(found.matter.number))
  return { found, slots }
}

export interface SwapAsked {
  matter: Matter
  swap: WatchSwap
  slots: number
  /** Whom one had asked before for the same day, and asks no more. */
  insteadOfId: string | null
}

/** Whoever was asked before is asked no more. */
const letGo = async (ctx: UseCaseContext, found: FoundWatch, before: WatchSwap, left: readonly WatchSwap[]): Promise<Matter> =>
  changeState(ctx, found, {
    action: 'withdraw_swap',
    data: { swaps: [before.id] },
    ...(await owesAnswer(ctx, before.toId, left)),
    beside: [rowChange(WatchSwap, before, { state: 'withdrawn', decidedAt: ctx.now })],
  })

/**
 * 换班: asks somebody to take one's slots of a day, in return for a day of theirs or for none; it holds once they agree. Asking somebody
 * else for the same day withdraws what was asked before; asking the same again is refused.
 */
export const askSwap = async (ctx: UseCaseContext, raw: z.input<typeof askSwapSchema>): Promise<SwapAsked> => {
  const input = askSwapSchema.parse(raw)
  const actor = actorOf(ctx)
  const other = findOther(ctx, input.toId)
  const { found, slots } = await findMine(ctx, input.day, input.number)
  const matterId = found.matter.id
  if (input.backDay !== null && (await plannedOf(ctx, matterId, other.id, input.backDay)).length === 0)
    throw new Problem('wrong_state', swapRefusals.nothingBack(other.name))
  const asked = await listAskedSwaps(ctx, matterId)
  const before = asked.find((each) => each.fromId === actor.id && each.day === input.day)
  if (before?.toId === other.id && before.backDay === input.backDay) throw new Problem('conflict', swapRefusals.askedAlready(other.name))
  // Made withdrawn and then asked beside the matter: so 撤回 puts it back to that.
  const swap: WatchSwap = {
    id: ctx.newId(),
    matterId,
    fromId: actor.id,
    toId: other.id,
    day: input.day,
    backDay: input.backDay,
    state: 'withdrawn',
    askedAt: ctx.now,
    decidedAt: null,
  }
  await insertRows(ctx.tx, WatchSwap, [swap])
  const party = memberParty(other.id)
  const insteadOf = before && before.toId !== other.id ? before : null
  const left = asked.filter((each) => each !== before)
  const free = insteadOf ? await letGo(ctx, found, insteadOf, left) : found.matter
  const matter = await changeState(
    ctx,
    { ...found, matter: free },
    {
      action: 'ask_swap',
      data: { swap: swap.id },
      ...(await owesAnswer(ctx, other.id, [...left, swap])),
      parties: [putOn(party, 'responsible')],
      beside: [
        ...(before && !insteadOf ? [rowChange(WatchSwap, before, { state: 'withdrawn', decidedAt: ctx.now })] : []),
        rowChange(WatchSwap, swap, { state: 'asked' }),
      ],
    },
  )
  const { calendar } = ctx.office
  const words = { ...matter, from: actor.name, day: input.day, backDay: input.backDay, slots: slots.length, now: ctx.now }
  const tell = { purpose: 'notice', lane: 0 } as const
  await enqueueMessages(ctx, [
    { ...tell, to: { memberId: other.id }, text: describeSwapAsked(calendar, words), dedupeKey: `swap:${swap.id}` },
    ...(insteadOf
      ? [
          {
            ...tell,
            to: { memberId: insteadOf.toId },
            text: describeSwapMoot(calendar, { ...words, isOwn: false }),
            dedupeKey: `swap:${insteadOf.id}:withdrawn`,
          },
        ]
      : []),
  ])
  return { matter, swap, slots: slots.length, insteadOfId: insteadOf?.toId ?? null }
}
