import { In } from 'typeorm'
import { PointEntry as LedgerRow } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { updateRows } from '../../entities/update-rows.ts'
import { diffEntries, type PointEntry } from '../../rules/points/index.ts'
import type { UseCaseContext } from '../context.ts'
import { addTo, figureKey, officeSubject } from '../statistics/figure-keys.ts'

const fromRow = ({ entryKey, day, id: _id, writtenAt: _at, ...rest }: LedgerRow): PointEntry => ({
  ...rest,
  key: entryKey,
  on: day,
  kind: rest.kind as PointEntry['kind'],
})

const longestNote = 200

const toColumns = (ctx: UseCaseContext, { key, on, note, ...rest }: PointEntry): Omit<LedgerRow, 'id'> => ({
  ...rest,
  entryKey: key,
  day: on,
  note: note.length > longestNote ? `${note.slice(0, longestNote - 1)}…` : note,
  writtenAt: ctx.now,
})

/** Points follow the ledger: what a line gives or takes, for its unit, its author and the office. */
const countPoints = (figures: Map<string, number>, entry: PointEntry, sign: 1 | -1): void => {
  const points = sign * entry.points
  addTo(figures, figureKey('unit', entry.month, 'points', entry.unitId), points)
  addTo(figures, figureKey('office', entry.month, 'points', officeSubject), points)
  if (entry.memberId !== null) addTo(figures, figureKey('officer', entry.month, 'points', entry.memberId), points)
}

/** Makes the stored lines of something (items, a unit's year) the freshly scored ones; what stays is not touched. */
export const keepLedger = async (
  ctx: UseCaseContext,
  stored: readonly LedgerRow[],
  scored: readonly PointEntry[],
  figures: Map<string, number>,
): Promise<number> => {
  const fresh = scored.map((entry) => ({ ...entry, note: toColumns(ctx, entry).note }))
  const before = stored.map(fromRow)
  const { added, changed, removed } = diffEntries(before, fresh)
  const oldByKey = new Map(before.map((entry) => [entry.key, entry]))
  for (const entry of removed) countPoints(figures, entry, -1)
  for (const entry of changed) {
    const old = oldByKey.get(entry.key)
    if (old) countPoints(figures, old, -1)
    countPoints(figures, entry, 1)
    await updateRows(ctx.tx, LedgerRow, toColumns(ctx, entry), 'entry_key = ?', [entry.key])
  }
  for (const entry of added) countPoints(figures, entry, 1)
  if (removed.length > 0) await ctx.tx.delete(LedgerRow, { entryKey: In(removed.map(({ key }) => key)) })
  await insertRows(
    ctx.tx,
    LedgerRow,
    added.map((entry) => ({ id: ctx.newId(), ...toColumns(ctx, entry) })),
  )
  return added.length + changed.length + removed.length
}

export { fromRow as ledgerEntry }
