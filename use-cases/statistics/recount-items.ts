import { In, IsNull, MoreThan, Not } from 'typeorm'
import { PointEntry as LedgerRow, Submission } from '../../entities/index.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { scoreItem } from '../../rules/points/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../context.ts'
import { keepLedger } from '../points/keep-ledger.ts'
import { readPointsRules } from '../points/rule-documents.ts'
import { recountUnitYears } from '../points/recount-unit-years.ts'
import { addTo, countItem } from './figure-keys.ts'
import { rememberFigures, type Findings } from './findings.ts'
import { moveFigures } from './move-figures.ts'
import { readItemFacts, type CountedItem } from './read-item-facts.ts'
import { takeCountingTurn } from './take-counting-turn.ts'

/** Items that one transaction brings into line. */
export const recountBatch = 200

/** Takes items whose facts have changed; whoever changes one from now on waits, and marks it again. */
const claim = async (ctx: UseCaseContext, batch: number): Promise<Submission[]> => {
  const due = await ctx.tx.find(Submission, {
    select: { matterId: true, recountAt: true },
    // Said as a range: SQLite does not look up what is not null, it would walk every item at every tick.
    where: { recountAt: MoreThan(0) },
    order: { recountAt: 'ASC', matterId: 'ASC' },
    take: batch,
  })
  if (due.length === 0) return []
  await takeCountingTurn(ctx)
  const ids = due.map(({ matterId }) => matterId)
  const { affected } = await ctx.tx.update(Submission, { matterId: In(ids), recountAt: Not(IsNull()) }, { recountAt: null })
  if (affected !== ids.length) throw new Problem('stale', '正由另一进程统计')
  return ctx.tx.find(Submission, { where: { matterId: In(ids) }, order: { matterId: 'ASC' } })
}

/** A joint report is not reported anew: its parts were. */
const isScored = (item: CountedItem, kind: string): boolean => !(item.isJoint && kind === 'report')

/** The years of the units whose lines may have to be judged as a whole. */
const yearsOf = (items: readonly CountedItem[], stored: readonly LedgerRow[]): Map<string, Set<number>> => {
  const years = new Map<string, Set<number>>()
  const add = (unitId: string, day: string): void => {
    const known = years.get(unitId) ?? new Set<number>()
    known.add(Number(day.slice(0, 4)))
    years.set(unitId, known)
  }
  for (const { unitId, day } of stored) add(unitId, day)
  for (const { facts } of items) {
    if (facts === null) continue
    for (const { unitId } of facts.units) for (const on of [facts.reportedOn, ...facts.adoptions.map((use) => use.on)]) add(unitId, on)
  }
  return years
}

/**
 * Brings the ledger and the counters into line with one batch of items whose facts have changed. Doing it again changes nothing
 * (docs/rules.md, Points). Returns how many items it looked at; fewer than the batch means nothing is left. `findings`: what was not right is
 * noted there, and the years of the units are left to whoever asks for them.
 */
export const recountItems = async (ctx: UseCaseContext, batch = recountBatch, findings?: Findings): Promise<number> => {
  const submissions = await claim(ctx, batch)
  if (submissions.length === 0) return 0
  const rules = await readPointsRules(ctx)
  const items = await readItemFacts(ctx, submissions)
  const figures = new Map<string, number>()
  const scored = items.flatMap((item) =>
    item.facts === null ? [] : scoreItem(rules, item.facts).filter(({ kind }) => isScored(item, kind)),
  )
  const lines = await ctx.tx.find(LedgerRow, { where: { itemId: In(submissions.map(({ matterId }) => matterId)) } })
  // Lines of a unit's year may name an item too.
  const stored = lines.filter(({ entryKey }) => entryKey.startsWith('item:'))
  const corrected = await keepLedger(ctx, stored, scored, figures)
  for (const item of items) {
    const counted = countItem(item)
    const before = item.submission.counted ?? {}
    const next = Object.fromEntries([...counted].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    if (JSON.stringify(before) === JSON.stringify(next)) continue
    for (const [key, count] of Object.entries(before)) addTo(figures, key, -count)
    for (const [key, count] of counted) addTo(figures, key, count)
    await updateRows(ctx.tx, Submission, { counted: next }, 'matter_id = ?', [item.submission.matterId])
  }
  if (findings) {
    // The years of the units are judged once, when all items are right.
    findings.lines += corrected
    await rememberFigures(ctx, findings, [...figures.keys()])
  } else await recountUnitYears(ctx, { rules, years: yearsOf(items, stored), figures })
  await moveFigures(ctx, figures)
  return submissions.length
}
