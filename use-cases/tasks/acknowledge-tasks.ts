import { In, IsNull } from 'typeorm'
import { z } from 'zod'
import { Todo } from '../../entities/index.ts'
import { marksFor, selectRows } from '../../entities/select-rows.ts'
import { updateRows } from '../../entities/update-rows.ts'
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
    const set = { acknowledgedAt: ctx.now, acknowledgedById: actor.id }
    const changed = await updateRows(ctx.tx, Todo, set, 'id = ? AND acknowledged_at IS NULL AND closed_at IS NULL', [todo.id])
    if (changed === 1) stamped.push(todo)
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
 * (docs/rules.md, Addressing). Returns how many; 0 when it hit nothing, and then nothing was written.
 */
export const acknowledgeRecent = async (ctx: UseCaseContext, groupId: string): Promise<number> => {
  const { calendar } = ctx.office
  const since = calendar.openOfWork(calendar.addWorkingDays(calendar.dayOf(ctx.sentAt), -1))
  const parties = myParties(ctx)
  const open = await selectRows(
    ctx.tx,
    Todo,
    `WHERE t.group_id = ? AND t.closed_at IS NULL AND t.opened_at >= ? AND t.opened_at <= ? AND t.acknowledged_at IS NULL
      AND t.party IN (${marksFor(parties)}) AND t.duty IN (${marksFor(acknowledged)}) ORDER BY t.opened_at, t.id`,
    [groupId, since, Math.max(ctx.sentAt, ctx.now), ...parties, ...acknowledged],
  )
  return (await stamp(ctx, open)).length
}
