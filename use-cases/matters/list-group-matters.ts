import { pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import type { MatterItem } from './matter-items.ts'
import { isWhole, matterScope, type MatterScope } from './matter-scope.ts'
import { groupDueSources, liveStates } from './matter-sources.ts'
import { matterCursor, pageMatters, type MatterSource } from './page-matters.ts'
import { select, sql } from './sql.ts'
import type { z } from 'zod'

export const listGroupMattersSchema = pageSchema

export type ListGroupMattersInput = z.input<typeof listGroupMattersSchema>

const cursors = matterCursor('group-matters')

/** Members of the group, its owner, and who sees everything; to anybody else the group does not exist. */
const checkMayLook = async (ctx: UseCaseContext, groupId: string, scope: MatterScope): Promise<void> => {
  const self = actorOf(ctx).id
  const [group] = await select<{ owner_id: string | null; belongs: number }>(
    ctx.tx,
    sql`SELECT g.owner_id, EXISTS (SELECT 1 FROM group_members AS x WHERE x.group_id = g.id AND x.member_id = ${self} AND x.left_at IS NULL) AS belongs
        FROM work_groups AS g WHERE g.id = ${groupId}`,
  )
  const may = group !== undefined && (group.belongs === 1 || group.owner_id === self || scope.everything)
  if (!may) throw new Problem('not_found', '没有这个工作群,或您无权查看')
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
  await checkMayLook(ctx, groupId, scope)
  const whole = sql`CASE WHEN ${isWhole(scope)} THEN 1 ELSE 0 END`
  const dated = groupDueSources(ctx.tx, [groupId], liveStates, [], whole)
  const sources = [...dated, ...dated.map((source): MatterSource => ({ ...source, tail: true }))]
  return pageMatters(ctx, { sources, order: 'due', limit: pageSize(input), after }, (key) => cursors.write(key, filters))
}
