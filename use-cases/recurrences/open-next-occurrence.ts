import { IsNull, Not } from 'typeorm'
import { Matter, Recurrence, WorkGroup } from '../../entities/index.ts'
import { nextOccurrence } from '../../rules/deadline/next-occurrence.ts'
import type { Occurrence, RecurringRule } from '../../rules/deadline/reading.ts'
import type { Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { isQuiet, nextMorning } from '../../rules/reminder-policy.ts'
import { shortParty } from '../../wording/names.ts'
import { describeOccurrence } from '../../wording/reminders.ts'
import type { UseCaseContext } from '../context.ts'
import { endCall } from '../calls/finish-call.ts'
import { appendEvents } from '../matters/append-event.ts'
import { listPartiesOf, type MatterWithParties } from '../matters/find-matter.ts'
import { openMatter } from '../matters/open-matter.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { openNextProcedure } from '../procedures/open-procedure.ts'
import { ownersOf } from '../reminders/owners-of.ts'
import { opensAtAfter } from './open-recurrence.ts'

/** How many recurring tasks one transaction looks at. */
export const recurrenceBatch = 100
/** A rule that was asleep for longer than this many turns is not counted to the end. */
const mostMissed = 1_000

type Turn = Occurrence & { nextOpensAt: Instant; missed: number }

/** The turn to open at `now`: the first whose due is still to come; turns whose due has passed unopened are counted. */
const currentTurn = (ctx: UseCaseContext, { kind, rule: kept }: Recurrence, opensAt: Instant): Turn => {
  const rule = kept as RecurringRule
  const { calendar, settings } = ctx.office
  const after = (instant: Instant): Occurrence => nextOccurrence(rule, instant, { calendar, settings })
  let turn = after(opensAt)
  let missed = 0
  for (; turn.due <= ctx.now && missed < mostMissed; missed += 1) turn = after(turn.due)
  return { ...turn, missed, nextOpensAt: opensAtAfter(ctx, kind, turn.due, after(turn.due)) }
}

const lastOccurrence = (ctx: UseCaseContext, recurrenceId: string): Promise<Matter | null> =>
  ctx.tx.findOne(Matter, { where: { recurrenceId }, order: { id: 'DESC' } })

const openOccurrence = "SELECT 1 FROM matters m WHERE m.recurrence_id = recurrence.id AND m.state IN ('open', 'submitted', 'paused')"

/** Recurring tasks whose time has come and that have no open occurrence to wait for. */
const listReady = (ctx: UseCaseContext, batch: number): Promise<Recurrence[]> =>
  ctx.tx
    .createQueryBuilder(Recurrence, 'recurrence')
    .where('recurrence.next_opens_at <= :now', { now: ctx.now })
    // A call's turn ends when the next begins; a task's next turn waits for the last.
    .andWhere(`(recurrence.skip_next = :skip OR recurrence.kind = 'call' OR NOT EXISTS (${openOccurrence}))`, { skip: true })
    .orderBy('recurrence.next_opens_at', 'ASC')
    .addOrderBy('recurrence.id', 'ASC')
    .limit(batch)
    .getMany()

/** Says once in an open occurrence's timeline that the next one waits for it, so that nothing is lost silently. */
const noteWaiting = async (ctx: UseCaseContext): Promise<void> => {
  const waiting = await ctx.tx
    .createQueryBuilder(Matter, 'matter')
    .select('matter.id')
    .innerJoin(Recurrence, 'recurrence', 'recurrence.id = matter.recurrence_id')
    .where('recurrence.next_opens_at <= :now', { now: ctx.now })
    .andWhere("matter.kind = 'task' AND matter.state IN ('open', 'submitted')")
    .andWhere("NOT EXISTS (SELECT 1 FROM matter_events e WHERE e.matter_id = matter.id AND e.action = 'next_waits')")
    .getMany()
  await appendEvents(
    ctx,
    waiting.map((open) => ({ matterId: open.id, action: 'next_waits', text: '下一期已到开立时间,待本期办结后开立' })),
  )
}

/** The group while the bot may speak there: a closed one's matters go on privately. */
const findLiveGroup = async (ctx: UseCaseContext, groupId: string | null): Promise<string | null> => {
  if (groupId === null) return null
  const isLive = await ctx.tx.existsBy(WorkGroup, { id: groupId, closedAt: IsNull(), registeredAt: Not(IsNull()) })
  return isLive ? groupId : null
}

/** Tells the group, or the parties privately when the task has none or it is closed; not in quiet hours. */
const announce = async (ctx: UseCaseContext, recurrence: Recurrence, { matter, parties }: MatterWithParties): Promise<void> => {
  const { calendar, settings, directory } = ctx.office
  const owners = parties.flatMap((party) => ownersOf(ctx, party))
  const mentioned = parties.flatMap((party) => {
    const names = ownersOf(ctx, party).map((member) => member.name)
    return names.length > 0 ? names : [shortParty(directory, party.party)]
  })
  const line = { number: matter.number, title: matter.title, dueAt: matter.dueAt ?? ctx.now, names: [...new Set(mentioned)] }
  const waits = matter.urgency !== 'critical' && isQuiet(calendar, settings.reminders, ctx.now)
  const shared = {
    text: describeOccurrence(calendar, ctx.now, { ...line, kind: matter.kind }, recurrence.ruleText),
    purpose: 'notice' as const,
    notBefore: waits ? nextMorning(calendar, settings.reminders, ctx.now) : ctx.now,
  }
  const groupId = await findLiveGroup(ctx, recurrence.groupId)
  const members = [...new Set(owners.map((member) => member.id))]
  await enqueueMessages(
    ctx,
    groupId !== null
      ? [{ ...shared, to: { groupId }, mentionIds: members, dedupeKey: `occurrence:${matter.id}` }]
      : members.map((memberId) => ({ ...shared, to: { memberId }, dedupeKey: `occurrence:${matter.id}:${memberId}` })),
  )
}

const openTurn = async (ctx: UseCaseContext, recurrence: Recurrence, turn: Turn, fallbackUnitId: string): Promise<void> => {
  const { title, body, urgency, groupId, issuerId, postedById, parties, ruleText } = recurrence
  const opened = await openMatter(ctx, {
    kind: recurrence.kind ?? 'task',
    title,
    body,
    urgency,
    groupId,
    issuerId,
    postedById,
    parties,
    dueAt: turn.due,
    dueText: ruleText,
    unitId: ctx.office.directory.findMember(issuerId)?.unitId ?? fallbackUnitId,
    recurrenceId: recurrence.id,
    data: { recurring: true, ...(turn.missed > 0 ? { missed: turn.missed } : {}) },
  })
  if (turn.missed > 0) {
    await appendEvents(ctx, [
      { matterId: opened.matter.id, action: 'turns_missed', text: `此前 ${turn.missed} 期未开立(上期未办结或系统停机)` },
    ])
  }
  await announce(ctx, recurrence, opened)
}

/** The next turn of a procedure: its steps and clocks begin. One that nobody can answer for now is noted, and stops nothing else. */
const openProcedureTurn = async (ctx: UseCaseContext, recurrence: Recurrence, last: Matter): Promise<void> => {
  const { title, body, groupId, issuerId } = recurrence
  try {
    const template = { title, body, groupId, issuerId, unitId: last.unitId, data: { recurring: true } }
    const found = await openNextProcedure(ctx, recurrence.id, template)
    if (found) await announce(ctx, recurrence, found)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await appendEvents(ctx, [{ matterId: last.id, action: 'turns_missed', text: `下一期未能开立:${error.message}` }])
  }
}

/** Opens or skips the turn of one recurring task whose time has come. */
const advance = async (ctx: UseCaseContext, recurrence: Recurrence): Promise<void> => {
  const last = await lastOccurrence(ctx, recurrence.id)
  const opensAt = recurrence.nextOpensAt ?? ctx.now
  const turn = currentTurn(ctx, recurrence, opensAt)
  const { affected } = await ctx.tx.update(
    Recurrence,
    { id: recurrence.id, nextOpensAt: opensAt, skipNext: recurrence.skipNext },
    { nextOpensAt: turn.nextOpensAt, skipNext: false },
  )
  if (affected !== 1) throw new Problem('stale', '循环任务已由另一进程处理')
  if (recurrence.kind === 'call' && last?.state === 'open') {
    const parties = (await listPartiesOf(ctx, [last.id])).get(last.id) ?? []
    await endCall(ctx, { matter: last, parties }, '下一期约稿开始')
  }
  if (!recurrence.skipNext && recurrence.kind === 'procedure' && last) await openProcedureTurn(ctx, recurrence, last)
  else if (!recurrence.skipNext) await openTurn(ctx, recurrence, turn, last?.unitId ?? ctx.office.directory.findRoot()?.id ?? '')
  else if (last) await appendEvents(ctx, [{ matterId: last.id, action: 'turn_skipped', text: '按要求跳过一期' }])
}

/**
 * One batch of recurring tasks: opens the next occurrence when its time has come. One occurrence is open at a time; while the last
 * one is, the next waits (noted in its timeline), and turns whose due passed meanwhile are noted on the one that opens.
 * Returns how many were opened or skipped; fewer than the batch means nothing is left.
 */
export const openNextOccurrences = async (ctx: UseCaseContext, batch = recurrenceBatch): Promise<number> => {
  const ready = await listReady(ctx, batch)
  for (const recurrence of ready) await advance(ctx, recurrence)
  await noteWaiting(ctx)
  return ready.length
}
