import { In, IsNull } from 'typeorm'
import { z } from 'zod'
import { GroupMember, type Matter, type Todo } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import { Problem } from '../../rules/problems.ts'
import { describeNoticeUrged } from '../../wording/notices.ts'
import { today, type UseCaseContext } from '../context.ts'
import { changeState } from '../matters/change-state.ts'
import { findLastEvent } from '../matters/find-last-event.ts'
import { getMatter } from '../matters/find-matter.ts'
import { standingsOf } from '../matters/standing.ts'
import { listOpenTodos } from '../matters/todos.ts'
import { enqueueMessages, type NewMessage } from '../outbox/enqueue-message.ts'
import { ownersOf } from '../reminders/owners-of.ts'
import { listLiveGroups } from './tell-groups.ts'

export const urgeNoticeSchema = z.strictObject({ number: z.int().positive(), text: z.string().trim().max(500).default('') })

export interface UrgedNotice {
  matter: Matter
  /** Members to be mentioned in the group where it was said; the answer does that. */
  here: string[]
  /** What was written to others. */
  told: { groups: number; people: number }
}

/** Members who owe, by the group whose message reaches them; those whom none does stand under null. */
const reach = async (ctx: UseCaseContext, owing: readonly Todo[]): Promise<Map<string | null, string[]>> => {
  const live = new Set(await listLiveGroups(ctx, [...new Set(owing.map(({ groupId }) => groupId).filter((id) => id !== null))]))
  const owners = owing.flatMap((todo) => ownersOf(ctx, todo).map(({ id }) => ({ id, groupId: todo.groupId })))
  const rows =
    live.size === 0
      ? []
      : await ctx.tx.find(GroupMember, {
          select: { id: true, groupId: true, memberId: true },
          where: { groupId: In([...live]), leftAt: IsNull() },
        })
  const seats = new Set(rows.map(({ groupId, memberId }) => `${groupId} ${memberId}`))
  const byGroup = groupBy(owners, ({ id, groupId }) => (groupId !== null && seats.has(`${groupId} ${id}`) ? groupId : null))
  return new Map([...byGroup].map(([groupId, members]) => [groupId, [...new Set(members.map(({ id }) => id))]]))
}

const namesOf = (ctx: UseCaseContext, memberIds: readonly string[]): string[] =>
  memberIds.map((id) => ctx.office.directory.findMember(id)?.name ?? '')

/** At most one a day (docs/rules.md, Notices). */
const wasUrgedToday = async (ctx: UseCaseContext, matter: Matter): Promise<boolean> => {
  const last = await findLastEvent(ctx, matter.id, 'urge')
  return last !== null && ctx.office.calendar.dayOf(last.at) === today(ctx)
}

/**
 * 催签: one message a group, mentioning only those there who owe; who sits in none of the groups is told privately. Once a day.
 * `hereId` is the group in which it was said, whose words are the answer.
 */
export const urgeNotice = async (
  ctx: UseCaseContext,
  input: z.infer<typeof urgeNoticeSchema>,
  hereId: string | null,
): Promise<UrgedNotice> => {
  const target = await getMatter(ctx, input.number)
  const { matter } = target
  if (matter.kind !== 'notice') throw new Problem('wrong_state', `〔${input.number}〕不是通知`)
  const owing = (await listOpenTodos(ctx, matter.id)).filter(({ duty }) => duty === 'acknowledge')
  const onBehalfOfId = standingsOf(ctx, matter, target.parties).issuerOnBehalfOfId
  const wasUrged = await wasUrgedToday(ctx, matter)
  const urged = await changeState(ctx, target, { action: 'urge', text: input.text, data: { owing: owing.length }, onBehalfOfId })
  if (owing.length === 0) throw new Problem('wrong_state', `〔${input.number}〕已全部签收,无需催签`)
  if (wasUrged) throw new Problem('conflict', `〔${input.number}〕今天已催签过一次,请明天再催`)
  const wording = { directory: ctx.office.directory, calendar: ctx.office.calendar, now: ctx.now, botMention: '' }
  const day = today(ctx)
  const byGroup = await reach(ctx, owing)
  const here = hereId === null ? [] : (byGroup.get(hereId) ?? [])
  const others = [...byGroup].filter(([groupId]) => groupId !== null && groupId !== hereId)
  const alone = byGroup.get(null) ?? []
  const messages: NewMessage[] = [
    ...others.map(([groupId, memberIds]) => ({
      to: { groupId: groupId ?? '' },
      text: describeNoticeUrged(wording, urged, namesOf(ctx, memberIds)),
      mentionIds: memberIds,
      purpose: 'reminder' as const,
      dedupeKey: `notice-urge:${matter.id}:${groupId}:${day}`,
    })),
    ...alone.map((memberId) => ({
      to: { memberId },
      text: describeNoticeUrged(wording, urged, namesOf(ctx, [memberId])),
      purpose: 'reminder' as const,
      dedupeKey: `notice-urge:${matter.id}:${memberId}:${day}`,
    })),
  ]
  await enqueueMessages(ctx, messages)
  return { matter: urged, here, told: { groups: others.length, people: alone.length } }
}
