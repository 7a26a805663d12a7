import { In } from 'typeorm'
import { Matter, MatterParty, Supervision, SupervisionFigure } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { marksFor, selectRows } from '../../entities/select-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { changeRows, updateRows } from '../../entities/update-rows.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { Instant } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import { addCounted, countMatter, figureMeasures, type CountedMatter, type FigureSums } from '../../rules/supervision-figures.ts'
import type { UseCaseContext } from '../context.ts'

/** How many matters one transaction counts: a short one, for on SQLite everybody waits behind it. */
export const supervisionBatch = 200

/** Takes rows that are to be counted; whoever changes one from now on waits, and marks it again. */
const claim = async (ctx: UseCaseContext, batch: number): Promise<Supervision[]> => {
  const due = await selectRows(ctx.tx, Supervision, `WHERE t.recount_at <= ? ORDER BY t.recount_at, t.matter_id LIMIT ${batch}`, [ctx.now])
  if (due.length === 0) return []
  const ids = due.map(({ matterId }) => matterId)
  const taken = await updateRows(ctx.tx, Supervision, { recountAt: null }, `matter_id IN (${marksFor(ids)}) AND recount_at <= ?`, [
    ...ids,
    ctx.now,
  ])
  if (taken !== ids.length) throw new Problem('stale', '督查统计正由另一进程更新')
  // What was counted before may be newer than what was seen before the rows were taken.
  return selectRows(ctx.tx, Supervision, `WHERE t.matter_id IN (${marksFor(ids)}) ORDER BY t.matter_id`, ids)
}

/** Units of those responsible, by matter; a person counts for the unit they are in now. */
const readUnits = async (ctx: UseCaseContext, matterIds: readonly string[]): Promise<Map<string, string[]>> => {
  const parties = await ctx.tx.find(MatterParty, {
    select: { id: true, matterId: true, role: true, memberId: true, unitId: true, removedAt: true },
    where: { matterId: In([...matterIds]), role: 'responsible' },
  })
  const units = new Map<string, string[]>()
  for (const { matterId, memberId, unitId, removedAt } of parties) {
    const unit = unitId ?? ctx.office.directory.findMember(memberId ?? '')?.unitId
    if (unit !== undefined && removedAt === null) units.set(matterId, [...(units.get(matterId) ?? []), unit])
  }
  return units
}

/** When the last answer to an instruction was handed in; its row keeps since when the leader has been waiting instead. */
const readAnswered = async (ctx: UseCaseContext, matterIds: readonly string[]): Promise<Map<string, Instant>> => {
  if (matterIds.length === 0) return new Map()
  const rows = await ctx.tx.query<{ matter_id: string; at: number | string }[]>(
    `SELECT matter_id, MAX(at) AS at FROM matter_events WHERE matter_id IN (${marksFor(matterIds)}) AND action = 'submit' GROUP BY matter_id`,
    [...matterIds],
  )
  return new Map(rows.map((row) => [row.matter_id, Number(row.at)]))
}

const addFigure = async (ctx: UseCaseContext, key: string, sums: FigureSums): Promise<void> => {
  const [unitId = '', month = ''] = key.split('|')
  const add = (): Promise<number> =>
    changeRows(
      ctx.tx,
      `UPDATE supervision_figures SET opened = opened + ?, in_time = in_time + ?, late = late + ?, cancelled = cancelled + ?,
        overdue = overdue + ? WHERE unit_id = ? AND month = ?`,
      [...figureMeasures.map((measure) => sums[measure]), unitId, month],
    )
  if ((await add()) > 0) return
  try {
    await insertRows(ctx.tx, SupervisionFigure, [{ unitId, month, ...sums }])
  } catch (error) {
    // Another process was faster with the row.
    if (!isUniqueViolation(error) || (await add()) === 0) throw error
  }
}

/** In one order everywhere, so that two processes never wait for each other crosswise. */
const moveFigures = async (ctx: UseCaseContext, changes: ReadonlyMap<string, FigureSums>): Promise<void> => {
  const moved = [...changes].filter(([, sums]) => figureMeasures.some((measure) => sums[measure] !== 0))
  for (const [key, sums] of moved.toSorted(([a], [b]) => (a < b ? -1 : 1))) await addFigure(ctx, key, sums)
}

interface Recounted {
  matterId: string
  counted: CountedMatter
  changesAt: Instant | null
}

const keep = async (ctx: UseCaseContext, rows: readonly Recounted[]): Promise<void> => {
  const alike = groupBy(rows, ({ counted, changesAt }) => `${changesAt} ${JSON.stringify(counted)}`)
  for (const group of alike.values()) {
    const [first] = group
    const ids = group.map(({ matterId }) => matterId)
    if (first)
      await updateRows(ctx.tx, Supervision, { counted: first.counted, recountAt: first.changesAt }, `matter_id IN (${marksFor(ids)})`, ids)
  }
}

/**
 * Brings the monthly figures into line with one batch of matters that have changed, or whose limit has passed since. Doing it again
 * changes nothing (docs/rules.md, Supervision). Returns how many it looked at; fewer than the batch means nothing is left.
 */
export const countSupervisions = async (ctx: UseCaseContext, batch = supervisionBatch): Promise<number> => {
  const rows = await claim(ctx, batch)
  if (rows.length === 0) return 0
  const ids = rows.map(({ matterId }) => matterId)
  const found = await ctx.tx.find(Matter, {
    select: { id: true, kind: true, state: true, createdAt: true, dueAt: true, submittedAt: true, closedAt: true },
    where: { id: In(ids) },
  })
  const matters = new Map(found.map((matter) => [matter.id, matter]))
  const units = await readUnits(ctx, ids)
  const answered = await readAnswered(
    ctx,
    found.filter(({ kind }) => kind === 'instruction').map(({ id }) => id),
  )
  const changes = new Map<string, FigureSums>()
  const recounted = rows.flatMap(({ matterId, counted: before }): Recounted[] => {
    const matter = matters.get(matterId)
    if (!matter) return []
    const facts = { ...matter, submittedAt: answered.get(matterId) ?? matter.submittedAt, unitIds: units.get(matterId) ?? [] }
    const { counted, changesAt } = countMatter(ctx.office.calendar, facts, ctx.now)
    if (before) addCounted(changes, before, -1)
    addCounted(changes, counted, 1)
    return [{ matterId, counted, changesAt }]
  })
  await keep(ctx, recounted)
  await moveFigures(ctx, changes)
  return rows.length
}
