import { LessThan, LessThanOrEqual } from 'typeorm'
import { Matter, Watch, WatchSlot } from '../../entities/index.ts'
import { MINUTE_MS } from '../../rules/instant.ts'
import { memberParty } from '../../rules/party.ts'
import { describeShiftBegins, describeSlotEnds } from '../../wording/watches.ts'
import type { UseCaseContext } from '../context.ts'
import { appendEvents } from '../matters/append-event.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { putOn } from '../matters/write-parties.ts'
import { rowChange } from '../matters/write-beside.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { lapseSwaps } from './lapse-swaps.ts'

/** How many slots one transaction turns. */
export const watchBatch = 50

/** Tells whoever is on watch, in private: a watch makes no noise in groups. */
const tell = (ctx: UseCaseContext, slot: WatchSlot, about: string, text: string): Promise<unknown> =>
  enqueueMessages(ctx, [
    {
      to: { memberId: slot.memberId },
      text,
      purpose: 'reminder',
      dedupeKey: `watch:${slot.id}:${about}:${slot.memberId}`,
      expiresAt: slot.toAt,
    },
  ])

const miss = async (ctx: UseCaseContext, matter: Matter, slot: WatchSlot): Promise<void> => {
  const target = await getMatter(ctx, matter.number)
  const text = `${ctx.office.calendar.toLocal(slot.fromAt).hour}时班未报`
  const beside = [rowChange(WatchSlot, slot, { state: 'missed', alarmAt: null, closedAt: ctx.now })]
  await changeState(ctx, target, { action: 'miss_slot', text, data: { slot: slot.id }, beside })
}

/** One open slot at a time: what should have ended by now ends first. */
const endOthers = async (ctx: UseCaseContext, matter: Matter, slot: WatchSlot): Promise<void> => {
  const others = await ctx.tx.find(WatchSlot, {
    where: { matterId: matter.id, state: 'open', fromAt: LessThan(slot.fromAt) },
    order: { fromAt: 'ASC' },
  })
  for (const other of others) await miss(ctx, matter, other)
}

const open = async (ctx: UseCaseContext, matter: Matter, watch: Watch, slot: WatchSlot): Promise<void> => {
  await endOthers(ctx, matter, slot)
  const party = memberParty(slot.memberId)
  const remindAt = watch.remindMinutes === 0 ? slot.toAt : Math.max(ctx.now + MINUTE_MS, slot.toAt - watch.remindMinutes * MINUTE_MS)
  await changeState(ctx, await getMatter(ctx, matter.number), {
    action: 'open_slot',
    data: { slot: slot.id },
    targets: [party],
    dues: { [party]: slot.toAt },
    parties: [putOn(party, 'responsible')],
    beside: [rowChange(WatchSlot, slot, { state: 'open', alarmAt: Math.min(remindAt, slot.toAt) })],
  })
  const before = await ctx.tx.findOne(WatchSlot, {
    where: { matterId: matter.id, fromAt: LessThan(slot.fromAt) },
    order: { fromAt: 'DESC' },
  })
  const goesOn = before?.memberId === slot.memberId && before.toAt === slot.fromAt
  // Said once when a shift begins, not at every slot of it.
  if (goesOn) return
  const text = describeShiftBegins(ctx.office.calendar, { number: matter.number, title: matter.title, toAt: slot.toAt, now: ctx.now })
  await tell(ctx, slot, 'begins', text)
}

const remind = async (ctx: UseCaseContext, matter: Matter, slot: WatchSlot): Promise<void> => {
  const { affected } = await ctx.tx.update(
    WatchSlot,
    { id: slot.id, state: 'open', alarmAt: slot.alarmAt ?? ctx.now },
    { alarmAt: slot.toAt },
  )
  if (affected !== 1) return
  await tell(
    ctx,
    slot,
    'ends',
    describeSlotEnds(ctx.office.calendar, { number: matter.number, title: matter.title, toAt: slot.toAt, now: ctx.now }),
  )
}

/** What was asked about the shift that begins and nobody answered is over. */
const endSwaps = async (ctx: UseCaseContext, matter: Matter, slot: WatchSlot): Promise<void> => {
  const target = await getMatter(ctx, matter.number)
  await lapseSwaps(ctx, target, 'expired', (day, memberId) => day < slot.day || (day === slot.day && memberId === slot.memberId))
}

const lapse = async (ctx: UseCaseContext, matter: Matter, slot: WatchSlot): Promise<void> => {
  const { affected } = await ctx.tx.update(WatchSlot, { id: slot.id, state: 'planned' }, { state: 'lapsed', alarmAt: null })
  if (affected === 1)
    await appendEvents(ctx, [{ matterId: matter.id, action: 'slot_lapsed', text: '系统停机,该时段未开班', data: { slot: slot.id } }])
}

const turn = async (ctx: UseCaseContext, slot: WatchSlot): Promise<void> => {
  const matter = await ctx.tx.findOneByOrFail(Matter, { id: slot.matterId })
  const watch = await ctx.tx.findOneByOrFail(Watch, { matterId: slot.matterId })
  const isOver = slot.toAt <= ctx.now
  if (matter.state !== 'open') await ctx.tx.update(WatchSlot, { id: slot.id }, { alarmAt: null })
  else if (slot.state === 'planned') {
    await endSwaps(ctx, matter, slot)
    await (isOver ? lapse(ctx, matter, slot) : open(ctx, matter, watch, slot))
  } else if (slot.state === 'open') await (isOver ? miss(ctx, matter, slot) : remind(ctx, matter, slot))
  else await ctx.tx.update(WatchSlot, { id: slot.id }, { alarmAt: null })
}

/** One batch of slots whose time has come: opened, reminded of, or ended as missed. Returns how many there were. */
export const sweepWatches = async (ctx: UseCaseContext): Promise<number> => {
  const ready = await ctx.tx.find(WatchSlot, {
    where: { alarmAt: LessThanOrEqual(ctx.now) },
    order: { alarmAt: 'ASC', fromAt: 'ASC' },
    take: watchBatch,
  })
  for (const { id } of ready) {
    // An earlier one of this batch may have ended it.
    const slot = await ctx.tx.findOneByOrFail(WatchSlot, { id })
    if (slot.alarmAt !== null) await turn(ctx, slot)
  }
  return ready.length
}
