import { In, IsNull } from 'typeorm'
import { z } from 'zod'
import { Matter, Todo } from '../../entities/index.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { appendEvents } from '../matters/append-event.ts'
import { getMatter } from '../matters/find-matter.ts'
import { actingParties } from '../matters/standing.ts'

export const acknowledgeTasksSchema = z.strictObject({ numbers: z.array(z.int().positive()).min(1).max(50) })

/** Duties that a 收到 answers: it means read, never accepted or done. */
const acknowledged = ['handle', 'acknowledge'] as const

const stamp = async (ctx: UseCaseContext, todos: readonly Todo[]): Promise<Todo[]> => {
  const actor = actorOf(ctx)
  const stamped: Todo[] = []
  for (const todo of todos) {
    const { affected } = await ctx.tx.update(
      Todo,
      { id: todo.id, acknowledgedAt: IsNull(), closedAt: IsNull() },
      { acknowledgedAt: ctx.now, acknowledgedById: actor.id },
    )
    if (affected === 1) stamped.push(todo)
  }
  await appendEvents(
    ctx,
    stamped.map((todo) => ({
      matterId: todo.matterId,
      action: 'acknowledge',
      data: { party: todo.party },
      onBehalfOfId: todo.memberId !== null && todo.memberId !== actor.id ? todo.memberId : null,
    })),
  )
  return stamped
}

/** Parties the actor answers for, as the keys todos carry. */
const myParties = (ctx: UseCaseContext): string[] => {
  const { directory } = ctx.office
  return directory
    .actsFor(actorOf(ctx).id, ctx.now)
    .flatMap((memberId) => [`m:${memberId}`, ...directory.unitsAnsweredBy(memberId, today(ctx)).map((unitId) => `u:${unitId}`)])
}

export interface Acknowledged {
  number: number
  /** False when it had been acknowledged before: said again, nothing happens. */
  isNew: boolean
}

/** 签收 by number. A matter on which the actor owes nothing is refused. */
export const acknowledgeTasks = async (ctx: UseCaseContext, input: z.infer<typeof acknowledgeTasksSchema>): Promise<Acknowledged[]> => {
  const results: Acknowledged[] = []
  for (const number of new Set(input.numbers)) {
    const { matter, parties } = await getMatter(ctx, number)
    const keys = actingParties(ctx, parties).map(({ party }) => party.party)
    const open =
      keys.length === 0
        ? []
        : await ctx.tx.find(Todo, { where: { matterId: matter.id, party: In(keys), duty: In([...acknowledged]), closedAt: IsNull() } })
    if (open.length === 0) throw new Problem('forbidden', `〔${number}〕没有需要您签收的事项`)
    const stamped = await stamp(
      ctx,
      open.filter((todo) => todo.acknowledgedAt === null),
    )
    results.push({ number, isNew: stamped.length > 0 })
  }
  return results
}

/**
 * A bare 收到 in a group: every todo of the actor in that group opened within the last working day and not yet acknowledged
 * (chat.md). Returns the numbers; empty when it hit nothing, and then nothing was written.
 */
export const acknowledgeRecent = async (ctx: UseCaseContext, groupId: string): Promise<number[]> => {
  const { calendar } = ctx.office
  const since = calendar.openOfWork(calendar.addWorkingDays(calendar.dayOf(ctx.sentAt), -1))
  const open = await ctx.tx
    .createQueryBuilder(Todo, 'todo')
    .where('todo.group_id = :groupId AND todo.closed_at IS NULL AND todo.opened_at >= :since', { groupId, since })
    .andWhere('todo.opened_at <= :sentAt AND todo.acknowledged_at IS NULL', { sentAt: Math.max(ctx.sentAt, ctx.now) })
    .andWhere('todo.party IN (:...parties) AND todo.duty IN (:...duties)', { parties: myParties(ctx), duties: acknowledged })
    .orderBy('todo.opened_at')
    .getMany()
  const stamped = await stamp(ctx, open)
  if (stamped.length === 0) return []
  const matters = await ctx.tx.find(Matter, {
    select: { number: true },
    where: { id: In(stamped.map((todo) => todo.matterId)) },
    order: { number: 'ASC' },
  })
  return matters.map((matter) => matter.number)
}
