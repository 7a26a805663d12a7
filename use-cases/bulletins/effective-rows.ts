import type { BulletinShows } from '../../entities/bulletin.ts'
import type { BulletinChange, BulletinUnit } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import { percentOf } from '../../rules/percentages.ts'
import { rankUnits } from '../../rules/points/index.ts'
import { describeFigure, type FieldName } from '../../wording/bulletins.ts'
import type { UnitCounts } from './count-units.ts'

/** Figures as they are printed. Percent with one decimal, null where nothing was reported. */
export interface ShownFigures extends UnitCounts {
  adoptionRate: number | null
}

/** What a person changed in one figure, and what was counted. */
export interface ShownChange {
  field: FieldName
  counted: number
  value: number
  reason: string
}

export interface ShownRow {
  unitId: string
  unit: string
  /** Null where ranking is off. */
  place: number | null
  period: ShownFigures
  toDate: ShownFigures
  changes: ShownChange[]
}

export interface ShownClass {
  name: string
  rows: ShownRow[]
  total: { period: ShownFigures; toDate: ShownFigures }
  /** Names of the best and of the last; empty unless the office switched that on. */
  top: string[]
  bottom: string[]
}

type Measure = keyof UnitCounts
const measures: readonly Measure[] = ['reported', 'adopted', 'instructed', 'points']

const yearColumns = {
  reported: 'yearReported',
  adopted: 'yearAdopted',
  instructed: 'yearInstructed',
  points: 'yearPoints',
} as const satisfies Record<Measure, keyof BulletinUnit>

const withRate = (counts: UnitCounts): ShownFigures => ({ ...counts, adoptionRate: percentOf(counts.adopted, counts.reported) })

const countsOf = (pick: (measure: Measure) => number): UnitCounts => ({
  reported: pick('reported'),
  adopted: pick('adopted'),
  instructed: pick('instructed'),
  points: pick('points'),
})

type Changes = ReadonlyMap<string, BulletinChange>

/** A figure of the year follows a change of the period, unless a person has set it as well. In a yearly bulletin they are the same. */
const shownRow = (row: BulletinUnit, changes: Changes, isYear: boolean): ShownRow => {
  const period = countsOf((measure) => changes.get(measure)?.value ?? row[measure])
  const toDate = countsOf((measure) =>
    isYear ? period[measure] : (changes.get(`year_${measure}`)?.value ?? row[yearColumns[measure]] + period[measure] - row[measure]),
  )
  const countedOf = (field: FieldName): number => {
    const measure = measures.find((each) => field.endsWith(each))
    if (measure === undefined) return 0
    return field.startsWith('year_') ? row[yearColumns[measure]] : row[measure]
  }
  return {
    unitId: row.unitId,
    unit: row.unitName,
    place: null,
    period: withRate(period),
    toDate: withRate(toDate),
    changes: [...changes.values()]
      .filter(({ field }) => field !== 'excellent')
      .map(({ field, value, reason }) => ({ field, counted: countedOf(field), value, reason })),
  }
}

/** The changes that hold, by whom they are about and what they change. */
export const changesBySubject = (changes: readonly BulletinChange[]): Map<string, Changes> =>
  new Map(
    [...groupBy(changes, ({ subjectId }) => subjectId)].map(([id, own]) => [id, new Map(own.map((change) => [change.field, change]))]),
  )

const totalOf = (rows: readonly ShownRow[], of: 'period' | 'toDate'): ShownFigures =>
  withRate(countsOf((measure) => rows.reduce((sum, row) => sum + row[of][measure], 0)))

const rankClass = (rows: readonly ShownRow[], className: string, shows: BulletinShows): Omit<ShownClass, 'name' | 'total'> => {
  const isRanked = shows.ranking && shows.points
  const totals = rows.map(({ unitId, period }) => ({ unitId, unitClass: className, points: period.points, reported: period.reported }))
  const options = { ranking: isRanked, top: isRanked ? shows.top : 0, bottom: isRanked ? shows.bottom : 0 }
  const [table] = rankUnits(totals, options)
  const byId = new Map(rows.map((row) => [row.unitId, row]))
  const named = (ranked: readonly { unitId: string }[]): string[] => ranked.map(({ unitId }) => byId.get(unitId)?.unit ?? '')
  return {
    rows: (table?.rows ?? []).flatMap(({ unitId, place }) => {
      const row = byId.get(unitId)
      return row ? [{ ...row, place }] : []
    }),
    top: named(table?.top ?? []),
    bottom: named(table?.bottom ?? []),
  }
}

export interface EffectiveRows {
  classes: ShownClass[]
  excluded: { unitId: string; unit: string; reason: string }[]
}

/** The tables as they stand: what was counted, with what people changed, in classes and, where that is on, places. */
export const effectiveRows = (
  units: readonly BulletinUnit[],
  changes: ReadonlyMap<string, Changes>,
  { shows, isYear }: { shows: BulletinShows; isYear: boolean },
): EffectiveRows => {
  const none: Changes = new Map()
  const own = (unit: BulletinUnit): Changes => changes.get(unit.unitId) ?? none
  const sorted = units.toSorted((a, b) => a.position - b.position)
  const excluded = sorted.flatMap((unit) => {
    const change = own(unit).get('excluded')
    return change ? [{ unitId: unit.unitId, unit: unit.unitName, reason: change.reason }] : []
  })
  const counted = sorted.filter((unit) => !own(unit).has('excluded'))
  const classes = [...groupBy(counted, ({ className }) => className)].map(([name, of]): ShownClass => {
    const rows = of.map((unit) => shownRow(unit, own(unit), isYear))
    return { name, ...rankClass(rows, name, shows), total: { period: totalOf(rows, 'period'), toDate: totalOf(rows, 'toDate') } }
  })
  return { classes, excluded }
}

/** 采用 3→5(补登省专报), what stands in the column of remarks. */
export const describeNote = ({ changes }: Pick<ShownRow, 'changes'>): string | null =>
  changes.length === 0
    ? null
    : changes.map(({ field, counted, value, reason }) => `${describeFigure(field, counted, value)}(${reason})`).join(';')
