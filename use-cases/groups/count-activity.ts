import { In } from 'typeorm'
import { Binding, GroupActivity } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { Instant } from '../../rules/instant.ts'
import { today, type UseCaseContext } from '../context.ts'

/** What a chat account heard since the last time: so many messages in a group (by its external id), about when. */
export interface Heard {
  channel: string
  account: string
  messages: readonly { chatId: string; at: Instant; count: number }[]
}

/** How many values a statement takes. */
const mostAtOnce = 500

const listKnown = async (ctx: UseCaseContext, day: string, groupIds: readonly string[]): Promise<Set<string>> => {
  const known = new Set<string>()
  for (let from = 0; from < groupIds.length; from += mostAtOnce) {
    const rows = await ctx.tx.find(GroupActivity, {
      select: { groupId: true, day: true },
      where: { day, groupId: In(groupIds.slice(from, from + mostAtOnce)) },
    })
    for (const row of rows) known.add(row.groupId)
  }
  return known
}

const add = async (ctx: UseCaseContext, day: string, groupId: string, count: number): Promise<void> => {
  await ctx.tx
    .createQueryBuilder()
    .update(GroupActivity)
    .set({ messages: () => `messages + ${count}` })
    .where({ groupId, day })
    .execute()
}

const begin = async (ctx: UseCaseContext, row: GroupActivity): Promise<void> => {
  try {
    await insertRows(ctx.tx, GroupActivity, [row])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    if (row.messages > 0) await add(ctx, row.day, row.groupId, row.messages)
  }
}

/** The day's figure of every group that has one, or that listens today, in one order everywhere. */
const figuresOf = (ctx: UseCaseContext, groups: ReadonlyMap<string, string>, messages: Heard['messages']): GroupActivity[] => {
  const { calendar } = ctx.office
  const figures = new Map<string, GroupActivity>()
  const add = (groupId: string, day: string, count: number): void => {
    const figure = figures.get(`${day} ${groupId}`) ?? { groupId, day, messages: 0 }
    figures.set(`${day} ${groupId}`, { ...figure, messages: figure.messages + count })
  }
  for (const groupId of groups.values()) add(groupId, today(ctx), 0)
  for (const { chatId, at, count } of messages) {
    const groupId = groups.get(chatId)
    if (groupId !== undefined) add(groupId, calendar.dayOf(at), count)
  }
  return [...figures].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, figure]) => figure)
}

/**
 * Adds what was heard to the day's figure of each group, and begins today with 0 for the groups of that account in which nobody spoke: so
 * silence can be told from absence (docs/rules.md, Groups). Figures only; nothing says who spoke or what.
 */
export const countActivity = async (ctx: UseCaseContext, { channel, account, messages }: Heard): Promise<void> => {
  const bindings = await ctx.tx.find(Binding, {
    select: { id: true, externalId: true, groupId: true },
    where: { channel, account, subject: 'group' },
  })
  const groups = new Map(bindings.flatMap(({ externalId, groupId }) => (groupId === null ? [] : [[externalId, groupId] as const])))
  for (const [day, figures] of groupBy(figuresOf(ctx, groups, messages), (figure) => figure.day)) {
    const known = await listKnown(
      ctx,
      day,
      figures.map(({ groupId }) => groupId),
    )
    for (const figure of figures) {
      if (!known.has(figure.groupId)) await begin(ctx, figure)
      else if (figure.messages > 0) await add(ctx, day, figure.groupId, figure.messages)
    }
  }
}
