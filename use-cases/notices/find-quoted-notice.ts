import { DAY_MS } from '../../rules/instant.ts'
import { bareText } from '../../rules/bare-text.ts'
import type { UseCaseContext } from '../context.ts'
import { dialectOf, select, sql } from '../matters/sql.ts'

/** How far back a quoted notice may lie, and how many of a group are looked at. */
const reachMs = 30 * DAY_MS
const mostNotices = 50

/** Networks cut long quotes short; this much of the beginning must agree. */
const enoughLetters = 8

const tag = /^\s*(?:[##]\s*(?:通知|公文)[##]?|【\s*(?:通知|公文)\s*】)/u

const isQuoteOf = (quoted: string, body: string): boolean => quoted === body || (quoted.length >= enoughLetters && body.startsWith(quoted))

/**
 * The notices of a group whose own words somebody quotes, newest first. Looked for among the group's notices, not among its messages: a
 * thousand 收到 may lie between.
 */
export const findQuotedNotices = async (ctx: UseCaseContext, quoted: string, groupId: string): Promise<number[]> => {
  const wanted = bareText(quoted.replace(tag, '').replace(/(?:…|\.\.\.)\s*$/u, ''))
  if (wanted === '') return []
  const rows = await select<{ number: number; body: string }>(
    ctx.tx,
    sql`SELECT m.number, m.body FROM notice_groups AS g ${dialectOf(ctx.tx).using('ix_notice_groups_group')}
        ${dialectOf(ctx.tx).thenJoin} matters AS m ON m.id = g.matter_id
        WHERE g.group_id = ${groupId} AND g.posted_at >= ${ctx.sentAt - reachMs} ORDER BY g.posted_at DESC, g.id DESC LIMIT ${mostNotices}`,
  )
  const latest = rows.find(({ body }) => isQuoteOf(wanted, bareText(body)))
  return latest ? [latest.number] : []
}
