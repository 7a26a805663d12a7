import { Unit } from '../../entities/index.ts'
import type { BulletinPeriod } from '../../rules/bulletin-period.ts'
import type { UseCaseContext } from '../context.ts'

/** What a unit did in a span of months. Points in hundredths. */
export interface UnitCounts {
  reported: number
  adopted: number
  instructed: number
  points: number
}

export interface CountedUnit {
  id: string
  name: string
  className: string
  period: UnitCounts
  /** From January on. */
  year: UnitCounts
}

interface Row {
  id: string
  reported: number | string
  adopted: number | string
  instructed: number | string
}

const nothing: UnitCounts = { reported: 0, adopted: 0, instructed: 0, points: 0 }

const plus = (a: UnitCounts, b: UnitCounts): UnitCounts => ({
  reported: a.reported + b.reported,
  adopted: a.adopted + b.adopted,
  instructed: a.instructed + b.instructed,
  points: a.points + b.points,
})

/** Figures from the monthly counters, points from the ledger itself: a total is the sum of its lines (docs/rules.md, Points). */
const readCounts = async (ctx: UseCaseContext, from: string, to: string): Promise<Map<string, UnitCounts>> => {
  const rows = await ctx.tx.query<Row[]>(
    `SELECT f.subject AS id, SUM(f.reported) AS reported, SUM(f.adopted) AS adopted, SUM(f.instructed) AS instructed
      FROM figures AS f WHERE f.dimension = 'unit' AND f.month >= ? AND f.month <= ? GROUP BY f.subject`,
    [from, to],
  )
  const sums = await ctx.tx.query<{ id: string; points: number | string }[]>(
    'SELECT e.unit_id AS id, SUM(e.points) AS points FROM point_entries AS e WHERE e.month >= ? AND e.month <= ? GROUP BY e.unit_id',
    [from, to],
  )
  const counts = new Map<string, UnitCounts>()
  for (const { id, reported, adopted, instructed } of rows)
    counts.set(id, { reported: Number(reported), adopted: Number(adopted), instructed: Number(instructed), points: 0 })
  for (const { id, points } of sums) counts.set(id, { ...(counts.get(id) ?? nothing), points: Number(points) })
  return counts
}

/** The nearest unit, from this one upwards, that stands in the tables; undefined where there is none. */
const homeOf = (ctx: UseCaseContext, unitId: string, counted: ReadonlySet<string>): string | undefined =>
  ctx.office.directory.unitsAbove(unitId).find(({ id }) => counted.has(id))?.id

/** Adds what units below did to the unit that stands for them. */
const gather = (ctx: UseCaseContext, counts: ReadonlyMap<string, UnitCounts>, counted: ReadonlySet<string>): Map<string, UnitCounts> => {
  const sums = new Map<string, UnitCounts>()
  for (const [unitId, own] of counts) {
    const home = homeOf(ctx, unitId, counted)
    if (home !== undefined) sums.set(home, plus(sums.get(home) ?? nothing, own))
  }
  return sums
}

/** Where the office has given no unit a class, all below the root are one. */
export const onlyClass = '各单位'

/** The units that a bulletin counts: those with a class, else all below the root (docs/rules.md, Bulletins). */
export const listCountedUnits = async (
  ctx: UseCaseContext,
): Promise<(Pick<Unit, 'id' | 'name' | 'closedAt'> & { className: string })[]> => {
  const units = await ctx.tx.find(Unit, { order: { id: 'ASC' } })
  const classed = units.filter(({ unitClass, parentId }) => unitClass !== null && parentId !== null)
  const counted = classed.length > 0 ? classed : units.filter(({ parentId }) => parentId !== null)
  return counted.map(({ id, name, closedAt, unitClass }) => ({ id, name, closedAt, className: unitClass ?? onlyClass }))
}

/** Every unit that counts with its figures, in the order of the units; a closed one only where it did something. */
export const countUnits = async (ctx: UseCaseContext, period: BulletinPeriod): Promise<CountedUnit[]> => {
  const units = await listCountedUnits(ctx)
  const counted = new Set(units.map(({ id }) => id))
  const ofYear = gather(ctx, await readCounts(ctx, period.january, period.lastMonth), counted)
  const ofPeriod = gather(ctx, await readCounts(ctx, period.firstMonth, period.lastMonth), counted)
  return units
    .filter(({ id, closedAt }) => closedAt === null || ofYear.has(id))
    .map(({ id, name, className }) => ({ id, name, className, period: ofPeriod.get(id) ?? nothing, year: ofYear.get(id) ?? nothing }))
}
