import { Between, IsNull } from 'typeorm'
import { PointEntry as LedgerRow, PointIncident } from '../../entities/index.ts'
import { scorePeriods, type Incident, type RuleSet, type Tally } from '../../rules/points/index.ts'
import { today, type UseCaseContext } from '../context.ts'
import { noClass, readUnitClasses, type UnitClass } from '../statistics/read-item-facts.ts'
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

interface TallyRow {
  day: string
  category: string
  tone: string
  called: number
  n: number | string
  event?: string
  level?: string
  publication?: string
  form?: string | null
}

/** The counts of a unit's items of one year, grouped by the database: reported, used for the first time, each use. */
const readTallies = async (ctx: UseCaseContext, unitId: string, year: number): Promise<Tally[]> => {
  const names = new Map(ctx.office.settings.submissions.categories.map(({ code, name }) => [code, name]))
  const common = 's.category, s.tone, CASE WHEN s.call_id IS NULL THEN 0 ELSE 1 END AS called, COUNT(*) AS n'
  const counts = `INNER JOIN submissions AS s ON s.matter_id = a.matter_id
     INNER JOIN matters AS m ON m.id = s.matter_id AND m.state NOT IN ('draft', 'cancelled')`
  // Several authors of one unit are one item of the unit.
  const own = `a.unit_id = ? AND a.id = (SELECT MIN(b.id) FROM submission_authors AS b WHERE b.matter_id = a.matter_id AND b.unit_id = a.unit_id)`
  const span = [`${year}-01-01`, `${year}-12-31`]
  const reported = await ctx.tx.query<TallyRow[]>(
    `SELECT a.reported_on AS day, ${common} FROM submission_authors AS a ${counts} WHERE ${own} AND a.reported_on BETWEEN ? AND ?
      GROUP BY a.reported_on, s.category, s.tone, called`,
    [unitId, ...span],
  )
  const uses = `adoptions AS u INNER JOIN submission_authors AS a ON a.matter_id = u.submission_id ${counts}`
  const used = await ctx.tx.query<TallyRow[]>(
    `SELECT u.adopted_on AS day, u.event, u.level, u.publication, u.form, ${common} FROM ${uses}
      WHERE ${own} AND u.revoked_at IS NULL AND u.adopted_on BETWEEN ? AND ?
      GROUP BY u.adopted_on, u.event, u.level, u.publication, u.form, s.category, s.tone, called`,
    [unitId, ...span],
  )
  const first = await ctx.tx.query<TallyRow[]>(
    `SELECT u.adopted_on AS day, u.event, u.level, u.publication, u.form, ${common} FROM ${uses}
      WHERE ${own} AND u.revoked_at IS NULL AND u.event <> 'forward' AND u.adopted_on BETWEEN ? AND ?
        AND NOT EXISTS (SELECT 1 FROM adoptions AS e WHERE e.submission_id = u.submission_id AND e.revoked_at IS NULL AND e.event <> 'forward'
                          AND (e.adopted_on < u.adopted_on OR (e.adopted_on = u.adopted_on AND e.id < u.id)))
      GROUP BY u.adopted_on, u.event, u.level, u.publication, u.form, s.category, s.tone, called`,
    [unitId, ...span],
  )
  const toTally =
    (what: Tally['what']) =>
    ({ day, n, category, called, form, ...rest }: TallyRow): Tally => ({
      ...rest,
      on: day,
      what,
      count: Number(n),
      category: names.get(category) ?? category,
      called: called === 1,
      ...(form === undefined ? {} : { form }),
    })
  return [...reported.map(toTally('reported')), ...first.map(toTally('adopted')), ...used.map(toTally('adoptions'))]
}

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
  const scored = scorePeriods(rules, {
    ...unit,
    year,
    through: ctx.office.calendar.addDays(today(ctx), -1),
    tallies: await readTallies(ctx, unit.unitId, year),
    incidents: await readIncidents(ctx, unit.unitId, year),
    entries: lines.filter((line) => !stored.includes(line)).map(ledgerEntry),
  })
  return keepLedger(ctx, stored, scored, figures)
}

/** Brings the lines that look at a unit's year as a whole (incidents, periods, caps, floors) into line. Returns how many lines changed. */
export const recountUnitYears = async (ctx: UseCaseContext, unitYears: UnitYears): Promise<number> => {
  if (!unitYears.rules.some(judgesYears)) return 0
  const classes = await readUnitClasses(ctx)
  let changed = 0
  for (const [unitId, years] of unitYears.years) {
    const unit = { unitId, ...(classes.get(unitId) ?? { unitCode: unitId, unitClass: noClass }) }
    for (const year of years) changed += await recountOne(ctx, unitYears, unit, year)
  }
  return changed
}
