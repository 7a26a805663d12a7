import { Figure, PointEntry, Submission } from '../../entities/index.ts'
import { today, type UseCaseContext } from '../context.ts'
import { readPointsRules } from '../points/rule-documents.ts'
import { recountUnitYears } from '../points/recount-unit-years.ts'
import { figureMeasures } from './figure-keys.ts'
import { moveFigures } from './move-figures.ts'
import { recountBatch, recountItems } from './recount-items.ts'
import { takeCountingTurn } from './take-counting-turn.ts'

/** What a count from nothing found. */
export interface Recounted {
  items: number
  /** Counters and lines of the ledger that had not been what they ought to be, those that were missing or too many included. */
  figures: number
  lines: number
}

/** Every counter that is not nothing, in words that can be compared. */
const readFigures = async ({ tx }: UseCaseContext): Promise<Map<string, string>> => {
  const rows = await tx.find(Figure)
  return new Map(
    rows
      .filter((row) => figureMeasures.some((measure) => row[measure] !== 0))
      .map((row) => [`${row.dimension}|${row.month}|${row.subject}`, figureMeasures.map((measure) => row[measure]).join('|')]),
  )
}

const readLines = async ({ tx }: UseCaseContext): Promise<Map<string, string>> => {
  const rows = await tx.find(PointEntry)
  return new Map(rows.map(({ id: _id, writtenAt: _at, ...line }) => [line.entryKey, JSON.stringify(line)]))
}

const countDiffering = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): number =>
  [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key)).length

/** Every year in which something was reported, used or recorded, and this one. */
const listYears = async (ctx: UseCaseContext): Promise<number[]> => {
  const rows = await ctx.tx.query<{ year: string | null }[]>(
    `SELECT DISTINCT SUBSTR(reported_on, 1, 4) AS year FROM submissions UNION SELECT DISTINCT SUBSTR(adopted_on, 1, 4) FROM adoptions
      UNION SELECT DISTINCT SUBSTR(day, 1, 4) FROM point_incidents`,
  )
  return [...new Set([...rows.flatMap(({ year }) => (year === null ? [] : [Number(year)])), Number(today(ctx).slice(0, 4))])]
}

/**
 * Throws ledger and figures away and counts them from the items, all in this transaction: what an administrator runs when figures are
 * doubted. Says how many had not been right; 0 is what it finds in an office that is well (docs/rules.md, Points).
 */
export const recountEverything = async (ctx: UseCaseContext): Promise<Recounted> => {
  await takeCountingTurn(ctx)
  const before = { figures: await readFigures(ctx), lines: await readLines(ctx) }
  const years = new Set(await listYears(ctx))
  await ctx.tx.createQueryBuilder().delete().from(Figure).execute()
  await ctx.tx.createQueryBuilder().delete().from(PointEntry).execute()
  await ctx.tx.createQueryBuilder().update(Submission).set({ counted: null, recountAt: ctx.now }).execute()
  let items = 0
  for (let looked = recountBatch; looked >= recountBatch; items += looked) looked = await recountItems(ctx)
  const rules = await readPointsRules(ctx)
  const figures = new Map<string, number>()
  await recountUnitYears(ctx, { rules, years: new Map(ctx.office.directory.units.map(({ id }) => [id, years])), figures })
  await moveFigures(ctx, figures)
  return {
    items,
    figures: countDiffering(before.figures, await readFigures(ctx)),
    lines: countDiffering(before.lines, await readLines(ctx)),
  }
}
