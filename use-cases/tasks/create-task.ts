import { z } from 'zod'
import { DAY_MS, type Instant } from '../../rules/instant.ts'
import type { Urgency } from '../../rules/lifecycles/index.ts'
import { partyColumns } from '../../rules/party.ts'
import { mayIssueTo } from '../../rules/permissions.ts'
import { Problem } from '../../rules/problems.ts'
import { similarityOf } from '../../rules/similarity.ts'
import { readSource, sourceKinds } from '../../rules/supervision.ts'
import { composeTitle } from '../../rules/task-text.ts'
import { describeIssuingRefusal } from '../../wording/refusals.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import type { MatterWithParties } from '../matters/find-matter.ts'
import { openLimited } from '../matters/open-limited.ts'
import { givenLimit, readLimit, type Limit } from './read-limit.ts'
import { partyKeySchema } from './party-key.ts'

const party = z.strictObject({
  party: partyKeySchema,
  role: z.enum(['responsible', 'assisting']).default('responsible'),
})

/** A task as a person asks for it. Without `dueAt` the limit is read from the body. */
export const createTaskSchema = z.strictObject({
  body: z.string().trim().min(1, '任务内容不能为空').max(4_000, '任务内容不超过 4000 字'),
  title: z.string().trim().min(1).max(60).optional(),
  parties: z.array(party).min(1, '请写明责任人或单位').max(200),
  urgency: z.enum(['critical', 'urgent', 'normal']).default('normal'),
  dueAt: z.int().positive().optional(),
  /** The leader in whose name a secretary posts. */
  issuerId: z.string().length(26).optional(),
  groupId: z.string().length(26).nullable().default(null),
  parentId: z.string().length(26).nullable().default(null),
  /** Absent: read from the words (来源:市政府常务会议). */
  source: z.strictObject({ kind: z.enum(sourceKinds), text: z.string().trim().min(1).max(120).nullable().default(null) }).optional(),
})

export type CreateTaskInput = z.input<typeof createTaskSchema>

export interface CreatedTask extends MatterWithParties {
  limit: Limit
  /** A similar open task, shown as a courtesy (docs/rules.md, Courtesies). */
  similar: { number: number; title: string } | null
  /** Offered when a non-urgent task is posted after hours (docs/rules.md, Courtesies). */
  nextMorning: Instant | null
}

const limitOf = (ctx: UseCaseContext, input: { body: string; dueAt?: Instant | undefined; urgency: Urgency }): Limit => {
  if (input.dueAt === undefined) return readLimit(ctx, input.body, input.urgency)
  return givenLimit(ctx, input.dueAt)
}

/** Whether the actor may post in this person's name: their own, with `#授权`, or standing in (docs/rules.md, Who may issue). */
export const checkIssuer = (ctx: UseCaseContext, issuerId: string): void => {
  const actor = actorOf(ctx)
  const { directory } = ctx.office
  const mayPost =
    issuerId === actor.id || directory.mayPostFor(actor.id, issuerId) || directory.actsFor(actor.id, ctx.now).includes(issuerId)
  const leader = directory.findMember(issuerId)
  if (!mayPost || !leader || !directory.isActive(leader, today(ctx)))
    throw new Problem('forbidden', `${leader?.name ?? '该领导'}尚未授权您代发,请其本人发送:#授权 @${actor.name}`)
}

const checkParties = (ctx: UseCaseContext, issuerId: string, parties: readonly { party: string }[]): void => {
  const { directory } = ctx.office
  const refused = parties
    .map(({ party: key }) => partyColumns(key))
    .filter((columns) => !mayIssueTo(directory, issuerId, columns, today(ctx)))
  if (refused.length > 0) throw new Problem('forbidden', describeIssuingRefusal(directory, refused))
}

/** A title of fewer letters (报方案) is like many others without being the same. */
const shortestComparable = 5

/** A task closed after this was opened is still fresh in people's minds. */
const recentMs = 7 * DAY_MS

/** The open task, or one of the last week, of this group (or of this issuer, in private) that this one repeats. */
const findSimilar = async (
  ctx: UseCaseContext,
  input: { groupId: string | null; issuerId: string; title: string },
): Promise<CreatedTask['similar']> => {
  if ([...input.title].length < shortestComparable) return null
  const recent = await ctx.tx.query<{ number: number; title: string }[]>(
    `SELECT number, title FROM matters WHERE ${input.groupId === null ? 'issuer_id' : 'group_id'} = ?
      AND kind = 'task' AND (state IN ('open', 'submitted') OR (state = 'closed' AND created_at >= ?)) ORDER BY id DESC LIMIT 100`,
    [input.groupId ?? input.issuerId, ctx.now - recentMs],
  )
  return recent.find((matter) => similarityOf(matter.title, input.title) >= 0.8) ?? null
}

const lateOffer = (ctx: UseCaseContext, urgency: Urgency): Instant | null => {
  const { calendar, settings } = ctx.office
  if (urgency !== 'normal') return null
  const day = calendar.dayOf(ctx.sentAt)
  const isLate = !calendar.isWorkingDay(day) || ctx.sentAt >= calendar.at(day, settings.lateAfternoon)
  return isLate ? calendar.at(calendar.addWorkingDays(day, 1), settings.reminders.at) : null
}

/**
 * Registers a task at once: number, parties, todos, light, first reminder. An unclear limit gives a number and a `set_due` todo
 * for the issuer; a recurring one opens its first occurrence. `read` is the body's limit, when the caller has read it already.
 */
export const createTask = async (ctx: UseCaseContext, raw: CreateTaskInput, read?: Limit): Promise<CreatedTask> => {
  const input = createTaskSchema.parse(raw)
  const actor = actorOf(ctx)
  const issuerId = input.issuerId ?? actor.id
  checkIssuer(ctx, issuerId)
  checkParties(ctx, issuerId, input.parties)
  const limit = read ?? limitOf(ctx, input)
  const { cut } = readSource(input.body)
  const title = input.title ?? composeTitle(input.body, [...(limit.matched ? [limit.matched] : []), ...(cut ? [cut] : [])])
  const similar = await findSimilar(ctx, { groupId: input.groupId, issuerId, title })
  const opened = await openLimited(
    ctx,
    {
      kind: 'task',
      title,
      body: input.body,
      urgency: input.urgency,
      groupId: input.groupId,
      issuerId,
      postedById: issuerId === actor.id ? null : actor.id,
      unitId: ctx.office.directory.findMember(issuerId)?.unitId ?? actor.unitId,
      parentId: input.parentId,
      parties: input.parties,
      source: input.source,
    },
    limit,
  )
  return { ...opened, limit, similar, nextMorning: lateOffer(ctx, input.urgency) }
}
