import { In, LessThan, MoreThan } from 'typeorm'
import { JobRun, Member, Submission } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { groupBy } from '../../rules/group-by.ts'
import { daysInMonth, makeDay } from '../../rules/calendar/civil-day.ts'
import type { Instant } from '../../rules/instant.ts'
import { describeQuotaReminder } from '../../wording/bulletins.ts'
import type { UseCaseContext } from '../context.ts'
import { enqueueMessages, type NewMessage } from '../outbox/enqueue-message.ts'
import { judgeOfficeQuotas } from './judge-office-quotas.ts'
import { latestQuotaSlot } from './quota-slots.ts'

/** The job's name in `job_runs`, which makes every slot one of its own. */
export const quotaJob = 'remind-quotas'

/**
 * The slot that has come and that nobody has taken; null when there is nothing to do. An office in which nobody had reported anything by
 * then does not use the information line (or had not begun), and hears nothing of tasks.
 */
export const findQuotaSlot = async (ctx: UseCaseContext): Promise<Instant | null> => {
  const slot = latestQuotaSlot(ctx.office.calendar, ctx.office.settings, ctx.now)
  if (slot === null || (await ctx.tx.existsBy(JobRun, { job: quotaJob, scheduledFor: slot }))) return null
  const isUsed = await ctx.tx.existsBy(Submission, { reportedAt: LessThan(slot) })
  return isUsed ? slot : null
}

/**
 * Tells officers in private how much of their tasks of this month is still missing, in the transaction that takes the slot: once, whatever
 * processes do. Nobody else is told, and who owes nothing hears nothing (docs/rules.md, Quotas). Returns how many were told.
 */
export const remindQuotas = async (ctx: UseCaseContext, slot: Instant): Promise<number> => {
  const { calendar, directory } = ctx.office
  await insertRows(ctx.tx, JobRun, [
    { id: ctx.newId(), job: quotaJob, scheduledFor: slot, startedAt: ctx.now, finishedAt: ctx.now, outcome: 'done' },
  ])
  const day = calendar.dayOf(slot)
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  const monthEnd = makeDay(year, month, daysInMonth(year, month))
  const judged = await judgeOfficeQuotas(ctx, { year, kinds: ['officer'], on: day })
  // A task of a quarter or a year is spoken of in the month that ends it.
  const short = judged.filter((quota) => quota.isBinding && !quota.isMet && quota.per !== 'week' && quota.to === monthEnd)
  const byOfficer = groupBy(short, ({ partyId }) => partyId)
  const snoozed =
    byOfficer.size === 0
      ? []
      : await ctx.tx.find(Member, {
          select: { id: true, snoozedUntil: true },
          where: { id: In([...byOfficer.keys()]), snoozedUntil: MoreThan(ctx.now) },
        })
  const quietUntil = new Map(snoozed.map(({ id, snoozedUntil }) => [id, snoozedUntil ?? 0]))
  const over = calendar.closeOfWork(monthEnd)
  const messages = [...byOfficer].flatMap(([memberId, quotas]): NewMessage[] => {
    const notBefore = Math.max(ctx.now, quietUntil.get(memberId) ?? 0)
    if (notBefore >= over || !directory.findMember(memberId)) return []
    const text = describeQuotaReminder(calendar, ctx.now, quotas)
    return [{ to: { memberId }, text, purpose: 'reminder', dedupeKey: `quota:${memberId}:${slot}`, notBefore, expiresAt: over }]
  })
  return enqueueMessages(ctx, messages)
}
