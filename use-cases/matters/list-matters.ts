import { z } from 'zod'
import { pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import { matterKinds, matterStates, type MatterState } from '../../rules/lifecycles/index.ts'
import type { UseCaseContext } from '../context.ts'
import type { MatterItem } from './matter-items.ts'
import { hasParty, isNotHidden, isOut, isWhole, matterScope, type MatterScope } from './matter-scope.ts'
import {
  allSource,
  dueSources,
  groupDueSources,
  groupSources,
  issuerSources,
  kindSources,
  liveStates,
  partySources,
  postedSource,
  stateSources,
} from './matter-sources.ts'
import { matterCursor, pageMatters, type MatterOrder, type MatterSource } from './page-matters.ts'
import { searchSources } from './search-source.ts'
import { raw, sql, within, type Sql } from './sql.ts'

const id = z.string().length(26)

export const listMattersSchema = pageSchema.extend({
  kind: z.enum(matterKinds).optional(),
  state: z.enum(matterStates).optional(),
  /** The light of matters that are not over. */
  level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).optional(),
  /** This unit, or somebody of it, is a party. */
  unitId: id.optional(),
  /** The group of origin. */
  groupId: id.optional(),
  issuerId: id.optional(),
  /** Words of the title or the body, each as written. */
  text: z.string().trim().min(1).max(60).optional(),
  dueFrom: z.int().optional(),
  dueTo: z.int().optional(),
})

export type ListMattersInput = z.input<typeof listMattersSchema>
type Filters = Omit<ListMattersInput, 'cursor' | 'limit'>

const cursors = matterCursor('matters')

const statesOf = (filters: Filters): readonly MatterState[] => {
  const states = filters.state === undefined ? matterStates : [filters.state]
  return filters.level === undefined ? states : states.filter((state) => liveStates.includes(state))
}

const peopleOf = (ctx: UseCaseContext, unitId: string): string[] =>
  ctx.office.directory.members.filter((member) => member.unitId === unitId).map((member) => member.id)

/** Every filter as a condition on `m`; what a source's index already holds is asked again at no cost, but for the unit's parties. */
const conditionsOf = (ctx: UseCaseContext, filters: Filters, isByUnit: boolean): Sql[] => {
  const { kind, level, unitId, groupId, issuerId, dueFrom, dueTo } = filters
  const conditions: Sql[] = []
  if (filters.state !== undefined || level !== undefined) conditions.push(within('m.state', statesOf(filters)))
  if (level !== undefined) conditions.push(sql`m.level = ${level}`)
  if (kind !== undefined) conditions.push(sql`m.kind = ${kind}`)
  if (groupId !== undefined) conditions.push(sql`m.group_id = ${groupId}`)
  if (issuerId !== undefined) conditions.push(sql`m.issuer_id = ${issuerId}`)
  if (unitId !== undefined && !isByUnit) conditions.push(hasParty(peopleOf(ctx, unitId), [unitId]))
  if (dueFrom !== undefined) conditions.push(sql`m.due_at >= ${dueFrom}`)
  if (dueTo !== undefined) conditions.push(sql`m.due_at <= ${dueTo}`)
  return conditions
}

const hasDue = ({ dueFrom, dueTo }: Filters): boolean => dueFrom !== undefined || dueTo !== undefined

/** Filters on what the brief form does not show would tell it all the same: with one of them only whole matters are listed. */
const asksForWhole = ({ kind, state, level, issuerId, text }: Filters): boolean =>
  [kind, state, level, issuerId, text].some((filter) => filter !== undefined)

/** The groups whose matters the actor sees in brief, as far as the filters leave any. */
const briefGroups = async (ctx: UseCaseContext, scope: MatterScope, filters: Filters): Promise<readonly string[]> => {
  if (scope.everything || asksForWhole(filters)) return []
  const mine = await ctx.office.seating.groupsOf(ctx.tx, scope.self)
  return filters.groupId === undefined ? mine : mine.filter((groupId) => groupId === filters.groupId)
}

/** Filters that name little of what there is; closed tasks are most of it. */
const isNarrow = (filters: Filters): boolean =>
  hasDue(filters) ||
  filters.level !== undefined ||
  (filters.state !== undefined && filters.state !== 'closed') ||
  (filters.kind !== undefined && filters.kind !== 'task')

/** Whether `officeSources` comes down to the parties of the unit asked for. */
const walksUnit = (filters: Filters): filters is Filters & { unitId: string } =>
  filters.unitId !== undefined &&
  [filters.issuerId, filters.groupId, filters.text].every((filter) => filter === undefined) &&
  !isNarrow(filters)

