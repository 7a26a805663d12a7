import { today, type UseCaseContext } from '../context.ts'
import { moveFigures } from '../statistics/move-figures.ts'
import { takeCountingTurn } from '../statistics/take-counting-turn.ts'
import { hasYearLines, recountUnitYears } from './recount-unit-years.ts'
import { readPointsRules } from './rule-documents.ts'

/** Days of the new year in which the old one is still judged: its last adoptions come in late. */
const lateDays = 60

/**
 * Judges the year of the first unit behind `after`, in the order of ids; in the first weeks of a year the last year too.
 * Returns that unit's id, or null when there was none left.
 */
export const judgeUnitYears = async (ctx: UseCaseContext, after: string): Promise<string | null> => {
  const [next] = ctx.office.directory.units
    .map(({ id }) => id)
    .filter((id) => id > after)
    .toSorted()
  if (next === undefined) return null
  const { calendar } = ctx.office
  const years = [today(ctx), calendar.addDays(today(ctx), -lateDays)].map((day) => Number(day.slice(0, 4)))
  const figures = new Map<string, number>()
  const rules = await readPointsRules(ctx)
  if (rules.length === 0 && !(await hasYearLines(ctx))) return null
  await takeCountingTurn(ctx)
  await recountUnitYears(ctx, { rules, years: new Map([[next, new Set(years)]]), figures })
  await moveFigures(ctx, figures)
  return next
}
