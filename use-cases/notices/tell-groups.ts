import { In, IsNull, Not } from 'typeorm'
import { WorkGroup, type Matter } from '../../entities/index.ts'
import type { Instant } from '../../rules/instant.ts'
import { isQuiet, nextMorning } from '../../rules/reminder-policy.ts'
import { describeMissing, describeNoticeSummary, type NoticeProgress, type SummaryReason } from '../../wording/notices.ts'
import type { UseCaseContext } from '../context.ts'
import { enqueueMessages } from '../outbox/enqueue-message.ts'
import type { NoticeCount } from './count-receipts.ts'
import { listMissing } from './list-receipts.ts'

/** Names a private message shows at most; the rest is in the mini-program. */
const mostNames = 200

/** Those of the groups that are registered and not closed. */
export const listLiveGroups = async (ctx: UseCaseContext, groupIds: readonly string[]): Promise<string[]> => {
  if (groupIds.length === 0) return []
  const where = { id: In([...groupIds]), closedAt: IsNull(), registeredAt: Not(IsNull()) }
  const live = new Set((await ctx.tx.find(WorkGroup, { select: { id: true }, where })).map(({ id }) => id))
  return groupIds.filter((id) => live.has(id))
}

/** What a group reads of a notice. */
export const progressIn = (
  matter: Matter,
  count: NoticeCount,
  { needsReceipt = true, groups, groupId }: { needsReceipt?: boolean; groups: number; groupId: string | null },
): NoticeProgress => ({
  matter,
  needsReceipt,
  total: { asked: count.asked, signed: count.signed },
  here: groupId === null ? null : (count.byGroup.get(groupId) ?? { asked: 0, signed: 0 }),
  groups,
})

/** Not in the quiet hours: what has ended in the evening is told in the morning. */
const whenToTell = ({ office: { calendar, settings }, now }: UseCaseContext): Instant =>
  isQuiet(calendar, settings.reminders, now) ? nextMorning(calendar, settings.reminders, now) : now

export interface Ending {
  matter: Matter
  count: NoticeCount
  groupIds: readonly string[]
  reason: SummaryReason
  /** Is told otherwise. */
  exceptId?: string | null
}

/** The one summary line of each group; a group that had its line gets no second one (docs/rules.md, Notices). Returns how many were new. */
export const summariseInGroups = async (
  ctx: UseCaseContext,
  { matter, count, groupIds, reason, exceptId = null }: Ending,
): Promise<number> => {
  const live = (await listLiveGroups(ctx, groupIds)).filter((id) => id !== exceptId)
  const notBefore = whenToTell(ctx)
  return enqueueMessages(
    ctx,
    live.map((groupId) => ({
      to: { groupId },
      text: describeNoticeSummary(progressIn(matter, count, { groups: groupIds.length, groupId }), reason),
      purpose: 'summary' as const,
      lane: 1 as const,
      dedupeKey: `notice:${matter.id}:${groupId}`,
      notBefore,
    })),
  )
}

/** The organiser: who issued it, and who posted it for them. */
const organisersOf = ({ issuerId, postedById }: Matter): string[] => [issuerId, ...(postedById === null ? [] : [postedById])]

/** The names of those missing, to the organiser alone; `key` makes it said once. */
export const tellOrganiser = async (
  ctx: UseCaseContext,
  { matter, count, reason }: Pick<Ending, 'matter' | 'count' | 'reason'>,
  key: string,
): Promise<void> => {
  const missing = await listMissing(ctx, matter.id, mostNames)
  const text = describeMissing(ctx.office.directory, { matter, total: count, reason }, missing)
  const notBefore = whenToTell(ctx)
  await enqueueMessages(
    ctx,
    organisersOf(matter).map((memberId) => ({
      to: { memberId },
      text,
      purpose: 'summary' as const,
      dedupeKey: `notice:${matter.id}:${key}:${memberId}`,
      notBefore,
    })),
  )
}

/** The same as an answer to the organiser who asks now. */
export const describeForOrganiser = async (ctx: UseCaseContext, matter: Matter, count: NoticeCount): Promise<string> =>
  describeMissing(ctx.office.directory, { matter, total: count, reason: null }, await listMissing(ctx, matter.id, mostNames))
