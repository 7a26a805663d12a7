import { In, MoreThan } from 'typeorm'
import { Matter, Watch, WatchSlot } from '../../entities/index.ts'
import { today, type UseCaseContext } from '../context.ts'
import { listPartiesOf } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { canSeeWhole } from '../matters/visibility.ts'

export interface SeenRoster {
  matter: Matter
  watch: Watch
  /** The actor may plan it. */
  keeps: boolean
}

/** How many rosters an office keeps at once is counted in tens. */
const mostRosters = 100

/** The rosters that have not ended and that the actor may see, in order of their numbers. */
export const listRosters = async (ctx: UseCaseContext): Promise<SeenRoster[]> => {
  const matters = await ctx.tx.find(Matter, { where: { kind: 'watch', state: 'open' }, order: { number: 'ASC' }, take: mostRosters })
  if (matters.length === 0) return []
  const ids = matters.map(({ id }) => id)
  const parties = await listPartiesOf(ctx, ids)
  const watches = await ctx.tx.findBy(Watch, { matterId: In(ids) })
  return matters.flatMap((matter) => {
    const watch = watches.find(({ matterId }) => matterId === matter.id)
    const live = parties.get(matter.id) ?? []
    if (!watch || !canSeeWhole(ctx, matter, live)) return []
    const { all } = standingsOf(ctx, matter, live)
    return [{ matter, watch, keeps: all.has('issuer') || all.has('root_supervisor') }]
  })
}

/** The slots of a roster that are not over, on the coming days: who, and never what came of it. */
export const listComingSlots = async (ctx: UseCaseContext, matterId: string, days: number): Promise<WatchSlot[]> => {
  const { calendar } = ctx.office
  const until = calendar.at(calendar.addDays(today(ctx), days), '00:00')
  const slots = await ctx.tx.find(WatchSlot, { where: { matterId, toAt: MoreThan(ctx.now) }, order: { fromAt: 'ASC' }, take: 2_000 })
  return slots.filter(({ fromAt, state }) => fromAt < until && (state === 'planned' || state === 'open'))
}