/** The narrowest index that the filters name, walked in the order of the list; `where` says what of it may be seen. */
const officeSources = (ctx: UseCaseContext, filters: Filters, where: readonly Sql[]): MatterSource[] => {
  const { tx } = ctx
  const states = statesOf(filters)
  if (filters.issuerId !== undefined) return issuerSources(tx, [filters.issuerId], states, where)
  if (filters.groupId !== undefined) return groupSources(tx, [filters.groupId], where, raw('1'))
  if (hasDue(filters)) return dueSources(tx, states, where)
  if (walksUnit(filters)) return partySources(tx, { memberIds: peopleOf(ctx, filters.unitId), unitIds: [filters.unitId] }, where)
  if (filters.level !== undefined) return stateSources(tx, states, filters.level, where)
  if (filters.kind !== undefined && (filters.kind !== 'task' || filters.state === undefined))
    return kindSources(tx, filters.kind, states, where)
  return filters.state === undefined ? [allSource(where)] : stateSources(tx, states, undefined, where)
}

/** A draft is its author's alone. */
const submittedStates = (filters: Filters): MatterState[] => statesOf(filters).filter((state) => state !== 'draft')

/** What the people of one's units are parties to may be confidential, or a draft of theirs; what one is party to oneself is not. */
const partyWhere = (scope: MatterScope, where: readonly Sql[]): readonly Sql[] => {
  const isHead = scope.memberIds.length > scope.selves.length || scope.unitIds.length > scope.answeredUnitIds.length
  return isHead ? [...where, isOut, isNotHidden(scope)] : where
}

/** The walks that together are all that the actor may see whole. */
export const ownSources = (ctx: UseCaseContext, scope: MatterScope, filters: Filters, where: readonly Sql[]): MatterSource[] => [
  ...issuerSources(ctx.tx, scope.selves, statesOf(filters), where),
  postedSource(ctx.tx, scope.self, where),
  ...partySources(ctx.tx, scope, partyWhere(scope, where)),
  ...scope.kinds
    .filter((kind) => filters.kind === undefined || filters.kind === kind)
    .flatMap((kind) => kindSources(ctx.tx, kind, submittedStates(filters), [...where, isOut])),
]

/** Up to here a person's own matters are few enough to be filtered one by one; a unit head's are not. */
const fewKeys = 8

/**
 * Whether to walk what the filters name and ask of each row if it may be seen, rather than walk what may be seen and filter it:
 * so where the filters name little, and a head's many walks would each have to go far for it.
 */
const goesByFilter = (scope: MatterScope, filters: Filters): boolean =>
  scope.everything ||
  filters.issuerId !== undefined ||
  filters.groupId !== undefined ||
  (isNarrow(filters) && scope.memberIds.length + scope.unitIds.length > fewKeys)

const sourcesOf = async (ctx: UseCaseContext, filters: Filters, order: MatterOrder): Promise<MatterSource[]> => {
  const scope = matterScope(ctx)
  const byFilter = goesByFilter(scope, filters)
  const where = conditionsOf(ctx, filters, scope.everything && walksUnit(filters))
  const visible = [...where, isWhole(scope)]
  if (filters.text !== undefined) return searchSources(ctx.tx, filters.text, visible)
  const whole = byFilter ? officeSources(ctx, filters, visible) : ownSources(ctx, scope, filters, where)
  const groupIds = await briefGroups(ctx, scope, filters)
  const brief =
    order === 'due' ? groupDueSources(ctx.tx, groupIds, matterStates, where, raw('0')) : groupSources(ctx.tx, groupIds, where, raw('0'))
  return [...whole, ...brief]
}

/**
 * The matters the actor may see, newest first; by due when a due is asked for. Whole where the rules of visibility say so, brief for
 * members of the group of origin. Rights are part of the query: no page has holes and nothing is counted that may not be seen.
 */
export const listMatters = async (ctx: UseCaseContext, input: ListMattersInput = {}): Promise<Page<MatterItem>> => {
  const { cursor, limit: _limit, ...filters } = input
  const after = cursors.read(cursor, filters)
  const order: MatterOrder = filters.text !== undefined ? 'number' : hasDue(filters) ? 'due' : 'newest'
  const sources = await sourcesOf(ctx, filters, order)
  return pageMatters(ctx, { sources, order, limit: pageSize(input), after }, (key) => cursors.write(key, filters))
}
