import { pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import type { MatterItem } from './matter-items.ts'
import { isWhole, matterScope, type MatterScope } from './matter-scope.ts'
import { groupDueSources, liveStates } from './matter-sources.ts'
import { matterCursor, pageMatters, type MatterSource } from './page-matters.ts'
import { select, sql, type Sql } from './sql.ts'
import type { z } from 'zod'

export const listGroupMattersSchema = pageSchema

export type ListGroupMattersInput = z.input<typeof listGroupMattersSchema>

const cursors = matterCursor('group-matters')

/** That the actor may look at the group: its members, its owner, and who sees everything. */
const mayLook = (groupId: string, { self, everything }: MatterScope): Sql =>
  everything
    ? sql`EXISTS (SELECT 1 FROM work_groups AS here WHERE here.id = ${groupId})`
    : sql`EXISTS (SELECT 1 FROM work_groups AS here WHERE here.id = ${groupId} AND (here.owner_id = ${self}
        OR EXISTS (SELECT 1 FROM group_members AS x WHERE x.group_id = here.id AND x.member_id = ${self} AND x.left_at IS NULL)))`

/** To anybody else the group does not exist. */
const checkMayLook = async (ctx: UseCaseContext, condition: Sql): Promise<void> => {
  const [row] = await select<{ may: number }>(ctx.tx, sql`SELECT ${condition} AS may`)
  if (row?.may !== 1) throw new Problem('not_found', '没有这个工作群,或您无权查看')
}

/**
 * The open matters of a group by due, those without a limit last: brief for its members, whole where the actor may see the whole.
 * Throws `not_found` to people who do not belong to the group.
 */
export const listGroupMatters = async (
  ctx: UseCaseContext,
  groupId: string,
  input: ListGroupMattersInput = {},
): Promise<Page<MatterItem>> => {
  const filters = { groupId }
  const after = cursors.read(input.cursor, filters)
  const scope = matterScope(ctx)
  const may = mayLook(groupId, scope)
  const whole = sql`CASE WHEN ${isWhole(scope)} THEN 1 ELSE 0 END`
  const dated = groupDueSources(ctx.tx, [groupId], liveStates, [may], whole)
  const sources = [...dated, ...dated.map((source): MatterSource => ({ ...source, tail: true }))]
  const page = await pageMatters(ctx, { sources, order: 'due', limit: pageSize(input), after }, (key) => cursors.write(key, filters))
  // The page itself asks who may look; only an empty one leaves open why.
  if (page.items.length === 0) await checkMayLook(ctx, may)
  return page
}
