import { Between, IsNull } from 'typeorm'
import { PointEntry as LedgerRow, PointIncident } from '../../entities/index.ts'
import { scorePeriods, type Incident, type RuleSet } from '../../rules/points/index.ts'
import { today, type UseCaseContext } from '../context.ts'
import { noClass, readUnitClasses, type UnitClass } from '../statistics/read-item-facts.ts'
import { readTallies } from '../statistics/read-tallies.ts'
import { keepLedger, ledgerEntry } from './keep-ledger.ts'

export interface UnitYears {
  rules: readonly RuleSet[]
  /** Unit id → years. */
  years: ReadonlyMap<string, ReadonlySet<number>>
  /** Changes of counters are added here. */
  figures: Map<string, number>
}

/** Whether a rule set looks at anything but single items. */
const judgesYears = ({ incidents, periods, bounds, zero }: RuleSet): boolean =>
  incidents.length + periods.length + bounds.length + zero.length > 0

const readIncidents = async (ctx: UseCaseContext, unitId: string, year: number): Promise<Incident[]> => {
  const rows = await ctx.tx.find(PointIncident, {
    where: { unitId, day: Between(`${year}-01-01`, `${year}-12-31`), revokedAt: IsNull() },
    order: { day: 'ASC', id: 'ASC' },
  })
  return rows.map(({ id, kind, day, points, memberId }) => ({ id, kind, on: day, points, memberId }))
}

const recountOne = async (
  ctx: UseCaseContext,
  { rules, figures }: UnitYears,
  unit: UnitClass & { unitId: string },
  year: number,
): Promise<number> => {
  const months = Between(`${year}-01`, `${year}-12`)
  const lines = await ctx.tx.find(LedgerRow, { where: { unitId: unit.unitId, month: months }, order: { id: 'ASC' } })
  const stored = lines.filter(({ entryKey }) => entryKey.startsWith('year:'))
  const span = { from: `${year}-01-01`, to: `${year}-12-31` }
  const tallies = await readTallies(ctx, { by: 'unit', ...span, weekly: true, ids: [unit.unitId] })
  const scored = scorePeriods(rules, {
    ...unit,
    year,
    through: ctx.office.calendar.addDays(today(ctx), -1),
    tallies: tallies.get(unit.unitId) ?? [],
    incidents: await readIncidents(ctx, unit.unitId, year),
    entries: lines.filter((line) => !stored.includes(line)).map(ledgerEntry),
  })
  return keepLedger(ctx, stored, scored, figures)
}

/** Whether any line of the ledger looks at a unit's year as a whole. */
export const hasYearLines = async ({ tx }: UseCaseContext): Promise<boolean> =>
  (await tx.query<unknown[]>("SELECT 1 AS found FROM point_entries WHERE entry_key >= 'year:' AND entry_key < 'year;' LIMIT 1")).length > 0

/** Brings the lines that look at a unit's year as a whole (incidents, periods, caps, floors) into line. Returns how many lines changed. */
export const recountUnitYears = async (ctx: UseCaseContext, unitYears: UnitYears): Promise<number> => {
  // Rules that judge no year any more leave no line of one behind.
  if (!unitYears.rules.some(judgesYears) && !(await hasYearLines(ctx))) return 0
  const classes = await readUnitClasses(ctx)
  let changed = 0
  for (const [unitId, years] of unitYears.years) {
    const unit = { unitId, ...(classes.get(unitId) ?? { unitCode: unitId, unitClass: noClass }) }
    for (const year of years) changed += await recountOne(ctx, unitYears, unit, year)
  }
  return changed
}
