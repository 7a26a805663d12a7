import { In, IsNull, LessThanOrEqual, Not } from 'typeorm'
import { Matter, MatterParty, Supervision, Todo } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { Light } from '../../rules/lights.ts'
import type { Milestone } from '../../rules/milestones.ts'
import type { UseCaseContext } from '../context.ts'
import { lightAt, matterLight } from '../matters/todos.ts'

/** How many rows of each table one transaction takes. */
export const lightBatch = 500

interface Relit {
  id: string
  light: Light
}

/**
 * Writes new lights in one update per (level, next change), compare-and-set on `level_changes_at`:
 * a row that somebody else moved on meanwhile carries a newer light already and is left alone.
 */
const writeLights = async (ctx: UseCaseContext, entity: typeof Todo | typeof Matter, relit: readonly Relit[]): Promise<void> => {
  for (const group of groupBy(relit, ({ light }) => `${light.level}|${light.changesAt}`).values()) {
    const [first] = group
    if (!first) continue
    await ctx.tx.update(
      entity,
      { id: In(group.map(({ id }) => id)), levelChangesAt: LessThanOrEqual(ctx.now) },
      { level: first.light.level, levelChangesAt: first.light.changesAt },
    )
  }
}

/** The milestones of those matters that have any, by matter. */
const readMilestonesOf = async (ctx: UseCaseContext, matterIds: readonly string[]): Promise<Map<string, readonly Milestone[]>> => {
  if (matterIds.length === 0) return new Map()
  const rows = await ctx.tx.find(Supervision, {
    select: { matterId: true, milestones: true },
    where: { matterId: In([...matterIds]), milestones: Not(IsNull()) },
  })
  return new Map(rows.map(({ matterId, milestones }) => [matterId, milestones ?? []]))
}

const sweepTodos = async (ctx: UseCaseContext, batch: number): Promise<number> => {
  const todos = await ctx.tx.find(Todo, {
    select: { id: true, matterId: true, party: true, duty: true, openedAt: true, dueAt: true },
    where: { levelChangesAt: LessThanOrEqual(ctx.now) },
    order: { levelChangesAt: 'ASC', id: 'ASC' },
    take: batch,
  })
  if (todos.length === 0) return 0
  const matterIds = [...new Set(todos.map((todo) => todo.matterId))]
  const parties = await ctx.tx.find(MatterParty, {
    select: { id: true, matterId: true, party: true, percent: true },
    where: { matterId: In(matterIds) },
  })
  const milestones = await readMilestonesOf(ctx, matterIds)
  const percents = new Map(parties.map((party) => [`${party.matterId}|${party.party}`, party.percent]))
  const relit = todos.map((todo) => ({
    id: todo.id,
    light: lightAt(ctx, todo, percents.get(`${todo.matterId}|${todo.party}`) ?? null, milestones.get(todo.matterId)),
  }))
  await writeLights(ctx, Todo, relit)
  return todos.length
}

const sweepMatters = async (ctx: UseCaseContext, batch: number): Promise<number> => {
  const matters = await ctx.tx.find(Matter, {
    select: { id: true, createdAt: true, dueAt: true, percent: true },
    where: { levelChangesAt: LessThanOrEqual(ctx.now) },
    order: { levelChangesAt: 'ASC', id: 'ASC' },
    take: batch,
  })
  const milestones = await readMilestonesOf(
    ctx,
    matters.map(({ id }) => id),
  )
  await writeLights(
    ctx,
    Matter,
    matters.map((matter) => ({ id: matter.id, light: matterLight(ctx, matter, milestones.get(matter.id)) })),
  )
  return matters.length
}

/** One batch of the light sweep over todos and matters whose level changes by time. Returns the larger count; fewer than the batch means nothing is left. */
export const sweepLights = async (ctx: UseCaseContext, batch = lightBatch): Promise<number> =>
  Math.max(await sweepTodos(ctx, batch), await sweepMatters(ctx, batch))
