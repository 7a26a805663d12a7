import type { MatterKind, MatterState } from '../../rules/lifecycles/index.ts'
import type { UseCaseContext } from '../context.ts'
import { ownSources } from './list-matters.ts'
import { isWhole, matterScope } from './matter-scope.ts'
import { kindSources, liveStates } from './matter-sources.ts'
import type { MatterSource } from './page-matters.ts'
import { sql, within, type Sql } from './sql.ts'

export interface KindWish {
  kind: MatterKind
  /** The one state that is asked for; absent: every state. */
  state?: MatterState | undefined
  /** Every state of the kind. */
  states: readonly MatterState[]
  /** What else is asked of a matter, of `m` and of the rows joined to it. */
  where: readonly Sql[]
  /** JOIN … of the rows beside a matter. */
  beside: Sql
  /** A narrower walk for who sees everything, when a filter names one; it brings `m` as well. `isFew`: so narrow that everybody takes it. */
  narrow?: (Omit<MatterSource, 'whole'> & { isFew?: true }) | undefined
}

const seen = sql`1`

/**
 * The walks that bring the matters of one kind that the actor may see whole, newest first: all of the kind for who sees everything, and for
 * everybody what is still going on, which is little; else what one issued and is a party to.
 */
export const seenSources = (ctx: UseCaseContext, { kind, state, states, where, beside, narrow }: KindWish): MatterSource[] => {
  const scope = matterScope(ctx)
  const isLive = state !== undefined && liveStates.includes(state)
  const asked = state === undefined ? states : [state]
  const visible = [...where, isWhole(scope)]
  const seesKind = scope.everything || scope.kinds.includes(kind)
  if (narrow && (narrow.isFew || (seesKind && !isLive)))
    return [{ ...narrow, where: [...narrow.where, within('m.state', asked), ...visible], whole: seen }]
  const sources =
    seesKind || isLive
      ? kindSources(ctx.tx, kind, asked, visible)
      : ownSources(ctx, scope, { kind, ...(state === undefined ? {} : { state }) }, [
          sql`m.kind = ${kind}`,
          within('m.state', asked),
          ...where,
        ])
  return sources.map(({ bare: _bare, from, ...source }) => ({ ...source, from: sql`${from} ${beside}` }))
}
