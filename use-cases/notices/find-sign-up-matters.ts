import { DAY_MS } from '../../rules/instant.ts'
import { headLikeness } from '../../rules/sign-up-head.ts'
import type { UseCaseContext } from '../context.ts'
import { dialectOf, select, sql } from '../matters/sql.ts'
import type { SignUpInput } from './acknowledge-sign-up.ts'

/** How far back the notices lie that a list may still be about. */
const reachMs = 60 * DAY_MS
/** Matters of a group that a 接龙 could be about; more are not open in one group. */
const mostMatters = 200

interface Row {
  id: string
  number: number
  title: string
  body: string
}

/** Matters on which somebody in the group still owes a 收到 or more, and the open notices posted there. */
const listCandidates = (ctx: UseCaseContext, groupId: string): Promise<Row[]> => {
  const { using, thenJoin } = dialectOf(ctx.tx)
  return select<Row>(
    ctx.tx,
    sql`SELECT m.id, m.number, m.title, m.body FROM (
          SELECT DISTINCT t.matter_id AS id FROM todos AS t ${using('ix_todos_group')}
            WHERE t.group_id = ${groupId} AND t.closed_at IS NULL AND t.duty IN ('handle', 'acknowledge')
          UNION SELECT g.matter_id FROM notice_groups AS g WHERE g.group_id = ${groupId} AND g.posted_at >= ${ctx.now - reachMs}
        ) AS here ${thenJoin} matters AS m ON m.id = here.id WHERE m.state IN ('open', 'submitted') ORDER BY m.id DESC LIMIT ${mostMatters}`,
  )
}

/** The matters a 接龙 is about, by the number or the words in its head; none when it speaks of something else. */
export const findSignUpMatters = async (ctx: UseCaseContext, { groupId, head, numbers }: SignUpInput): Promise<string[]> => {
  const candidates = await listCandidates(ctx, groupId)
  const named = candidates.filter(({ number }) => numbers.includes(number))
  if (named.length > 0) return named.map(({ id }) => id)
  // Of several that fit, the one it fits best; of two alike the newer.
  const [about] = candidates
    .map((matter) => ({ id: matter.id, likeness: headLikeness(head, matter) }))
    .filter(({ likeness }) => likeness > 0)
    .toSorted((a, b) => b.likeness - a.likeness)
  return about ? [about.id] : []
}
