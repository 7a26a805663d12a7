import { In, IsNull, Not } from 'typeorm'
import { z } from 'zod'
import { Matter, Todo } from '../../entities/index.ts'
import { givenTable, marksFor, readerOf, selectRows } from '../../entities/select-rows.ts'
import { MINUTE_MS } from '../../rules/instant.ts'
import type { MatterKind } from '../../rules/lifecycles/index.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { getMatter } from '../matters/find-matter.ts'
import { dialectOf } from '../matters/sql.ts'
import { actingParties } from '../matters/standing.ts'
import { stampTodos, type Stamp } from '../matters/stamp-todos.ts'

export const acknowledgeTasksSchema = z.strictObject({ numbers: z.array(z.int().positive()).min(1).max(50) })

/** Duties that a 收到 answers: it means read, never accepted or done. */
const acknowledged = ['handle', 'acknowledge'] as const

/** What a network's clock may lag behind ours; a 收到 delivered later than that does not sign what was opened after it was said. */
const clockSlackMs = 10 * MINUTE_MS

/** Parties the actor answers for, as the keys todos carry. */
const myParties = (ctx: UseCaseContext): string[] => {
  const { directory } = ctx.office
  return directory
    .actsFor(actorOf(ctx).id, ctx.now)
    .flatMap((memberId) => [`m:${memberId}`, ...directory.unitsAnsweredBy(memberId, today(ctx)).map((unitId) => `u:${unitId}`)])
}

export interface Acknowledged {
  number: number
  kind: MatterKind
  /** False when it had been acknowledged before: said again, nothing happens. */
  isNew: boolean
}

/** Databases bound how many values one statement takes. */
const mostKeys = 1_000

/** The open todos of some people on some matters, found by their own keys: a notice to thousands is not read whole for one of them. */
const listOpenOf = async (ctx: UseCaseContext, matterIds: readonly string[], parties: readonly string[]): Promise<Todo[]> => {
  const keys = matterIds.flatMap((id) => parties.flatMap((party) => acknowledged.map((duty) => `${id}|${party}|${duty}`)))
  const todos: Todo[] = []
  for (let from = 0; from < keys.length; from += mostKeys) {
    const some = keys.slice(from, from + mostKeys)
    todos.push(...(await selectRows(ctx.tx, Todo, `WHERE t.open_key IN (${marksFor(some)}) ORDER BY t.id`, some)))
  }
  return todos
}

/** Nothing is open: whether it was signed before, else the refusal that fits who asks. */
const explainNothingOpen = async (ctx: UseCaseContext, number: number): Promise<Acknowledged> => {
  const { matter, parties } = await getMatter(ctx, number)
  const keys = actingParties(ctx, parties).map(({ party }) => party.party)
  const done = { matterId: matter.id, party: In(keys), duty: 'acknowledge', acknowledgedAt: Not(IsNull()) } as const
  if (keys.length > 0 && (await ctx.tx.existsBy(Todo, done))) return { number, kind: matter.kind, isNew: false }
  throw new Problem('forbidden', `〔${number}〕没有需要您签收的事项`)
}

/** 签收 by number. A matter on which the actor owes nothing is refused. */
export const acknowledgeTasks = async (ctx: UseCaseContext, input: z.infer<typeof acknowledgeTasksSchema>): Promise<Acknowledged[]> => {
  const results: Acknowledged[] = []
  for (const number of new Set(input.numbers)) {
    const [matter] = await selectRows(ctx.tx, Matter, 'WHERE t.number = ?', [number])
    const open = matter ? await listOpenOf(ctx, [matter.id], myParties(ctx)) : []
    if (!matter || open.length === 0) {
      results.push(await explainNothingOpen(ctx, number))
      continue
    }
    const unread = open.filter((todo) => todo.acknowledgedAt === null)
    await stampTodos(unread.map((todo) => ({ ctx, todo })))
    results.push({ number, kind: matter.kind, isNew: unread.length > 0 })
  }
  return results
}

/** Somebody whose word means read, whatever group it is said in. */
export interface Signer {
  ctx: UseCaseContext
  /** Kept with the event. */
  data?: Record<string, unknown> | undefined
}

