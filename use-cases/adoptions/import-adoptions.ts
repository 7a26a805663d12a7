import type { AdoptionRow } from '../../documents/adoptions/adoption-columns.ts'
import { groupBy } from '../../rules/group-by.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { today, type UseCaseContext } from '../context.ts'
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
}

export interface AdoptionsImported {
  /** False when nothing was written: a row was wrong and `partial` was not asked for, or it was a dry run. */
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
  for (const { draft, key } of good) if (known.has(key)) refuse(draft.line, ['已登记过'])
  return good.filter(({ key }) => !known.has(key))
}

/** Rows at a time that parties are looked up for. */
const chunk = 400

const write = async (ctx: UseCaseContext, rows: readonly Row[], onProgress: ImportAdoptionsOptions['onProgress']): Promise<void> => {
  const byItem = [...groupBy(rows, ({ item }) => item.matter.id).values()]
  let done = 0
  for (let from = 0; from < byItem.length; from += chunk) {
    const some = byItem.slice(from, from + chunk)
    const parties = await listPartiesOf(
      ctx,
      some.flatMap(([row]) => (row ? [row.item.matter.id] : [])),
    )
    for (const group of some) {
      const matter = group[0]?.item.matter
      if (!matter) continue
      const uses = group.map(({ draft }) => draft.use)
      await adopt(ctx, { matter, parties: parties.get(matter.id) ?? [] }, uses, { follows: true })
      done += group.length
      onProgress?.(done, rows.length)
    }
  }
}

/**
 * Records adoptions from a table. Nothing is written unless every row is right, or `partial` is asked for; every wrong row comes back
 * with its line and reasons, rows said twice and uses that are recorded already among them. For the information section and the
 * director, and the command line (`forbidden`).
 */
export const importAdoptions = async (
  ctx: UseCaseContext,
  rows: readonly AdoptionRow[],
  options: ImportAdoptionsOptions = {},
): Promise<AdoptionsImported> => {
  requirePress(ctx)
  const problems: AdoptionsImported['problems'] = []
  const refuse: Refuse = (line, reasons) => problems.push({ line, reasons: [...reasons] })
  const good = await judgeRows(ctx, rows, refuse)
  problems.sort((a, b) => a.line - b.line)
  const counts = { recorded: good.length, items: new Set(good.map(({ item }) => item.matter.id)).size }
  const isWritten = options.dryRun !== true && (problems.length === 0 || options.partial === true) && good.length > 0
  if (!isWritten) return { applied: false, ...counts, problems }
  await write(ctx, good, options.onProgress)
  await appendAudit(ctx, { action: 'adoptions.import', detail: { ...counts, refused: problems.length } })
  return { applied: true, ...counts, problems }
}
