import { Demand, UnitBurden } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { marksFor, selectRows } from '../../entities/select-rows.ts'
import { isUniqueViolation } from '../../entities/unique-violation.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { partOf } from '../../rules/burden.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { findRepeats } from './find-repeats.ts'

/** How many demands one transaction counts: a short one, for on SQLite everybody waits behind it. */
export const demandBatch = 100

/** Matters of the batch that had been asked of the same unit before: returned or handed on, one demand all the same. */
const listKnown = async (ctx: UseCaseContext, batch: readonly Demand[]): Promise<Set<string>> => {
  const matterIds = [...new Set(batch.map(({ matterId }) => matterId))]
  const rows = await ctx.tx.query<{ id: string; matter_id: string; asked_unit_id: string }[]>(
    `SELECT id, matter_id, asked_unit_id FROM demands WHERE matter_id IN (${marksFor(matterIds)}) ORDER BY id`,
    matterIds,
  )
  const firsts = new Map<string, string>()
  const again = new Set<string>()
  for (const row of rows) {
    const key = `${row.matter_id} ${row.asked_unit_id}`
    if (firsts.has(key)) again.add(row.id)
    else firsts.set(key, row.id)
  }
  return again
}

const addBurden = async (ctx: UseCaseContext, burden: UnitBurden): Promise<void> => {
  const { partOn, askedUnitId, askingUnitId, demands, afterHours, repeated } = burden
  const add = async (): Promise<number> => {
    const { affected } = await ctx.tx
      .createQueryBuilder()
      .update(UnitBurden)
      .set({
        demands: () => `demands + ${demands}`,
        afterHours: () => `after_hours + ${afterHours}`,
        repeated: () => `repeated + ${repeated}`,
      })
      .where({ partOn, askedUnitId, askingUnitId })
      .execute()
    return affected ?? 0
  }
  if ((await add()) > 0) return
  try {
    await insertRows(ctx.tx, UnitBurden, [burden])
  } catch (error) {
    // Another process was faster with the row.
    if (!isUniqueViolation(error) || (await add()) === 0) throw error
  }
}

/** Marks what was counted. Two processes may hold the same rows: the one that comes second counts nothing and looks again. */
const markCounted = async (ctx: UseCaseContext, batch: readonly Demand[], repeats: ReadonlyMap<string, string>): Promise<void> => {
  const plain = batch.filter(({ id }) => !repeats.has(id)).map(({ id }) => id)
  const isPending = 'counted_at IS NULL'
  let marked =
    plain.length === 0 ? 0 : await updateRows(ctx.tx, Demand, { countedAt: ctx.now }, `id IN (${marksFor(plain)}) AND ${isPending}`, plain)
  for (const [id, repeatsId] of repeats)
    marked += await updateRows(ctx.tx, Demand, { countedAt: ctx.now, isRepeated: true, repeatsId }, `id = ? AND ${isPending}`, [id])
  if (marked !== batch.length) throw new Problem('stale', '减负统计刚由另一进程更新')
}

/** The sums of these demands for each part of a week and pair of units. */
const sumUp = (
  { office: { calendar } }: UseCaseContext,
  demands: readonly Demand[],
  repeats: ReadonlyMap<string, string>,
): UnitBurden[] => {
  const sums = new Map<string, UnitBurden>()
  for (const { id, askedAt, askedUnitId, askingUnitId, isAfterHours } of demands) {
    const partOn = partOf(calendar, calendar.dayOf(askedAt))
    const key = `${partOn} ${askedUnitId} ${askingUnitId}`
    const sum = sums.get(key) ?? { partOn, askedUnitId, askingUnitId, demands: 0, afterHours: 0, repeated: 0 }
    sum.demands += 1
    sum.afterHours += isAfterHours ? 1 : 0
    sum.repeated += repeats.has(id) ? 1 : 0
    sums.set(key, sum)
  }
  // In one order everywhere, so that two processes never wait for each other crosswise.
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
}

/**
 * Adds up what was noted since: demands, those asked after hours and those that repeat another one, for each pair of units and part of a
 * week. Each demand is counted once, whatever process runs it. Returns how many it took; fewer than `batch` means nothing is left.
 */
export const countDemands = async (ctx: UseCaseContext, batch = demandBatch): Promise<number> => {
  const pending = await selectRows(ctx.tx, Demand, `WHERE t.counted_at IS NULL ORDER BY t.id LIMIT ${batch}`, [])
  if (pending.length === 0) return 0
  const again = await listKnown(ctx, pending)
  const fresh = pending.filter(({ id }) => !again.has(id))
  const repeats = await findRepeats(ctx, fresh)
  await markCounted(ctx, pending, repeats)
  for (const sum of sumUp(ctx, fresh, repeats)) await addBurden(ctx, sum)
  return pending.length
}
