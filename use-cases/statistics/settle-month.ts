import { Between, In } from 'typeorm'
import { Adoption, Figure, ItemInstruction, PointEntry, Submission } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { addTo, figureKey, figureMeasures, officeSubject } from './figure-keys.ts'
import { rememberFigures, type Findings } from './findings.ts'
import { moveFigures } from './move-figures.ts'
import { takeCountingTurn } from './take-counting-turn.ts'

/** Items read at a time. */
const mostAtOnce = 400

/** Submissions that add something to a month: reported, used or instructed on in it. */
const listItemsOf = async ({ tx }: UseCaseContext, month: string): Promise<string[]> => {
  const within = Between(`${month}-01`, `${month}-31`)
  const reported = await tx.find(Submission, { select: { matterId: true }, where: { reportMonth: month } })
  const used = await tx.find(Adoption, { select: { submissionId: true }, where: { adoptedOn: within } })
  const instructed = await tx.find(ItemInstruction, { select: { submissionId: true }, where: { givenOn: within } })
  const ids = [...reported.map(({ matterId }) => matterId), ...[...used, ...instructed].map(({ submissionId }) => submissionId)]
  return [...new Set(ids)]
}

/** What the items and the ledger say of a month. */
const sumMonth = async (ctx: UseCaseContext, month: string): Promise<Map<string, number>> => {
  const sums = new Map<string, number>()
  const ids = await listItemsOf(ctx, month)
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const some = await ctx.tx.find(Submission, {
      select: { matterId: true, counted: true },
      where: { matterId: In(ids.slice(from, from + mostAtOnce)) },
    })
    for (const { counted } of some)
      for (const [key, count] of Object.entries(counted ?? {})) if (key.split('|')[1] === month) addTo(sums, key, count)
  }
  const lines = await ctx.tx.find(PointEntry, { select: { unitId: true, memberId: true, points: true }, where: { month } })
  for (const { unitId, memberId, points } of lines) {
    addTo(sums, figureKey('unit', month, 'points', unitId), points)
    addTo(sums, figureKey('office', month, 'points', officeSubject), points)
    if (memberId !== null) addTo(sums, figureKey('officer', month, 'points', memberId), points)
  }
  return sums
}

/** Makes the counters of a month what its items and the ledger add up to; nobody else counts meanwhile. */
export const settleMonth = async (ctx: UseCaseContext, month: string, findings: Findings): Promise<void> => {
  await takeCountingTurn(ctx)
  const changes = await sumMonth(ctx, month)
  const rows = await ctx.tx.find(Figure, { where: { month } })
  for (const row of rows)
    for (const measure of figureMeasures)
      if (row[measure] !== 0) addTo(changes, [row.dimension, month, measure, row.subject].join('|'), -row[measure])
  await rememberFigures(ctx, findings, [...changes.keys()])
  await moveFigures(ctx, changes)
}

/** Every month in which something was reported, used, instructed on, scored or counted. */
export const listMonths = async ({ tx }: UseCaseContext): Promise<string[]> => {
  const rows = await tx.query<{ month: string | null }[]>(
    `SELECT DISTINCT report_month AS month FROM submissions UNION SELECT DISTINCT SUBSTR(adopted_on, 1, 7) FROM adoptions
      UNION SELECT DISTINCT SUBSTR(given_on, 1, 7) FROM item_instructions UNION SELECT DISTINCT month FROM point_entries
      UNION SELECT DISTINCT month FROM figures`,
  )
  return rows.flatMap(({ month }) => (month === null ? [] : [month])).toSorted()
}
