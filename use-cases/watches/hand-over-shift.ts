import { z } from 'zod'
import { WatchSlot, type Matter } from '../../entities/index.ts'
import { memberParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import { describeHandedToYou } from '../../wording/watches.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { putOn } from '../matters/write-parties.ts'
import { rowChange } from '../matters/write-beside.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { getWatch, listMySlots, pickNumber } from './find-watch.ts'
import { lapseSwaps } from './lapse-swaps.ts'

export const handOverShiftSchema = z.strictObject({
  number: z.int().positive().nullable().default(null),
  toId: z.string().length(26),
  text: z.string().trim().max(1_000).default(''),
})

/** The open slot and those that follow it without a gap. */
const runOf = (slots: readonly WatchSlot[], open: WatchSlot): WatchSlot[] => {
  const run = [open]
  for (const slot of slots) {
    const last = run.at(-1)
    if (last && slot.id !== open.id && slot.matterId === open.matterId && slot.fromAt === last.toAt && slot.day === open.day) run.push(slot)
  }
  return run
}

/** 交班: the slot that is open and the rest of this shift go to somebody else at once, with what there is to know. */
export const handOverShift = async (
  ctx: UseCaseContext,
  raw: z.input<typeof handOverShiftSchema>,
): Promise<{ matter: Matter; slots: number; toId: string; until: number }> => {
  const input = handOverShiftSchema.parse(raw)
  const actor = actorOf(ctx)
  const { directory, calendar } = ctx.office
  const other = directory.findMember(input.toId)
  if (!other || !directory.isActive(other, today(ctx))) throw new Problem('bad_request', '没有这个人,或已离岗')
  if (other.id === actor.id) throw new Problem('bad_request', '请交给另一个人')
  const mine = (await listMySlots(ctx, ['open', 'planned'])).filter((slot) => slot.memberId === actor.id)
  const number = await pickNumber(
    ctx,
    input.number,
    mine.filter(({ state }) => state === 'open'),
  )
  const found = number === null ? null : await getWatch(ctx, number)
  const open = mine.find(({ matterId, state }) => state === 'open' && matterId === found?.matter.id)
  if (!found || !open) throw new Problem('wrong_state', '您现在没有在值的班;以后的班请用 #换班')
  const run = runOf(
    mine.filter(({ state }) => state === 'planned'),
    open,
  )
  const until = run.at(-1)?.toAt ?? open.toAt
  const party = memberParty(other.id)
  const handed = await changeState(ctx, found, {
    action: 'hand_over',
    text: input.text,
    data: { to: other.id, slots: run.length },
    actingParty: memberParty(actor.id),
    targets: [party],
    dues: { [party]: open.toAt },
    parties: [putOn(party, 'responsible')],
    beside: run.map((slot) => rowChange(WatchSlot, slot, { memberId: other.id })),
  })
  const matter = await lapseSwaps(ctx, { ...found, matter: handed }, 'withdrawn', (day, id) => day === open.day && id === actor.id)
  const text = describeHandedToYou(calendar, {
    number: matter.number,
    title: matter.title,
    from: actor.name,
    text: input.text,
    toAt: until,
    now: ctx.now,
  })
  await enqueueMessages(ctx, [
    { to: { memberId: other.id }, text, purpose: 'notice', lane: 0, dedupeKey: `handed:${matter.id}:${matter.version}` },
  ])
  return { matter, slots: run.length, toId: other.id, until }
}
