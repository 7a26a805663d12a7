import { MoreThan } from 'typeorm'
import { Submission } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { marksFor } from '../../entities/select-rows.ts'
import { today, type UseCaseContext } from '../context.ts'
import type { InTransaction } from '../in-transaction.ts'
import { readPointsRules } from '../points/rule-documents.ts'
import { recountUnitYears } from '../points/recount-unit-years.ts'
import { countCorrected, rememberFigures, type Findings } from './findings.ts'
import { moveFigures } from './move-figures.ts'
import { recountBatch, recountItems } from './recount-items.ts'
import { listMonths, settleMonth } from './settle-month.ts'
import { takeCountingTurn } from './take-counting-turn.ts'

/** What a count from nothing found. */
export interface Recounted {
  items: number
  /** Counters and lines of the ledger that had not been what they ought to be, those that were missing or too many included. */
  figures: number
  lines: number
}

export interface RecountOptions {
  onProgress?: (done: number, total: number) => void
  /** Items marked or counted in one transaction. */
  batch?: number
}

/** Every year in which something was reported, used, recorded or scored, and this one. */
const listYears = async (ctx: UseCaseContext): Promise<Set<number>> => {
  const rows = await ctx.tx.query<{ year: string | null }[]>(
    `SELECT DISTINCT SUBSTR(reported_on, 1, 4) AS year FROM submissions UNION SELECT DISTINCT SUBSTR(adopted_on, 1, 4) FROM adoptions
      UNION SELECT DISTINCT SUBSTR(day, 1, 4) FROM point_incidents UNION SELECT DISTINCT SUBSTR(month, 1, 4) FROM point_entries`,
  )
  return new Set([...rows.flatMap(({ year }) => (year === null ? [] : [Number(year)])), Number(today(ctx).slice(0, 4))])
}

/** Marks the next items behind `after`; the last of them, or null when there was none. */
const markSome = async ({ tx, now }: UseCaseContext, after: string, batch: number): Promise<string | null> => {
  const rows = await tx.find(Submission, {
    select: { matterId: true },
    where: { matterId: MoreThan(after) },
    order: { matterId: 'ASC' },
    take: batch,
  })
  const ids = rows.map(({ matterId }) => matterId)
  if (ids.length > 0) await updateRows(tx, Submission, { recountAt: now }, `matter_id IN (${marksFor(ids)})`, ids)
  return ids.at(-1) ?? null
}

const recountYearsOf = async (ctx: UseCaseContext, unitId: string, findings: Findings): Promise<void> => {
  await takeCountingTurn(ctx)
  const figures = new Map<string, number>()
  const rules = await readPointsRules(ctx)
  findings.lines += await recountUnitYears(ctx, { rules, years: new Map([[unitId, await listYears(ctx)]]), figures })
  await rememberFigures(ctx, findings, [...figures.keys()])
  await moveFigures(ctx, figures)
}

/**
 * Counts ledger and figures anew from the items: what an administrator runs when figures are doubted (docs/rules.md, Points). Many short
 * transactions, each of which leaves everything at least as right as it was, so that nobody waits for the whole; broken off, whatever runs
 * next goes on with the items that are marked, and running it again does the rest. Says how many had not been right; 0 is what it finds in
 * an office that is well.
 */
export const recountEverything = async (
  inTransaction: InTransaction,
  { onProgress, batch = recountBatch }: RecountOptions = {},
): Promise<Recounted> => {
  // What has only just changed is not wrong.
  while ((await inTransaction((ctx) => recountItems(ctx, batch))) >= batch);
  const total = await inTransaction(({ tx }) => tx.count(Submission))
  const findings: Findings = { lines: 0, figures: new Map() }
  // A transaction that is run again finds the same once.
  const look = async <Result>(work: (ctx: UseCaseContext, own: Findings) => Promise<Result>): Promise<Result> => {
    let own: Findings = { lines: 0, figures: new Map() }
    const result = await inTransaction((ctx) => work(ctx, (own = { lines: 0, figures: new Map() })))
    findings.lines += own.lines
    for (const [key, before] of own.figures) if (!findings.figures.has(key)) findings.figures.set(key, before)
    return result
  }
  let items = 0
  for (let after: string | null = ''; after !== null;) {
    const from: string = after
    after = await inTransaction((ctx) => markSome(ctx, from, batch))
    for (let looked = batch; looked >= batch; items += looked) {
      looked = await look((ctx, own) => recountItems(ctx, batch, own))
      onProgress?.(Math.min(items + looked, total), total)
    }
  }
  const unitIds = await inTransaction(async (ctx) => ctx.office.directory.units.map(({ id }) => id))
  for (const unitId of unitIds) await look((ctx, own) => recountYearsOf(ctx, unitId, own))
  for (const month of await inTransaction(listMonths)) await look((ctx, own) => settleMonth(ctx, month, own))
  return { items, lines: findings.lines, figures: await inTransaction((ctx) => countCorrected(ctx, findings)) }
}
