import { Matter, OutboundMessage } from '../../entities/index.ts'
import { selectRows } from '../../entities/select-rows.ts'
import { MINUTE_MS, type Instant } from '../../rules/instant.ts'
import { describeMeetingSoon } from '../../wording/meetings.ts'
import type { UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { getMatter } from '../matters/find-matter.ts'
import { memberIdsOfParty } from '../matters/mention-parties.ts'
import { dialectOf, sql, type Sql } from '../matters/sql.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import { listAttendance } from './list-attendance.ts'

/** How many meetings one transaction holds. */
export const meetingBatch = 50

const remindMs = (ctx: UseCaseContext): number => ctx.office.settings.meetings.remindMinutes * MINUTE_MS

/** Meetings to come, by the index of their kind: there are few, while of all that is open and overdue there may be thousands. */
const listOpen = ({ tx }: UseCaseContext, condition: Sql): Promise<Matter[]> => {
  const rest = sql`${dialectOf(tx).using('ix_matters_kind')} WHERE t.kind = 'meeting' AND t.state = 'open' AND ${condition}`
  return selectRows(tx, Matter, rest.text, rest.params)
}

/** Meetings whose time has come are held: who has said nothing by then stays so in the record. Returns how many. */
export const holdMeetings = async (ctx: UseCaseContext): Promise<number> => {
  const begun = await listOpen(ctx, sql`t.due_at <= ${ctx.now} ORDER BY t.due_at, t.id LIMIT ${meetingBatch}`)
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
  const soon = await listOpen(ctx, sql`t.due_at > ${ctx.now} AND t.due_at <= ${ctx.now + remindMs(ctx)} ORDER BY t.id`)
  for (const matter of soon) {
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
  const coming = await listOpen(ctx, sql`t.due_at > ${after} ORDER BY t.due_at, t.id LIMIT ${50}`)
  const instants = coming.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt - remindMs(ctx), dueAt])).filter((at) => at > after)
  return instants.length === 0 ? null : Math.min(...instants)
}
