import { z } from 'zod'
import { pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { MatterState } from '../../rules/lifecycles/index.ts'
import { Problem } from '../../rules/problems.ts'
import { searchTerms } from '../../rules/text-terms.ts'
import type { UseCaseContext } from '../context.ts'
import type { MatterItem } from './matter-items.ts'
import { hasParty, isWhole, matterScope, type MatterScope } from './matter-scope.ts'
import {
  allSource,
  dueSources,
  groupSources,
  issuerSources,
  kindSources,
  liveStates,
  matterStates,
  partySources,
  postedSource,
  stateSources,
} from './matter-sources.ts'
import { matterCursor, pageMatters, type MatterOrder, type MatterSource } from './page-matters.ts'
import { searchSource } from './search-source.ts'
import { raw, select, sql, within, type Sql } from './sql.ts'

const id = z.string().length(26)

export const listMattersSchema = pageSchema.extend({
  kind: z.enum(['task', 'suggestion']).optional(),
  state: z.enum(['open', 'submitted', 'closed', 'cancelled']).optional(),
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

/** Every filter as a condition on `m`; what a source's index already holds is asked again at no cost. */
const conditionsOf = (ctx: UseCaseContext, filters: Filters): Sql[] => {
  const { kind, level, unitId, groupId, issuerId, dueFrom, dueTo } = filters
  const conditions: Sql[] = []
  if (filters.state !== undefined || level !== undefined) conditions.push(within('m.state', statesOf(filters)))
  if (level !== undefined) conditions.push(sql`m.level = ${level}`)
  if (kind !== undefined) conditions.push(sql`m.kind = ${kind}`)
  if (groupId !== undefined) conditions.push(sql`m.group_id = ${groupId}`)
  if (issuerId !== undefined) conditions.push(sql`m.issuer_id = ${issuerId}`)
  if (unitId !== undefined) conditions.push(hasParty(peopleOf(ctx, unitId), [unitId]))
  if (dueFrom !== undefined) conditions.push(sql`m.due_at >= ${dueFrom}`)
  if (dueTo !== undefined) conditions.push(sql`m.due_at <= ${dueTo}`)
  return conditions
}

/** Filters on what the brief form does not show would tell it all the same: with one of them only whole matters are listed. */
const asksForWhole = ({ kind, state, level, issuerId, text }: Filters): boolean =>
  [kind, state, level, issuerId, text].some((filter) => filter !== undefined)

const groupsOf = async (ctx: UseCaseContext, scope: MatterScope, filters: Filters): Promise<string[]> => {
  if (scope.everything || asksForWhole(filters)) return []
  const mine = sql`SELECT x.group_id AS id FROM group_members AS x WHERE x.member_id = ${scope.self} AND x.left_at IS NULL`
  const rows = await select<{ id: string }>(ctx.tx, filters.groupId === undefined ? mine : sql`${mine} AND x.group_id = ${filters.groupId}`)
  return rows.map((row) => row.id)
}

/** For who sees everything: the narrowest index that the filters name, walked in the order of the list. */
const officeSources = (ctx: UseCaseContext, filters: Filters, where: readonly Sql[]): MatterSource[] => {
  const { tx } = ctx
  const states = statesOf(filters)
  if (filters.issuerId !== undefined) return issuerSources(tx, [filters.issuerId], states, where)
  if (filters.groupId !== undefined) return groupSources(tx, [filters.groupId], where, raw('1'))
  if (filters.unitId !== undefined) return partySources(tx, { memberIds: peopleOf(ctx, filters.unitId), unitIds: [filters.unitId] }, where)
  if (filters.dueFrom !== undefined || filters.dueTo !== undefined) return dueSources(tx, states, where)
  if (filters.level !== undefined) return stateSources(tx, states, filters.level, where)
  if (filters.kind !== undefined) return kindSources(tx, filters.kind, states, where)
  return filters.state === undefined ? [allSource(where)] : stateSources(tx, states, undefined, where)
}

/** For everybody else: the walks that together are what they may see. */
const ownSources = (
  ctx: UseCaseContext,
  scope: MatterScope,
  filters: Filters,
  where: readonly Sql[],
  groupIds: readonly string[],
): MatterSource[] => [
  ...issuerSources(ctx.tx, scope.selves, statesOf(filters), where),
  postedSource(ctx.tx, scope.self, where),
  ...partySources(ctx.tx, scope, where),
  ...groupSources(ctx.tx, groupIds, where, raw('0')),
]

const orderOf = (filters: Filters): MatterOrder => {
  if (filters.text !== undefined) return 'number'
  return filters.dueFrom === undefined && filters.dueTo === undefined ? 'newest' : 'due'
}

const sourcesOf = async (ctx: UseCaseContext, filters: Filters): Promise<MatterSource[]> => {
  const scope = matterScope(ctx)
  const where = conditionsOf(ctx, filters)
  if (filters.text !== undefined) {
    const terms = searchTerms(filters.text)
    if (terms.length === 0) throw new Problem('bad_request', '请输入要查找的文字')
    return [searchSource(ctx.tx, terms, [...where, isWhole(scope)])]
  }
  return scope.everything ? officeSources(ctx, filters, where) : ownSources(ctx, scope, filters, where, await groupsOf(ctx, scope, filters))
}

/**
 * The matters the actor may see, newest first; by due when a due is asked for. Whole where the rules of visibility say so, brief for
 * members of the group of origin. Rights are part of the query: no page has holes and nothing is counted that may not be seen.
 */
export const listMatters = async (ctx: UseCaseContext, input: ListMattersInput = {}): Promise<Page<MatterItem>> => {
  const { cursor, limit: _limit, ...filters } = input
  const after = cursors.read(cursor, filters)
  const sources = await sourcesOf(ctx, filters)
  return pageMatters(ctx, { sources, order: orderOf(filters), limit: pageSize(input), after }, (key) => cursors.write(key, filters))
}
