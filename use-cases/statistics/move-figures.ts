import { Brackets } from 'typeorm'
import { Figure } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { updateRows } from '../../entities/update-rows.ts'
import type { UseCaseContext } from '../context.ts'
import { groupBy } from '../../rules/group-by.ts'
import { figureMeasures, readFigureKey, type FigureMeasure } from './figure-keys.ts'

type Row = Pick<Figure, 'dimension' | 'month' | 'subject'>
type Deltas = Map<FigureMeasure, number>

/** A counter's row, without the measure. */
export const rowKey = ({ dimension, month, subject }: Row): string => `${dimension}|${month}|${subject}`

const mostAtOnce = 200

/** The rows that there are, by their keys. */
export const findFigures = async (ctx: UseCaseContext, rows: readonly Row[]): Promise<Map<string, Figure>> => {
  const found = new Map<string, Figure>()
  for (let from = 0; from < rows.length; from += mostAtOnce) {
    const some = rows.slice(from, from + mostAtOnce)
    const query = ctx.tx.createQueryBuilder(Figure, 'figure').where(
      new Brackets((where) => {
        for (const [index, { dimension, month, subject }] of some.entries())
          where.orWhere(`(figure.dimension = :d${index} AND figure.month = :m${index} AND figure.subject = :s${index})`, {
            [`d${index}`]: dimension,
            [`m${index}`]: month,
            [`s${index}`]: subject,
          })
      }),
    )
    for (const figure of await query.getMany()) found.set(rowKey(figure), figure)
  }
  return found
}

const fresh = (ctx: UseCaseContext, row: Row): Figure => ({
  id: ctx.newId(),
  ...row,
  reported: 0,
  problems: 0,
  adopted: 0,
  adoptions: 0,
  instructed: 0,
  points: 0,
})

/**
 * Adds changes to the counters, for whoever has the counting turn (take-counting-turn.ts): nobody else reads or writes one meanwhile.
 */
export const moveFigures = async (ctx: UseCaseContext, changes: ReadonlyMap<string, number>): Promise<void> => {
  const cells = [...changes].map(([key, count]) => ({ ...readFigureKey(key), count }))
  const rows = [...groupBy(cells, rowKey)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  if (rows.length === 0) return
  const known = await findFigures(
    ctx,
    rows.flatMap(([, [first]]) => (first ? [{ dimension: first.dimension, month: first.month, subject: first.subject }] : [])),
  )
  const added: Figure[] = []
  for (const [key, own] of rows) {
    const [first] = own
    if (!first) continue
    const deltas: Deltas = new Map(own.map(({ measure, count }) => [measure, count]))
    const before = known.get(key)
    const { dimension, month, subject } = first
    const base = before ?? fresh(ctx, { dimension, month, subject })
    const next = Object.fromEntries(figureMeasures.map((measure) => [measure, base[measure] + (deltas.get(measure) ?? 0)]))
    if (before) await updateRows(ctx.tx, Figure, next, 'id = ?', [before.id])
    else added.push({ ...base, ...next })
  }
  await insertRows(ctx.tx, Figure, added)
}