/** Marks what these people owe on these matters as read, each by themselves. Returns how many todos that was. */
export const acknowledgeOn = async (signers: readonly Signer[], matterIds: readonly string[]): Promise<number> => {
  const [first] = signers
  if (!first) return 0
  const byParty = new Map<string, Signer>()
  for (const signer of signers) for (const party of myParties(signer.ctx)) if (!byParty.has(party)) byParty.set(party, signer)
  const open = await listOpenOf(first.ctx, matterIds, [...byParty.keys()])
  const stamps = open.flatMap((todo): Stamp[] => {
    const signer = todo.acknowledgedAt === null ? byParty.get(todo.party) : undefined
    return signer ? [{ ...signer, todo }] : []
  })
  await stampTodos(stamps)
  return stamps.length
}

/** Somebody who says 收到 in a group. */
export interface SaidInGroup extends Signer {
  groupId: string
}

/**
 * A bare 收到 in a group, each of several in one transaction: every todo of the actor in that group opened within the last working day
 * and not yet acknowledged (docs/rules.md, Addressing). Returns how many each hit; where it is 0, nothing was written of it.
 */
export const acknowledgeRecent = async (said: readonly SaidInGroup[]): Promise<number[]> => {
  const asked = said.map(({ ctx, groupId }) => {
    const { calendar } = ctx.office
    const since = calendar.openOfWork(calendar.addWorkingDays(calendar.dayOf(ctx.sentAt), -1))
    return { groupId, since, until: Math.min(ctx.now, ctx.sentAt + clockSlackMs), parties: new Set(myParties(ctx)) }
  })
  const wanted = asked.flatMap(({ groupId, since, until, parties }, n) =>
    [...parties].flatMap((party) => [[n, groupId, party, since, until]]),
  )
  const [first] = said
  if (!first || wanted.length === 0) return said.map(() => 0)
  const todo = readerOf(first.ctx.tx, Todo, 't')
  const { thenJoin, using } = dialectOf(first.ctx.tx)
  // A notice posted in several groups reminds each person in one of them, and hears them in all.
  const given = ['n', 'group_id', 'party', 'since', 'until']
  const rows = await first.ctx.tx.query<Record<string, unknown>[]>(
    `SELECT wanted.n AS n, ${todo.columns} FROM ${givenTable('wanted', given, wanted.length)}
      ${thenJoin.text} ${todo.table} ${using('ix_todos_group').text} ON t.group_id = wanted.group_id AND t.closed_at IS NULL AND t.opened_at >= wanted.since
        AND t.opened_at <= wanted.until AND t.party = wanted.party AND t.acknowledged_at IS NULL AND t.duty IN (${marksFor(acknowledged)})
      UNION ALL
      SELECT here.n AS n, ${todo.columns} FROM ${givenTable('here', given, wanted.length)}
      ${thenJoin.text} notice_groups AS g ${using('ix_notice_groups_group').text} ON g.group_id = here.group_id
        AND g.posted_at >= here.since AND g.posted_at <= here.until
      ${thenJoin.text} ${todo.table} ${using('ux_todos_open').text} ON t.open_key = CONCAT(g.matter_id, '|', here.party, '|acknowledge')
        AND t.acknowledged_at IS NULL AND COALESCE(t.group_id, '') <> g.group_id`,
    [...wanted.flat(), ...acknowledged, ...wanted.flat()],
  )
  const hits = said.map(() => 0)
  const stamps = new Map<string, Stamp>()
  for (const row of rows.toSorted((a, b) => Number(a['n']) - Number(b['n']))) {
    const [n, hit] = [Number(row['n']), todo.read(row)]
    const by = said[n]
    // What two answer for goes to the first of them.
    if (!by || !hit || stamps.has(hit.id)) continue
    stamps.set(hit.id, { ctx: by.ctx, data: by.data, todo: hit })
    hits[n] = (hits[n] ?? 0) + 1
  }
  await stampTodos([...stamps.values()].toSorted((a, b) => a.todo.openedAt - b.todo.openedAt || (a.todo.id < b.todo.id ? -1 : 1)))
  return hits
}
