import type { z } from 'zod'
import { pageSchema, type Page } from '../../rules/cursor.ts'
import type { Instant } from '../../rules/instant.ts'
import type { Duty } from '../../rules/lifecycles/index.ts'
import type { Level } from '../../rules/lights.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../context.ts'
import { listTimeline, type TimelineItem } from './list-timeline.ts'
import { matterColumns, toBrief, toWhole, type BriefMatter, type MatterRow, type WholeMatter } from './matter-items.ts'
import { isWhole, matterScope, type MatterScope } from './matter-scope.ts'
import { memberName, unitName, type Named } from './names.ts'
import { listPartyItems } from './party-items.ts'
import { viewSupervision, type SupervisionView } from '../supervision/view-supervision.ts'
import { dialectOf, select, sql } from './sql.ts'

/** Pages of the timeline, newest first. */
export const readMatterSchema = pageSchema

export type ReadMatterInput = z.input<typeof readMatterSchema>

export interface MatterTodo {
  id: string
  duty: Duty
  party: string
  name: string
  dueAt: Instant | null
  openedAt: Instant
  acknowledgedAt: Instant | null
  acknowledgedBy: Named | null
  closedAt: Instant | null
  closedBy: Named | null
  /** The action that closed it. */
  outcome: string | null
  level: Level
}

export interface MatterDetail extends WholeMatter {
  body: string
  todos: MatterTodo[]
  timeline: Page<TimelineItem>
  /** Source, steps and assessment; null for kinds that nobody supervises. */
  supervision: SupervisionView | null
  parent: { number: number; title: string } | null
  children: { number: number; title: string; state: WholeMatter['state']; dueAt: Instant | null }[]
}

/** More than any real matter has; a page that had to hold more would be no page. */
const mostTodos = 500

interface TodoRow {
  id: string
  duty: Duty
  party: string
  member_id: string | null
  unit_id: string | null
  due_at: number | null
  opened_at: number
  acknowledged_at: number | null
  acknowledged_by_id: string | null
  closed_at: number | null
  closed_by_id: string | null
  outcome: string | null
  level: number
}

const listTodos = async (ctx: UseCaseContext, matterId: string): Promise<MatterTodo[]> => {
  const { directory } = ctx.office
  const nameOf = (id: string | null): Named | null => (id === null ? null : memberName(directory, id))
  const rows = await select<TodoRow>(
    ctx.tx,
    sql`SELECT t.id, t.duty, t.party, t.member_id, t.unit_id, t.due_at, t.opened_at, t.acknowledged_at, t.acknowledged_by_id, t.closed_at,
        t.closed_by_id, t.outcome, t.level FROM todos AS t ${dialectOf(ctx.tx).using('ix_todos_of_matter')}
        WHERE t.matter_id = ${matterId} ORDER BY t.id LIMIT ${mostTodos}`,
  )
  return rows.map((row) => ({
    id: row.id,
    duty: row.duty,
    party: row.party,
    name: (row.unit_id === null ? memberName(directory, row.member_id ?? '') : unitName(directory, row.unit_id)).name,
    dueAt: row.due_at,
    openedAt: row.opened_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: nameOf(row.acknowledged_by_id),
    closedAt: row.closed_at,
    closedBy: nameOf(row.closed_by_id),
    outcome: row.outcome,
    level: row.closed_at === null && row.due_at !== null && row.due_at < ctx.now ? 3 : (row.level as Level),
  }))
}

type Kin = { id: string; number: number; title: string; state: WholeMatter['state']; due_at: number | null }

/**
 * The parent, where the actor may see it whole, and the children: who sees a matter whole sees what it was split into,
 * but a part does not open the whole.
 */
const listKin = (ctx: UseCaseContext, matterId: string, parentId: string | null, scope: MatterScope): Promise<Kin[]> =>
  select<Kin>(
    ctx.tx,
    sql`SELECT * FROM (SELECT m.id, m.number, m.title, m.state, m.due_at FROM matters AS m WHERE m.id = ${parentId ?? ''} AND ${isWhole(scope)}) AS above
        UNION ALL
        SELECT * FROM (SELECT m.id, m.number, m.title, m.state, m.due_at FROM matters AS m ${dialectOf(ctx.tx).using('ix_matters_parent')}
                       WHERE m.parent_id = ${matterId} ORDER BY m.id LIMIT ${mostTodos}) AS below`,
  )

type FoundRow = MatterRow & { body: string; parent_id: string | null; whole: number; belongs: number }

const findRow = async (ctx: UseCaseContext, number: number, scope: MatterScope): Promise<FoundRow | undefined> => {
  const [row] = await select<FoundRow>(
    ctx.tx,
    sql`SELECT ${matterColumns}, m.body, m.parent_id, CASE WHEN ${isWhole(scope)} THEN 1 ELSE 0 END AS whole,
        EXISTS (SELECT 1 FROM group_members AS x WHERE x.group_id = m.group_id AND x.member_id = ${actorOf(ctx).id} AND x.left_at IS NULL) AS belongs
        FROM matters AS m LEFT JOIN work_groups AS g ON g.id = m.group_id WHERE m.number = ${number}`,
  )
  return row
}

/**
 * One matter by number: whole with todos, timeline, parent and children; brief for members of its group of origin;
 * for everybody else `not_found`, as if the number had never been given.
 */
export const readMatter = async (ctx: UseCaseContext, number: number, input: ReadMatterInput = {}): Promise<MatterDetail | BriefMatter> => {
  const scope = matterScope(ctx)
  const row = await findRow(ctx, number, scope)
  if (!row || (row.whole !== 1 && row.belongs !== 1)) throw new Problem('not_found', `没有〔${number}〕号事项,或您无权查看`)
  const parties = (await listPartyItems(ctx, [row.id])).get(row.id) ?? []
  if (row.whole !== 1) return toBrief(row, parties)
  const kin = await listKin(ctx, row.id, row.parent_id, scope)
  const parent = kin.find((each) => each.id === row.parent_id)
  return {
    ...toWhole(ctx, row, parties),
    body: row.body,
    todos: await listTodos(ctx, row.id),
    timeline: await listTimeline(ctx, row.id, input),
    supervision: await viewSupervision(ctx, row),
    parent: parent ? { number: parent.number, title: parent.title } : null,
    children: kin
      .filter((each) => each.id !== row.parent_id)
      .map((each) => ({ number: each.number, title: each.title, state: each.state, dueAt: each.due_at })),
  }
}
