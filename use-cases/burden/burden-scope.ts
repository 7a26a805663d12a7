import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { seesAll, unitsHeaded } from '../matters/visibility.ts'

/** Whose burden somebody may look at: of the whole office, or what is asked of the units they head. Throws `forbidden` for anybody else. */
export const burdenScope = (ctx: UseCaseContext, unitId?: string): { whole: boolean; askedUnitIds: readonly string[] | null } => {
  const { directory } = ctx.office
  const whole = seesAll(ctx)
  const headed = new Set(whole ? [] : unitsHeaded(ctx))
  if (!whole && headed.size === 0) throw new Problem('forbidden', `${actorOf(ctx).name},减负统计由办公室领导和单位负责人查看`)
  if (unitId === undefined) return { whole, askedUnitIds: whole ? null : [...headed] }
  const below = directory.findUnit(unitId) ? directory.unitsBelow(unitId) : []
  const seen = below.filter((id) => whole || headed.has(id))
  if (!seen.includes(unitId)) throw new Problem('bad_request', '没有这个单位,或您无权查看')
  return { whole, askedUnitIds: seen }
}
