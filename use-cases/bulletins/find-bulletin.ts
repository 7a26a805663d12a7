import { Bulletin } from '../../entities/index.ts'
import { findBulletinPeriod, type BulletinPeriod } from '../../rules/bulletin-period.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { getMatter, type MatterWithParties } from '../matters/find-matter.ts'
import { canSeeWhole } from '../matters/visibility.ts'

export interface FoundBulletin extends MatterWithParties {
  bulletin: Bulletin
  period: BulletinPeriod
}

/** The period a bulletin was drawn up for. */
export const periodOf = ({ period: key }: Pick<Bulletin, 'period'>): BulletinPeriod => {
  const period = findBulletinPeriod(key)
  if (!period) throw new Error(`“${key}” is no period of a bulletin`)
  return period
}

/** The bulletin by number. Throws `not_found` when it does not exist or may not be seen, `wrong_state` when the number is of another kind. */
export const getBulletin = async (ctx: UseCaseContext, number: number): Promise<FoundBulletin> => {
  const target = await getMatter(ctx, number)
  if (target.matter.kind !== 'bulletin') throw new Problem('wrong_state', `〔${number}〕不是通报`)
  const bulletin = await ctx.tx.findOneByOrFail(Bulletin, { matterId: target.matter.id })
  return { ...target, bulletin, period: periodOf(bulletin) }
}

/** A bulletin somebody may read. */
export interface ReadableBulletin extends FoundBulletin {
  /** Read by one of the units it was issued to, and not by who draws it up or oversees it: nothing says who is last. */
  forUnits: boolean
}

/** The bulletin by number, for reading: what was issued is there for everybody of the office, a draft is not. Throws as `getBulletin`. */
export const getReadableBulletin = async (ctx: UseCaseContext, number: number): Promise<ReadableBulletin> => {
  const { matter, parties } = await getMatter({ ...ctx, actor: null }, number)
  const isWhole = ctx.actor === null || canSeeWhole(ctx, matter, parties)
  const forUnits = !isWhole && matter.kind === 'bulletin' && matter.state === 'closed'
  return { ...(await getBulletin(forUnits ? { ...ctx, actor: null } : ctx, number)), forUnits }
}
