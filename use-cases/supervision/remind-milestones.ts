import { In } from 'typeorm'
import { Matter, MatterParty, Member, Supervision } from '../../entities/index.ts'
import { marksFor, selectRows } from '../../entities/select-rows.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { groupBy } from '../../rules/group-by.ts'
import { milestoneReminderAt, type Milestone } from '../../rules/milestones.ts'
import { Problem } from '../../rules/problems.ts'
import { describeMilestoneReminder } from '../../wording/supervision.ts'
import { today, type UseCaseContext } from '../context.ts'
import { enqueueMessages, type NewMessage } from '../outbox/enqueue-message.ts'
import { reminderOf } from './plan-milestones.ts'

/** How many matters one transaction reminds of. */
export const milestoneBatch = 100

/** Open milestones whose reminder has come and whose day has not passed. */
const dueOnes = (ctx: UseCaseContext, { milestones, reminderAt }: Supervision): Milestone[] =>
  (milestones ?? []).filter((milestone) => {
    if (milestone.doneAt !== null || milestone.dueAt < ctx.now) return false
    const at = milestoneReminderAt(ctx.office.calendar, ctx.office.settings.reminders.at, milestone)
    return at >= (reminderAt ?? 0) && at <= ctx.now
  })

/** The responsible of a matter as people: a unit's officers, else its heads. */
const responsibleOf = (ctx: UseCaseContext, parties: readonly MatterParty[]): string[] => {
  const { directory } = ctx.office
  const ids = parties
    .filter(({ removedAt }) => removedAt === null)
    .flatMap(({ memberId, unitId }) =>
      memberId === null ? directory.mentionedFor(unitId ?? '', today(ctx)).map(({ id }) => id) : [memberId],
    )
  return [...new Set(ids)]
}

/**
 * Reminds those responsible, in private, of milestones one working day ahead: one message a person and sweep, whatever the number of
 * matters; a snooze holds it. Returns how many matters it took; fewer than the batch means nothing is left.
 */
export const remindMilestones = async (ctx: UseCaseContext, batch = milestoneBatch): Promise<number> => {
  const due = await selectRows(ctx.tx, Supervision, `WHERE t.reminder_at <= ? ORDER BY t.reminder_at, t.matter_id LIMIT ${batch}`, [
    ctx.now,
  ])
  if (due.length === 0) return 0
  for (const row of due) {
    const set = { reminderAt: reminderOf(ctx, row.milestones ?? []) }
    const moved = await updateRows(ctx.tx, Supervision, set, 'matter_id = ? AND reminder_at = ?', [row.matterId, row.reminderAt])
    if (moved !== 1) throw new Problem('stale', '节点提醒正由另一进程发出')
  }
  const ids = due.map(({ matterId }) => matterId)
  const open = await ctx.tx.find(Matter, { select: { id: true, number: true, title: true }, where: { id: In(ids), state: 'open' } })
  const parties = groupBy(
    await ctx.tx.find(MatterParty, { where: { matterId: In(ids), role: 'responsible' }, order: { id: 'ASC' } }),
    ({ matterId }) => matterId,
  )
  const lines = due.flatMap((row) => {
    const matter = open.find(({ id }) => id === row.matterId)
    if (!matter) return []
    const people = responsibleOf(ctx, parties.get(row.matterId) ?? [])
    return dueOnes(ctx, row).flatMap((milestone) => people.map((memberId) => ({ memberId, matter, milestone, slot: row.reminderAt })))
  })
  await enqueueMessages(ctx, await toMessages(ctx, lines))
  return due.length
}

type Line = { memberId: string; matter: Pick<Matter, 'number' | 'title'>; milestone: Milestone; slot: number | null }

const toMessages = async (ctx: UseCaseContext, lines: readonly Line[]): Promise<NewMessage[]> => {
  if (lines.length === 0) return []
  const byMember = groupBy(lines, ({ memberId }) => memberId)
  const memberIds = [...byMember.keys()]
  const rows = await ctx.tx.query<{ id: string; snoozed_until: number | string | null }[]>(
    `SELECT id, snoozed_until FROM ${ctx.tx.dataSource.getMetadata(Member).tableName} WHERE id IN (${marksFor(memberIds)})`,
    memberIds,
  )
  const snoozed = new Map(rows.map((row) => [row.id, Number(row.snoozed_until ?? 0)]))
  return [...byMember].map(([memberId, own]) => ({
    to: { memberId },
    text: describeMilestoneReminder(ctx.office.calendar, own, ctx.now),
    purpose: 'reminder' as const,
    dedupeKey: `milestones:${memberId}:${own[0]?.matter.number ?? 0}:${own[0]?.slot ?? 0}`,
    notBefore: Math.max(ctx.now, snoozed.get(memberId) ?? 0),
  }))
}
