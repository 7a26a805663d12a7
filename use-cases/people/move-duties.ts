import { In, IsNull } from 'typeorm'
import { MatterParty, Todo, type Matter } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { groupBy } from '../../rules/group-by.ts'
import { partyColumns } from '../../rules/party.ts'
import type { UseCaseContext } from '../context.ts'
import { clocksOf, closeTodos } from '../matters/todos.ts'

type Role = MatterParty['role']

const stronger = (a: Role, b: Role): Role => (a === 'responsible' || b === 'responsible' ? 'responsible' : 'assisting')

/**
 * Puts one party in the place of another on many matters: same role, same percent; the old one is taken off and stays in the history.
 * Where the new one is on the matter already, it is responsible if either was. Returns what the new party has reported, by matter.
 */
export const moveParties = async (
  ctx: UseCaseContext,
  matters: readonly Matter[],
  from: string,
  to: string,
): Promise<Map<string, number | null>> => {
  const rows = await ctx.tx.find(MatterParty, {
    where: { matterId: In(matters.map(({ id }) => id)), party: In([from, to]) },
    order: { id: 'ASC' },
  })
  const leaving = rows.filter(({ party, removedAt }) => party === from && removedAt === null)
  const there = new Map(rows.filter(({ party }) => party === to).map((row) => [row.matterId, row]))
  const fresh: MatterParty[] = []
  const changed: { id: string; set: Pick<MatterParty, 'role' | 'percent'> & { removedAt: null } }[] = []
  for (const { matterId, role, percent } of leaving) {
    const known = there.get(matterId)
    if (!known) fresh.push({ id: ctx.newId(), matterId, ...partyColumns(to), role, percent, removedAt: null })
    else if (known.removedAt !== null) changed.push({ id: known.id, set: { role, percent, removedAt: null } })
    else changed.push({ id: known.id, set: { role: stronger(role, known.role), percent: known.percent, removedAt: null } })
  }
  if (leaving.length > 0) await ctx.tx.update(MatterParty, { id: In(leaving.map(({ id }) => id)) }, { removedAt: ctx.now })
  for (const group of groupBy(changed, ({ set }) => JSON.stringify(set)).values()) {
    const [first] = group
    if (first) await ctx.tx.update(MatterParty, { id: In(group.map(({ id }) => id)) }, first.set)
  }
  await insertRows(ctx.tx, MatterParty, fresh)
  const percents = new Map<string, number | null>()
  for (const row of there.values()) percents.set(row.matterId, row.percent)
  for (const { matterId, percent } of leaving) if (!percents.has(matterId)) percents.set(matterId, percent)
  return percents
}

/**
 * Closes the open todos of one party on these matters and opens the same duties, unread, with the same dues, for another; a duty that
 * the other owes already is only closed. Returns how many were moved.
 */
export const moveTodos = async (
  ctx: UseCaseContext,
  matters: readonly Matter[],
  { from, to, percents }: { from: string; to: string; percents: ReadonlyMap<string, number | null> },
): Promise<number> => {
  const byId = new Map(matters.map((matter) => [matter.id, matter]))
  const open = await ctx.tx.find(Todo, {
    where: { matterId: In([...byId.keys()]), party: In([from, to]), closedAt: IsNull() },
    order: { id: 'ASC' },
  })
  const leaving = open.filter(({ party }) => party === from)
  const owed = new Set(open.filter(({ party }) => party === to).map(({ openKey }) => openKey))
  await closeTodos(ctx, leaving, 'transfer')
  const columns = partyColumns(to)
  const fresh = leaving.flatMap((todo): Todo[] => {
    const openKey = `${todo.matterId}|${to}|${todo.duty}`
    const matter = byId.get(todo.matterId)
    if (!matter || owed.has(openKey)) return []
    const moved = { ...todo, ...columns, openKey, openedAt: ctx.now, acknowledgedAt: null, acknowledgedById: null }
    return [{ ...moved, id: ctx.newId(), ...clocksOf(ctx, moved, matter, percents.get(matter.id) ?? null) }]
  })
  await insertRows(ctx.tx, Todo, fresh)
  return leaving.length
}
