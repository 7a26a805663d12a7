import { In, IsNull, Not } from 'typeorm'
import { GroupReview, WorkGroup } from '../../entities/index.ts'
import type { MemberCard } from '../../rules/directory.ts'
import { DAY_MS } from '../../rules/instant.ts'
import { isQuiet, nextMorning } from '../../rules/reminder-policy.ts'
import { describeGroupReview, type GroupToReview } from '../../wording/groups.ts'
import { today, type UseCaseContext } from '../context.ts'
import { enqueueMessages, type NewMessage } from '../outbox/enqueue-message.ts'
import { readGroupFacts, type GroupFacts } from './group-facts.ts'
import { listStewards } from './group-owner.ts'
import { noteReview } from './review.ts'

/** Closing one group is proposed at most this often. */
const proposalPauseMs = 30 * DAY_MS

/** How many groups are looked at together. */
const batch = 200

/** Days without a word or a new matter, when they are enough and the bot was there to hear: an account that was away heard nothing anywhere. */
const idleDaysOf = (ctx: UseCaseContext, group: WorkGroup, review: GroupReview | undefined, facts: GroupFacts): number | null => {
  const { calendar, settings } = ctx.office
  const { idleDays } = settings.groups
  if (facts.daysListened < idleDays / 2) return null
  const spokeAt = facts.spokeOn === null ? 0 : calendar.at(facts.spokeOn, '23:59')
  const last = Math.max(group.registeredAt ?? 0, review?.keptAt ?? 0, facts.lastMatterAt ?? 0, spokeAt)
  const days = Math.floor((ctx.now - last) / DAY_MS)
  return days >= idleDays ? days : null
}

/** What is to be said of one group now, and what has to be remembered of it. */
const judge = (
  ctx: UseCaseContext,
  group: WorkGroup,
  review: GroupReview | undefined,
  facts: GroupFacts,
): { line: GroupToReview; note: Partial<GroupReview> } | null => {
  const { calendar, settings } = ctx.office
  const { id, name, closesOn } = group
  const day = today(ctx)
  const shared = { id, name, openMatters: facts.openMatters }
  const mayPropose = review?.proposedAt == null || ctx.now - review.proposedAt >= proposalPauseMs
  if (closesOn !== null && closesOn < day) {
    return mayPropose ? { line: { ...shared, why: 'ended', closesOn }, note: { proposedAt: ctx.now } } : null
  }
  const idleDays = idleDaysOf(ctx, group, review, facts)
  if (idleDays !== null && mayPropose) return { line: { ...shared, why: 'idle', idleDays }, note: { proposedAt: ctx.now } }
  const isEnding = closesOn !== null && calendar.workingDaysBetween(day, closesOn) <= settings.groups.endReminderWorkingDays
  if (isEnding && review?.remindedOf !== closesOn) return { line: { ...shared, why: 'ending', closesOn }, note: { remindedOf: closesOn } }
  return null
}

/** One private message a person, whatever the number of their groups; to nobody else, and no group is compared with another. */
const messageTo = (ctx: UseCaseContext, memberId: string, groups: readonly GroupToReview[]): NewMessage => {
  const { calendar, settings } = ctx.office
  return {
    to: { memberId },
    text: describeGroupReview(calendar, ctx.now, groups),
    purpose: 'notice',
    dedupeKey: `groups:${memberId}:${ctx.now}`,
    notBefore: isQuiet(calendar, settings.reminders, ctx.now) ? nextMorning(calendar, settings.reminders, ctx.now) : ctx.now,
  }
}

/**
 * Looks through the groups for those that are idle, past their end or near it, and asks their owners in private (docs/rules.md, Groups). The bot
 * never closes a group by itself. Returns how many groups were spoken of.
 */
export const reviewGroups = async (ctx: UseCaseContext): Promise<number> => {
  const groups = await ctx.tx.find(WorkGroup, { where: { registeredAt: Not(IsNull()), closedAt: IsNull() }, order: { id: 'ASC' } })
  const since = ctx.office.calendar.addDays(today(ctx), -ctx.office.settings.groups.idleDays)
  const byPerson = new Map<string, { member: MemberCard; lines: GroupToReview[] }>()
  let count = 0
  for (let from = 0; from < groups.length; from += batch) {
    const some = groups.slice(from, from + batch)
    const ids = some.map(({ id }) => id)
    const facts = await readGroupFacts(ctx, ids, since)
    const reviews = new Map((await ctx.tx.findBy(GroupReview, { groupId: In(ids) })).map((review) => [review.groupId, review]))
    for (const group of some) {
      const known = facts.get(group.id)
      const verdict = known && judge(ctx, group, reviews.get(group.id), known)
      const stewards = verdict ? listStewards(ctx, group) : []
      if (!verdict || stewards.length === 0) continue
      await noteReview(ctx.tx, group.id, verdict.note)
      count += 1
      for (const member of stewards) {
        const mine = byPerson.get(member.id) ?? { member, lines: [] }
        mine.lines.push(verdict.line)
        byPerson.set(member.id, mine)
      }
    }
  }
  await enqueueMessages(
    ctx,
    [...byPerson.values()].map(({ member, lines }) => messageTo(ctx, member.id, lines)),
  )
  return count
}
