import { z } from 'zod'
import { createCursor, cutPage, pageSchema, pageSize, type Page } from '../../rules/cursor.ts'
import type { Day, Instant } from '../../rules/instant.ts'
import { memberName, unitName, type Named } from '../matters/names.ts'
import { countOpenMatters } from './group-facts.ts'
import { dialectOf, or, raw, select, sql, within, type Sql } from '../matters/sql.ts'
import { seesAll, unitsHeaded } from '../matters/visibility.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'

export const listGroupsSchema = pageSchema.extend({
  /** Closed groups too. */
  includeClosed: z.boolean().optional(),
  /** This one only. */
  id: z.string().length(26).optional(),
})

export type ListGroupsInput = z.input<typeof listGroupsSchema>

/** One line of the group ledger (docs/rules.md, Groups). */
export interface GroupItem {
  id: string
  name: string
  purpose: string | null
  owner: Named | null
  ownerUnit: Named | null
  /** Present members. */
  members: number
  openMatters: number
  openedAt: Instant
  closesOn: Day | null
  closedAt: Instant | null
  /** Past its end date and still open. */
  ended: boolean
  /** Messages of the last 30 days: a figure without senders or words. */
  messages: number
  /** The last day on which somebody spoke, as far as the bot listened. */
  spokeOn: Day | null
  lastMatterAt: Instant | null
  /** When closing it was last proposed to its owner. */
  proposedAt: Instant | null
  /** Whether the actor sits in it. */
  mine: boolean
}

interface GroupRow {
  id: string
  name: string
  purpose: string | null
  owner_id: string | null
  owner_unit_id: string | null
  opened_at: number
  closes_on: string | null
  closed_at: number | null
  members: number
  open_matters: number
  /** MariaDB sums to text. */
  messages: number | string | null
  spoke_on: string | null
  last_matter_at: number | null
  proposed_at: number | null
  mine: number
}

/** Days that the figure of messages stands for. */
const activeDays = 30

const cursors = createCursor('groups', z.object({ id: z.string().length(26) }))

/** Who sees everything sees the whole ledger; others the groups they sit in, own, or that belong to units they head. */
const mayLook = (ctx: UseCaseContext, isMine: Sql): Sql =>
  seesAll(ctx) ? raw('1 = 1') : or([isMine, sql`g.owner_id = ${actorOf(ctx).id}`, within('g.owner_unit_id', unitsHeaded(ctx))])

/** The ledger of registered groups in the order they were opened, never by how lively they are; one query, its counts along indices. */
export const listGroups = async (ctx: UseCaseContext, input: ListGroupsInput = {}): Promise<Page<GroupItem>> => {
  const filters = { includeClosed: input.includeClosed, id: input.id }
  const after = cursors.read(input.cursor, filters)
  const limit = pageSize(input)
  const { calendar, directory } = ctx.office
  const day = today(ctx)
  const since = calendar.addDays(day, -activeDays)
  const isMine = sql`EXISTS (SELECT 1 FROM group_members AS x WHERE x.group_id = g.id AND x.member_id = ${actorOf(ctx).id} AND x.left_at IS NULL)`
  const open = input.includeClosed === true ? raw('1 = 1') : raw('g.closed_at IS NULL')
  const one = input.id === undefined ? raw('') : sql` AND g.id = ${input.id}`
  // Little tables: MariaDB would read them whole, and go on doing so when they have grown.
  const byKey = raw(dialectOf(ctx.tx).isSqlite ? '' : 'FORCE INDEX (PRIMARY)')
  const rows = await select<GroupRow>(
    ctx.tx,
    sql`SELECT g.id, g.name, g.purpose, g.owner_id, g.owner_unit_id, g.opened_at, g.closes_on, g.closed_at, ${isMine} AS mine,
        (SELECT COUNT(*) FROM group_members AS n WHERE n.group_id = g.id AND n.left_at IS NULL) AS members,
        ${countOpenMatters(ctx)} AS open_matters,
        (SELECT SUM(a.messages) FROM group_activity AS a ${byKey} WHERE a.group_id = g.id AND a.day > ${since}) AS messages,
        (SELECT b.day FROM group_activity AS b ${byKey} WHERE b.group_id = g.id AND b.messages > 0 ORDER BY b.day DESC LIMIT 1) AS spoke_on,
        (SELECT l.created_at FROM matters AS l ${dialectOf(ctx.tx).using('ix_matters_group')}
         WHERE l.group_id = g.id ORDER BY l.id DESC LIMIT 1) AS last_matter_at,
        (SELECT r.proposed_at FROM group_reviews AS r ${byKey} WHERE r.group_id = g.id) AS proposed_at
        FROM work_groups AS g WHERE g.id > ${after?.id ?? ''} AND g.registered_at IS NOT NULL AND ${open} AND ${mayLook(ctx, isMine)}${one}
        ORDER BY g.id LIMIT ${limit + 1}`,
  )
  return cutPage(
    rows,
    limit,
    (row) => ({
      id: row.id,
      name: row.name,
      purpose: row.purpose,
      owner: row.owner_id === null ? null : memberName(directory, row.owner_id),
      ownerUnit: row.owner_unit_id === null ? null : unitName(directory, row.owner_unit_id),
      members: row.members,
      openMatters: row.open_matters,
      openedAt: row.opened_at,
      closesOn: row.closes_on,
      closedAt: row.closed_at,
      ended: row.closed_at === null && row.closes_on !== null && row.closes_on < day,
      messages: Number(row.messages ?? 0),
      spokeOn: row.spoke_on,
      lastMatterAt: row.last_matter_at,
      proposedAt: row.proposed_at,
      mine: row.mine === 1,
    }),
    (last) => cursors.write({ id: last.id }, filters),
  )
}
