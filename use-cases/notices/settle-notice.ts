import { Matter, Notice } from '../../entities/index.ts'
import type { Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { dialectOf, raw, select, sql, type Sql } from '../matters/sql.ts'
import { rowChange } from '../matters/write-beside.ts'
import { countNotice, keepReceipts } from './count-receipts.ts'
import { listNoticeGroups } from './find-notice.ts'
import { summariseInGroups, tellOrganiser } from './tell-groups.ts'

/** How many a sweep takes up at once. */
export const noticeBatch = 100

/** Notices whose due lies before this have been waited for long enough (docs/rules.md, Notices). */
const endsBefore = ({ office: { calendar, settings }, now }: UseCaseContext): Instant =>
  calendar.at(calendar.addWorkingDays(calendar.dayOf(now), -settings.notices.endsAfterWorkingDays), '00:00')

const openNotices = ({ tx }: UseCaseContext): Sql =>
  sql`matters AS m ${dialectOf(tx).using('ix_matters_kind')} ${dialectOf(tx).thenJoin} notices AS n ON n.matter_id = m.id`

/** Nobody owes any more; asked along the matter's own todos. */
const isAllSigned = ({ tx }: UseCaseContext): Sql =>
  sql`NOT EXISTS (SELECT 1 FROM todos AS t ${dialectOf(tx).using('ix_todos_of_matter')}
                  WHERE t.matter_id = m.id AND t.closed_at IS NULL AND t.duty = 'acknowledge')`

/** Not as an EXISTS: MariaDB would first collect every notice that was not told. */
const isUntold = raw('(SELECT n.summarised_at FROM notices AS n WHERE n.matter_id = m.id) IS NULL')

/** Open notices that the clock has something to do with, oldest first. */
export const listDueNotices = async (ctx: UseCaseContext): Promise<string[]> => {
  const rows = await select<{ id: string }>(
    ctx.tx,
    // Hundreds may be open at every tick: what stands beside one is looked up only once its limit has come.
    sql`SELECT m.id FROM matters AS m ${dialectOf(ctx.tx).using('ix_matters_kind')} WHERE m.kind = 'notice' AND m.state = 'open'
        AND (m.due_at < ${endsBefore(ctx)} OR (m.due_at <= ${ctx.now} AND ${isUntold}) OR ${isAllSigned(ctx)})
        ORDER BY m.id LIMIT ${noticeBatch}`,
  )
  return rows.map(({ id }) => id)
}

/** When a notice will next want the clock; null when none does. */
export const nextNoticeAt = async (ctx: UseCaseContext, after: Instant): Promise<Instant | null> => {
  const { calendar } = ctx.office
  const rows = await select<{ due_at: number | string | null; summarised_at: number | string | null; done: number }>(
    ctx.tx,
    sql`SELECT m.due_at, n.summarised_at, CASE WHEN ${isAllSigned(ctx)} THEN 1 ELSE 0 END AS done
        FROM ${openNotices(ctx)} WHERE m.kind = 'notice' AND m.state = 'open'`,
  )
  const wakes = rows.flatMap(({ due_at: dueAt, summarised_at: summarisedAt, done }): Instant[] => {
    if (done === 1) return [after + 1]
    if (dueAt === null) return []
    if (Number(dueAt) > after) return [Number(dueAt)]
    // Told already: the next thing is its end, which falls on the turn of a day.
    return [summarisedAt === null ? after + 1 : calendar.at(calendar.addDays(calendar.dayOf(after), 1), '00:00')]
  })
  return wakes.length === 0 ? null : Math.min(...wakes)
}

type Verdict = { action: 'all_signed' | 'end' | 'summarise'; reason: 'all' | 'end' | 'due' }

const judge = (ctx: UseCaseContext, matter: Matter, notice: Notice, isSigned: boolean): Verdict | null => {
  if (matter.state !== 'open') return null
  if (isSigned) return { action: 'all_signed', reason: 'all' }
  if (matter.dueAt === null || matter.dueAt > ctx.now) return null
  if (matter.dueAt < endsBefore(ctx)) return { action: 'end', reason: 'end' }
  return notice.summarisedAt === null ? { action: 'summarise', reason: 'due' } : null
}

/**
 * What the clock does with one notice: tells every group the count once the deadline has come or everybody has signed, tells the
 * organiser the names of those missing, closes it when nobody owes any more or it was waited for long enough. Safe to run twice.
 */
export const settleNotice = async (ctx: UseCaseContext, matterId: string): Promise<void> => {
  const matter = await ctx.tx.findOneByOrFail(Matter, { id: matterId })
  const notice = await ctx.tx.findOneByOrFail(Notice, { matterId })
  const [signed] = await select<{ id: string }>(
    ctx.tx,
    sql`SELECT m.id FROM ${raw('matters AS m')} WHERE m.id = ${matterId} AND ${isAllSigned(ctx)}`,
  )
  const verdict = judge(ctx, matter, notice, signed !== undefined)
  if (!verdict) return
  const { action, reason } = verdict
  const count = await countNotice(ctx, matterId)
  // Thousands of parties are nothing to the clock: it needs none of them.
  const target = { matter, parties: [] }
  const data = { asked: count.asked, signed: count.signed }
  const set = { summarisedAt: notice.summarisedAt ?? ctx.now }
  const settled = await changeState(ctx, target, { action, data, beside: [rowChange(Notice, notice, set)] })
  if (settled.state === 'closed') await keepReceipts(ctx, matterId)
  const groupIds = (await listNoticeGroups(ctx, matterId)).map(({ groupId }) => groupId)
  const told = await summariseInGroups(ctx, { matter: settled, count, groupIds, reason })
  // That everybody has signed the organiser reads in the group, where it is said there.
  if (reason !== 'all' || told === 0) await tellOrganiser(ctx, { matter: settled, count, reason }, `${reason}:${settled.version}`)
}
