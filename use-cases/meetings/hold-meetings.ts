import { LessThanOrEqual, MoreThan } from 'typeorm'
import { Matter, OutboundMessage } from '../../entities/index.ts'
import { MINUTE_MS, type Instant } from '../../rules/instant.ts'
import { describeMeetingSoon } from '../../wording/meetings.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { memberIdsOfParty } from '../matters/mention-parties.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { listAttendance } from './list-attendance.ts'

/** How many meetings one transaction holds. */
export const meetingBatch = 50

const remindMs = (ctx: UseCaseContext): number => ctx.office.settings.meetings.remindMinutes * MINUTE_MS

/** Meetings whose time has come are held: who has said nothing by then stays so in the record. Returns how many. */
export const holdMeetings = async (ctx: UseCaseContext): Promise<number> => {
  const begun = await ctx.tx.find(Matter, {
    where: { kind: 'meeting', state: 'open', dueAt: LessThanOrEqual(ctx.now) },
    order: { dueAt: 'ASC', id: 'ASC' },
    take: meetingBatch,
  })
  for (const { number } of begun) {
    const target = await getMatter(ctx, number)
    const { coming, away, silent } = await listAttendance(ctx, target)
    await changeState(ctx, target, { action: 'hold', data: { coming, away, silent } })
  }
  return begun.length
}

/** Reminds in private those who said that they come, once, the configured minutes before. */
export const remindOfMeetings = async (ctx: UseCaseContext): Promise<void> => {
  if (remindMs(ctx) === 0) return
  const soon = await ctx.tx.find(Matter, {
    where: { kind: 'meeting', state: 'open', dueAt: LessThanOrEqual(ctx.now + remindMs(ctx)) },
    order: { id: 'ASC' },
  })
  for (const matter of soon.filter(({ dueAt }) => dueAt !== null && dueAt > ctx.now)) {
    const key = `meeting:${matter.id}:${matter.dueAt}`
    if (await ctx.tx.existsBy(OutboundMessage, { dedupeKey: `${key}:${matter.issuerId}` })) continue
    const { parties } = await getMatter(ctx, matter.number)
    const { coming } = await listAttendance(ctx, { matter, parties })
    const memberIds = [...new Set([matter.issuerId, ...coming.flatMap((party) => memberIdsOfParty(ctx, party))])]
    const text = describeMeetingSoon(ctx.office.calendar, {
      number: matter.number,
      title: matter.title,
      startsAt: matter.dueAt ?? ctx.now,
      now: ctx.now,
    })
    await enqueueMessages(
      ctx,
      memberIds.map((memberId) => ({
        to: { memberId },
        text,
        purpose: 'reminder',
        dedupeKey: `${key}:${memberId}`,
        expiresAt: matter.dueAt,
      })),
    )
  }
}

/** When the clock next has something to do with a meeting. */
export const nextMeetingAt = async (ctx: UseCaseContext, after: Instant): Promise<Instant | null> => {
  const coming = await ctx.tx.find(Matter, {
    where: { kind: 'meeting', state: 'open', dueAt: MoreThan(after) },
    order: { dueAt: 'ASC', id: 'ASC' },
    take: 50,
  })
  const instants = coming.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt - remindMs(ctx), dueAt])).filter((at) => at > after)
  return instants.length === 0 ? null : Math.min(...instants)
}
