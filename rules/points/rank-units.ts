import { groupBy } from '../group-by.ts'

/** What a table of points needs to know of a unit. */
export interface UnitTotal {
  unitId: string
  unitClass: string
  /** Hundredths. */
  points: number
  /** Items that it reported in the period. */
  reported: number
}

export interface RankOptions {
  /** Off (the default): no places, no best, no last; units stand as they were given (docs/rules.md, Restraint). */
  ranking: boolean
  /** How many places count as the best; ties at the last one are all in. */
  top: number
  /** How many of the last; a unit among the best, or not below anybody, is not among the last. */
  bottom: number
}

export interface RankedUnit extends UnitTotal {
  /** 1, 2, 2, 4; null where ranking is off. */
  place: number | null
}

/** The table of one class of units. */
export interface ClassTable {
  unitClass: string
  rows: RankedUnit[]
  top: RankedUnit[]
  bottom: RankedUnit[]
  /** Units that reported nothing. */
  zeroReport: UnitTotal[]
}

const rankClass = (unitClass: string, units: readonly UnitTotal[], { ranking, top, bottom }: RankOptions): ClassTable => {
  const zeroReport = units.filter(({ reported }) => reported === 0)
  if (!ranking) return { unitClass, rows: units.map((unit) => ({ ...unit, place: null })), top: [], bottom: [], zeroReport }
  const better = new Map<number, number>()
  const sorted = units.toSorted((a, b) => b.points - a.points)
  for (const [at, { points }] of sorted.entries()) if (!better.has(points)) better.set(points, at)
  const rows = sorted.map((unit) => ({ ...unit, place: (better.get(unit.points) ?? 0) + 1 }))
  const best = rows.filter(({ place, points }) => place <= top && points > 0)
  const least = rows.filter(({ points, place }) => place > 1 && rows.filter((other) => other.points < points).length < bottom)
  return { unitClass, rows, top: best, bottom: least.filter((row) => !best.includes(row)), zeroReport }
}

/**
 * A table for each class of units, in the order in which the classes first come; the highest first, ties sharing a place and standing in
 * the given order. The zero-report list is there with ranking off as well: it says who reported nothing, not who is last.
 */
export const rankUnits = (units: readonly UnitTotal[], options: Partial<RankOptions> = {}): ClassTable[] => {
  const all: RankOptions = { ranking: false, top: 0, bottom: 0, ...options }
  return [...groupBy(units, ({ unitClass }) => unitClass)].map(([unitClass, rows]) => rankClass(unitClass, rows, all))
}
