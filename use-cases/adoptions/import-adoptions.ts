import type { AdoptionRow } from '../../documents/adoptions/adoption-columns.ts'
import { groupBy } from '../../rules/group-by.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { today, type UseCaseContext } from '../context.ts'
import type { InTransaction } from '../in-transaction.ts'
import { listPartiesOf } from '../matters/find-matter.ts'
import { requirePress } from '../publications/require-press.ts'
import { faultOfUse } from './check-use.ts'
import { matchItems, type MatchedItem } from './match-items.ts'
import { readAdoptionRow, type AdoptionDraft } from './read-adoption-row.ts'
import { adopt } from './record-adoption.ts'
import { knownUses, useKey } from './write-adoptions.ts'

export interface ImportAdoptionsOptions {
  /** Import the rows that are right even when others are not. */
  partial?: boolean
  /** Only say what would happen. */
  dryRun?: boolean
  onProgress?: (done: number, total: number) => void
  /** Uses that one transaction records; a submission's stay together. */
  lot?: number
}

export interface AdoptionsImported {
  /** False when nothing was written: a row was wrong and `partial` was not asked for, nothing was left to record, or it was a dry run. */
  applied: boolean
  /** Uses recorded, or that would be. */
  recorded: number
  /** Submissions they are of. */
  items: number
  problems: { line: number; reasons: string[] }[]
}

interface Row {
  draft: AdoptionDraft
  item: MatchedItem
  key: string
}

/** Said of a use that is recorded already; it is what was wanted. */
const knownReason = '已登记过'

type Refuse = (line: number, reasons: readonly string[]) => void

/** The rows that mean a submission and may be recorded; the others are refused with their reasons. */
const judgeRows = async (ctx: UseCaseContext, rows: readonly AdoptionRow[], refuse: Refuse): Promise<Row[]> => {
  const drafts: AdoptionDraft[] = []
  for (const row of rows) {
    const read = readAdoptionRow(row, today(ctx))
    if ('reasons' in read) refuse(row.line, read.reasons)
    else drafts.push(read.draft)
  }
  const match = await matchItems(ctx, drafts)
  const good: Row[] = []
  const first = new Map<string, number>()
  for (const draft of drafts) {
    const item = match(draft)
    const fault = 'reason' in item ? item.reason : await faultOfUse(ctx, item, draft.use.day)
    if ('reason' in item || fault !== null) {
      refuse(draft.line, [fault ?? ''])
      continue
    }
    const key = useKey(item.matter.id, draft.use)
    const before = first.get(key)
    if (before !== undefined) refuse(draft.line, [`与第 ${before} 行重复`])
    else good.push({ draft, item, key })
    first.set(key, before ?? draft.line)
  }
  const known = await knownUses(
    ctx,
    good.map(({ key }) => key),
  )
  for (const { draft, key } of good) if (known.has(key)) refuse(draft.line, [knownReason])
  return good.filter(({ key }) => !known.has(key))
}

const usualLot = 100

const write = async (ctx: UseCaseContext, byItem: readonly Row[][]): Promise<void> => {
  const parties = await listPartiesOf(
    ctx,
    byItem.flatMap(([row]) => (row ? [row.item.matter.id] : [])),
  )
  for (const group of byItem) {
    const matter = group[0]?.item.matter
    if (!matter) continue
    const uses = group.map(({ draft }) => draft.use)
    await adopt(ctx, { matter, parties: parties.get(matter.id) ?? [] }, uses, { follows: true })
  }
}

const itemsOf = (rows: readonly Row[]): Row[][] => [...groupBy(rows, ({ item }) => item.matter.id).values()]

type Counts = Pick<AdoptionsImported, 'recorded' | 'items'>

interface Judged {
  rows: Row[]
  problems: AdoptionsImported['problems']
}

const judge = async (ctx: UseCaseContext, rows: readonly AdoptionRow[]): Promise<Judged> => {
  requirePress(ctx)
  const problems: AdoptionsImported['problems'] = []
  const good = await judgeRows(ctx, rows, (line, reasons) => problems.push({ line, reasons: [...reasons] }))
  return { rows: good, problems }
}

/** Rows in lots that one transaction records; those of one submission stay together. */
const inLots = (judged: readonly Row[], most: number): number[][] => {
  const lots: number[][] = []
  for (const group of itemsOf(judged)) {
    const last = lots.at(-1)
    const lines = group.map(({ draft }) => draft.line)
    if (last && last.length + lines.length <= most) last.push(...lines)
    else lots.push(lines)
  }
  return lots
}

/** Looks at a lot again, in the transaction that records it: what changed since the whole table was judged comes back with its reasons. */
const recordLot = async (ctx: UseCaseContext, rows: readonly AdoptionRow[]): Promise<Counts & Pick<Judged, 'problems'>> => {
  const { rows: good, problems } = await judge(ctx, rows)
  const counts = { recorded: good.length, items: itemsOf(good).length }
  await write(ctx, itemsOf(good))
  if (good.length > 0) await appendAudit(ctx, { action: 'adoptions.import', detail: { ...counts, refused: problems.length } })
  return { ...counts, problems }
}

const isKnown = ({ reasons }: AdoptionsImported['problems'][number]): boolean => reasons.every((reason) => reason === knownReason)

/**
 * Records adoptions from a table. Nothing is written unless every row is right, or `partial` is asked for; every wrong row comes back
 * with its line and reasons. A use that is recorded already is named and stands in nobody's way, so that a table whose import broke off
 * is simply given again. The table is judged as a whole and then recorded in lots, each in a transaction of its own. For the information
 * section and the director, and the command line (`forbidden`).
 */
export const importAdoptions = async (
  inTransaction: InTransaction,
  rows: readonly AdoptionRow[],
  options: ImportAdoptionsOptions = {},
): Promise<AdoptionsImported> => {
  const judged = await inTransaction((ctx) => judge(ctx, rows))
  const problems = [...judged.problems]
  const done = { recorded: judged.rows.length, items: itemsOf(judged.rows).length }
  const isWritten = options.dryRun !== true && done.recorded > 0 && (options.partial === true || problems.every(isKnown))
  const sorted = (): AdoptionsImported['problems'] => problems.toSorted((a, b) => a.line - b.line)
  if (!isWritten) return { applied: false, ...done, problems: sorted() }
  const byLine = new Map(rows.map((row) => [row.line, row]))
  const counts = { recorded: 0, items: 0 }
  for (const lines of inLots(judged.rows, options.lot ?? usualLot)) {
    const lot = lines.flatMap((line) => byLine.get(line) ?? [])
    const { recorded, items, problems: found } = await inTransaction((ctx) => recordLot(ctx, lot))
    counts.recorded += recorded
    counts.items += items
    problems.push(...found)
    options.onProgress?.(counts.recorded, done.recorded)
  }
  return { applied: counts.recorded > 0, ...counts, problems: sorted() }
}
