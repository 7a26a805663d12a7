import { In, MoreThanOrEqual } from 'typeorm'
import { Matter, Watch, WatchSlot } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'

export interface FoundWatch extends MatterWithParties {
  watch: Watch
}

/** The roster by number; a number of another kind is refused. */
export const getWatch = async (ctx: UseCaseContext, number: number): Promise<FoundWatch> => {
  const target = await getMatter(ctx, number)
  const watch = target.matter.kind === 'watch' ? await ctx.tx.findOneBy(Watch, { matterId: target.matter.id }) : null
  if (!watch) throw new Problem('wrong_state', `〔${number}〕不是值班表`)
  return { ...target, watch }
}

/** Slots of the actor and of those they stand in for on rosters that have not ended, from yesterday on, in order. */
export const listMySlots = async (ctx: UseCaseContext, states: readonly WatchSlot['state'][]): Promise<WatchSlot[]> => {
  const { directory, calendar } = ctx.office
  const selves = directory.actsFor(actorOf(ctx).id, ctx.now)
  const since = calendar.addDays(today(ctx), -1)
  const slots = await ctx.tx.find(WatchSlot, {
    where: { memberId: In(selves), day: MoreThanOrEqual(since), state: In([...states]) },
    order: { fromAt: 'ASC' },
    take: 500,
  })
  const ids = [...new Set(slots.map(({ matterId }) => matterId))]
  const running = ids.length === 0 ? [] : await ctx.tx.find(Matter, { select: { id: true }, where: { id: In(ids), state: 'open' } })
  return slots.filter(({ matterId }) => running.some(({ id }) => id === matterId))
}

/** The roster that is meant: by number, or the only one that the actor has something to do with. */
export const pickNumber = async (
  ctx: UseCaseContext,
  number: number | null,
  rows: readonly { matterId: string }[],
): Promise<number | null> => {
  if (number !== null) return number
  const ids = [...new Set(rows.map(({ matterId }) => matterId))]
  if (ids.length === 0) return null
  const matters = await ctx.tx.find(Matter, { where: { id: In(ids), state: 'open' }, order: { number: 'ASC' } })
  const [only, other] = matters
  if (only && other)
    throw new Problem(
      'bad_request',
      `您在几张值班表上,请写编号:${matters.map((matter) => `〔${matter.number}〕${matter.title}`).join('、')}`,
    )
  return only?.number ?? null
}
