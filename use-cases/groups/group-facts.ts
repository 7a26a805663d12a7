import type { Day, Instant } from '../../rules/instant.ts'
import type { MatterState } from '../../rules/lifecycles/index.ts'
import type { UseCaseContext } from '../context.ts'
import { dialectOf, select, sql, within, type Sql } from '../matters/sql.ts'

/** What can be told of a group's life without having read a word. */
export interface GroupFacts {
  /** The last day on which somebody spoke; null: not since the bot listens. */
  spokeOn: Day | null
  /** Days since `since` on which the bot listened there. */
  daysListened: number
  lastMatterAt: Instant | null
  openMatters: number
}

interface FactRow {
  id: string
  spoke_on: string | null
  days_listened: number
  last_matter_at: number | null
  open_matters: number
}

/** Open matters of a group `g`; a look-up for each state: asked for both at once MariaDB would walk all that the group ever had. */
export const countOpenMatters = ({ tx }: UseCaseContext): Sql => {
  const index = dialectOf(tx).using('ix_matters_group_due')
  const inState = (state: MatterState): Sql =>
    sql`(SELECT COUNT(*) FROM matters AS o ${index} WHERE o.group_id = g.id AND o.state = ${state})`
  return sql`${inState('open')} + ${inState('submitted')}`
}

/** Facts of these groups, each along an index of its own. */
export const readGroupFacts = async (ctx: UseCaseContext, groupIds: readonly string[], since: Day): Promise<Map<string, GroupFacts>> => {
  const { using } = dialectOf(ctx.tx)
  const rows = await select<FactRow>(
    ctx.tx,
    sql`SELECT g.id,
        (SELECT a.day FROM group_activity AS a WHERE a.group_id = g.id AND a.messages > 0 ORDER BY a.day DESC LIMIT 1) AS spoke_on,
        (SELECT COUNT(*) FROM group_activity AS b WHERE b.group_id = g.id AND b.day > ${since}) AS days_listened,
        (SELECT m.created_at FROM matters AS m ${using('ix_matters_group')} WHERE m.group_id = g.id ORDER BY m.id DESC LIMIT 1) AS last_matter_at,
        ${countOpenMatters(ctx)} AS open_matters
        FROM work_groups AS g WHERE ${within('g.id', groupIds)}`,
  )
  return new Map(
    rows.map((row) => [
      row.id,
      { spokeOn: row.spoke_on, daysListened: row.days_listened, lastMatterAt: row.last_matter_at, openMatters: row.open_matters },
    ]),
  )
}
