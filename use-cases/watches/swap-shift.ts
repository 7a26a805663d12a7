import { MoreThan } from 'typeorm'
import { z } from 'zod'
import { WatchSlot, WatchSwap, type Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import type { Day } from '../../rules/instant.ts'
import { memberParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { describeSwapAsked, describeSwapDecided } from '../../wording/watches.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { putOn } from '../matters/write-parties.ts'
import { rowChange } from '../matters/write-beside.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { getWatch, listMySlots, pickNumber } from './find-watch.ts'

const day = z.iso.date('日期写成 YYYY-MM-DD')

export const askSwapSchema = z.strictObject({
  number: z.int().positive().nullable().default(null),
  toId: z.string().length(26),
  day,
  /** The other's day that is taken in return. */
  backDay: day.nullable().default(null),
})

export const answerSwapSchema = z.strictObject({
  number: z.int().positive(),
  agrees: z.boolean(),
  text: z.string().trim().max(500).default(''),
})

/** Slots of one person on one day that nobody has begun. */
const plannedOf = (ctx: UseCaseContext, matterId: string, memberId: string, of: Day): Promise<WatchSlot[]> =>
  ctx.tx.find(WatchSlot, { where: { matterId, memberId, day: of, state: 'planned', fromAt: MoreThan(ctx.now) }, order: { fromAt: 'ASC' } })

const tell = (ctx: UseCaseContext, memberId: string, text: string, key: string): Promise<unknown> =>
  enqueueMessages(ctx, [{ to: { memberId }, text, purpose: 'notice', lane: 0, dedupeKey: `swap:${key}` }])

export interface SwapAsked {
  matter: Matter
  swap: WatchSwap
  slots: number
}

/** 换班: asks somebody to take one's slots of a day, in return for a day of theirs or for none; it holds once they agree. */
export const askSwap = async (ctx: UseCaseContext, raw: z.input<typeof askSwapSchema>): Promise<SwapAsked> => {
  const input = askSwapSchema.parse(raw)
  const actor = actorOf(ctx)
  const { directory, calendar } = ctx.office
  const other = directory.findMember(input.toId)
  if (!other || !directory.isActive(other, today(ctx))) throw new Problem('bad_request', '没有这个人,或已离岗')
  if (other.id === actor.id) throw new Problem('bad_request', '不能和自己换班')
  const planned = (await listMySlots(ctx, ['planned'])).filter((slot) => slot.memberId === actor.id)
  const ofDay = planned.filter((slot) => slot.day === input.day)
  const number = await pickNumber(ctx, input.number, ofDay)
  if (number === null) throw new Problem('wrong_state', '您那天没有还没开始的班')
  const found = await getWatch(ctx, number)
  const slots = await plannedOf(ctx, found.matter.id, actor.id, input.day)
  if (slots.length === 0) throw new Problem('wrong_state', '您那天没有还没开始的班')
  if (input.backDay !== null && (await plannedOf(ctx, found.matter.id, other.id, input.backDay)).length === 0)
    throw new Problem('wrong_state', `${other.name} 那天没有还没开始的班`)
  const pending = await ctx.tx.countBy(WatchSwap, { matterId: found.matter.id, toId: other.id, state: 'asked' })
  if (pending > 0) throw new Problem('conflict', `${other.name} 还有一个换班申请没有答复`)
  const swap: WatchSwap = {
    id: ctx.newId(),
    matterId: found.matter.id,
    fromId: actor.id,
    toId: other.id,
    day: input.day,
    backDay: input.backDay,
    state: 'asked',
    askedAt: ctx.now,
    decidedAt: null,
  }
  await insertRows(ctx.tx, WatchSwap, [swap])
  const party = memberParty(other.id)
  const matter = await changeState(ctx, found, {
    action: 'ask_swap',
    data: { swap: swap.id },
    targets: [party],
    dues: { [party]: slots[0]?.fromAt ?? null },
    parties: [putOn(party, 'responsible')],
  })
  const words = { number, title: matter.title, from: actor.name, day: input.day, backDay: input.backDay, slots: slots.length, now: ctx.now }
  await tell(ctx, other.id, describeSwapAsked(calendar, words), swap.id)
  return { matter, swap, slots: slots.length }
}

export interface SwapAnswered {
  agrees: boolean
  day: Day
  backDay: Day | null
  fromId: string
}

/** The other's word on a swap: with 同意 the slots change hands, those that have begun meanwhile excepted. */
export const answerSwap = async (ctx: UseCaseContext, raw: z.input<typeof answerSwapSchema>): Promise<SwapAnswered> => {
  const input = answerSwapSchema.parse(raw)
  const actor = actorOf(ctx)
  const found = await getWatch(ctx, input.number)
  const swap = await ctx.tx.findOne(WatchSwap, {
    where: { matterId: found.matter.id, toId: actor.id, state: 'asked' },
    order: { id: 'ASC' },
  })
  if (!swap) throw new Problem('wrong_state', `〔${input.number}〕没有等您答复的换班`)
  const given = input.agrees ? await plannedOf(ctx, swap.matterId, swap.fromId, swap.day) : []
  const back = input.agrees && swap.backDay !== null ? await plannedOf(ctx, swap.matterId, swap.toId, swap.backDay) : []
  if (input.agrees && given.length === 0) throw new Problem('wrong_state', `那天的班已经开始或已改排,请发 #不同意 ${input.number} 已过时`)
  const to = (slots: readonly WatchSlot[], memberId: string) => slots.map((slot) => rowChange(WatchSlot, slot, { memberId }))
  await changeState(ctx, found, {
    action: input.agrees ? 'agree_swap' : 'refuse_swap',
    text: input.text,
    data: { swap: swap.id },
    actingParty: memberParty(actor.id),
    beside: [
      rowChange(WatchSwap, swap, { state: input.agrees ? 'agreed' : 'refused', decidedAt: ctx.now }),
      ...to(given, swap.toId),
      ...to(back, swap.fromId),
    ],
  })
  const words = { number: input.number, by: actor.name, agrees: input.agrees, day: swap.day, text: input.text, now: ctx.now }
  await tell(ctx, swap.fromId, describeSwapDecided(ctx.office.calendar, words), `${swap.id}:decided`)
  return { agrees: input.agrees, day: swap.day, backDay: swap.backDay, fromId: swap.fromId }
}
