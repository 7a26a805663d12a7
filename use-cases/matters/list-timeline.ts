import { z } from 'zod'
import { createCursor, cutPage, pageSize, type Page, type PageInput } from '../../rules/cursor.ts'
import type { Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import { notUndone } from './find-last-event.ts'
import { memberName, type Named } from './names.ts'
import { dialectOf, raw, select, sql } from './sql.ts'

export interface TimelineItem {
  id: string
  at: Instant
  /** Null for the clock. */
  actor: Named | null
  onBehalfOf: Named | null
  action: string
  text: string
  /** Taken back by a later 撤回. */
  undone: boolean
}

const cursors = createCursor('timeline', z.object({ at: z.int(), id: z.string().length(26) }))

interface EventRow {
  id: string
  at: number
  actor_id: string | null
  on_behalf_of_id: string | null
  action: string
  text: string
  stands: number
}

/** A page of a matter's timeline, newest first. The caller has made sure that the actor may see the matter whole. */
export const listTimeline = async (ctx: UseCaseContext, matterId: string, input: PageInput): Promise<Page<TimelineItem>> => {
  const { directory } = ctx.office
  const filters = { matterId }
  const after = cursors.read(input.cursor, filters)
  const limit = pageSize(input)
  const start = after === null ? raw('') : sql` AND e.at <= ${after.at} AND NOT (e.at = ${after.at} AND e.id >= ${after.id})`
  const rows = await select<EventRow>(
    ctx.tx,
    sql`SELECT e.id, e.at, e.actor_id, e.on_behalf_of_id, e.action, e.text, ${raw(notUndone('e'))} AS stands
        FROM matter_events AS e ${dialectOf(ctx.tx).using('ix_matter_events_matter')}
        WHERE e.matter_id = ${matterId}${start} ORDER BY e.at DESC, e.id DESC LIMIT ${limit + 1}`,
  )
  const nameOf = (id: string | null): Named | null => (id === null ? null : memberName(directory, id))
  return cutPage(
    rows,
    limit,
    (row) => ({
      id: row.id,
      at: row.at,
      actor: nameOf(row.actor_id),
      onBehalfOf: nameOf(row.on_behalf_of_id),
      action: row.action,
      text: row.text,
      undone: row.stands !== 1,
    }),
    (last) => cursors.write({ at: last.at, id: last.id }, filters),
  )
}
