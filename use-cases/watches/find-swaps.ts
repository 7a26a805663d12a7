import { MoreThan } from 'typeorm'
import { WatchSlot, WatchSwap } from '../../entities/index.ts'
import type { Day, Instant } from '../../rules/instant.ts'
import { memberParty } from '../../rules/party.ts'
import type { UseCaseContext } from '../context.ts'
import type { Change } from '../matters/change-state.ts'

/** Swaps of a roster that nobody has answered, the oldest first. */
export const listAskedSwaps = (ctx: UseCaseContext, matterId: string): Promise<WatchSwap[]> =>
  ctx.tx.find(WatchSwap, { where: { matterId, state: 'asked' }, order: { id: 'ASC' } })

/** Slots of one person on one day that nobody has begun. */
export const plannedOf = (ctx: UseCaseContext, matterId: string, memberId: string, of: Day): Promise<WatchSlot[]> =>
  ctx.tx.find(WatchSlot, { where: { matterId, memberId, day: of, state: 'planned', fromAt: MoreThan(ctx.now) }, order: { fromAt: 'ASC' } })

/** When a swap is over without an answer: the first of its slots begins. */
const endsAt = async (ctx: UseCaseContext, { matterId, fromId, toId, day, backDay }: WatchSwap): Promise<Instant[]> => {
  const given = await plannedOf(ctx, matterId, fromId, day)
  const back = backDay === null ? [] : await plannedOf(ctx, matterId, toId, backDay)
  return [...given, ...back].map(({ fromAt }) => fromAt)
}

/**
 * What becomes of the one todo somebody has for all swaps that wait for their word: it is closed, and opened anew by the first instant
 * at which one of those that are left ends.
 */
export const owesAnswer = async (
  ctx: UseCaseContext,
  toId: string,
  left: readonly WatchSwap[],
): Promise<Required<Pick<Change, 'actingParty' | 'targets' | 'dues'>>> => {
  const party = memberParty(toId)
  const ends: Instant[] = []
  for (const swap of left.filter((each) => each.toId === toId)) ends.push(...(await endsAt(ctx, swap)))
  const due = ends.length === 0 ? null : Math.min(...ends)
  return { actingParty: party, targets: left.some((each) => each.toId === toId) ? [party] : [], dues: { [party]: due } }
}
