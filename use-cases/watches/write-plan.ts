import { Between, In } from 'typeorm'
import { WatchSlot, type Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import type { Day } from '../../rules/instant.ts'
import { memberParty } from '../../rules/party.ts'
import { Problem } from '../../rules/problems.ts'
import type { PlannedSlot } from '../../rules/watch-slots.ts'
import { rosterWords } from '../../wording/roster-faults.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { putOn } from '../matters/write-parties.ts'
import type { FoundWatch } from './find-watch.ts'
import type { RosterShare } from './judge-roster.ts'
import { lapseSwaps } from './lapse-swaps.ts'
import { tellPlanned } from './tell-planned.ts'

/** A slot of a plan, and who had it before: null where nobody had. */
export interface WantedSlot extends PlannedSlot {
  day: Day
  memberId: string
  beforeId: string | null
}

export interface PlannedWatch {
  matter: Matter
  planned: number
  /** Slots of the past, and those that have begun, which nobody can plan any more. */
  passed: number
  /** What is planned, in order of time. */
  slots: readonly WantedSlot[]
}

/** Slots that go to somebody else are made anew: nothing of theirs was said to anybody yet. */
const writeSlots = async (
  ctx: UseCaseContext,
  matterId: string,
  changed: readonly WantedSlot[],
  known: readonly WatchSlot[],
): Promise<void> => {
  const starts = new Set(changed.map(({ fromAt }) => fromAt))
  const gone = known.filter(({ fromAt }) => starts.has(fromAt))
  for (let at = 0; at < gone.length; at += 500)
    await ctx.tx.delete(WatchSlot, { id: In(gone.slice(at, at + 500).map(({ id }) => id)), state: 'planned' })
  const rows = changed.map(({ day, fromAt, toAt, memberId }): WatchSlot => ({
    id: ctx.newId(),
    matterId,
    day,
    fromAt,
    toAt,
    memberId,
    state: 'planned',
    alarmAt: fromAt,
    closedAt: null,
    closedById: null,
    text: null,
    foundId: null,
  }))
  await insertRows(ctx.tx, WatchSlot, rows)
}

/**
 * Writes a roster that was found right: slots that begin after now go to whom it says. Swaps that were asked for slots that thereby go to
 * somebody else are over. Everybody whose slots changed hears it in private.
 */
export const writePlan = async (ctx: UseCaseContext, found: FoundWatch, shares: readonly RosterShare[]): Promise<PlannedWatch> => {
  const wanted = shares
    .flatMap(({ day, memberId, slots }) => slots.map((slot) => ({ ...slot, day, memberId })))
    .toSorted((a, b) => a.fromAt - b.fromAt)
  const coming = wanted.filter(({ fromAt }) => fromAt > ctx.now)
  const [first, last] = [coming[0], coming.at(-1)]
  if (!first || !last) throw new Problem('wrong_state', rosterWords.allBegun)
  const matterId = found.matter.id
  const known = await ctx.tx.findBy(WatchSlot, { matterId, fromAt: Between(first.fromAt, last.fromAt), state: 'planned' })
  const before = new Map(known.map(({ fromAt, memberId }) => [fromAt, memberId]))
  const slots = coming.map((slot): WantedSlot => ({ ...slot, beforeId: before.get(slot.fromAt) ?? null }))
  const changed = slots.filter(({ beforeId, memberId }) => beforeId !== memberId)
  const planned = await changeState(ctx, found, {
    action: 'plan',
    text: rosterWords.planned(coming.length, changed.filter(({ beforeId }) => beforeId !== null).length),
    parties: [...new Set(coming.map(({ memberId }) => memberId))].map((id) => putOn(memberParty(id), 'responsible')),
  })
  await writeSlots(ctx, matterId, changed, known)
  const isGone = (day: Day, id: string): boolean => changed.some((slot) => slot.day === day && slot.beforeId === id)
  const matter = await lapseSwaps(ctx, { ...found, matter: planned }, 'withdrawn', isGone)
  await tellPlanned(ctx, matter, changed)
  return { matter, planned: coming.length, passed: wanted.length - coming.length, slots }
}
