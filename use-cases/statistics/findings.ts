import type { Figure } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { figureMeasures, readFigureKey } from './figure-keys.ts'
import { findFigures, rowKey } from './move-figures.ts'

/** What a count from nothing found, while it goes on. */
export interface Findings {
  /** Lines of the ledger that were not what they ought to be. */
  lines: number
  /** Counters that were touched, by row, as they stood before the first time. */
  figures: Map<string, string>
}

/** What a counter says, in words that can be compared; one that is not there says nothing anywhere. */
const figureWords = (row: Figure | undefined): string => figureMeasures.map((measure) => row?.[measure] ?? 0).join('|')

/** Notes how counters stand that are about to be moved; those noted before stay as they are. */
export const rememberFigures = async (ctx: UseCaseContext, { figures }: Findings, keys: readonly string[]): Promise<void> => {
  const rows = new Map(keys.map(readFigureKey).map((row) => [rowKey(row), row]))
  const unknown = [...rows].filter(([key]) => !figures.has(key))
  const known = await findFigures(
    ctx,
    unknown.map(([, row]) => row),
  )
  for (const [key] of unknown) figures.set(key, figureWords(known.get(key)))
}

/** How many of the touched counters say something else now. */
export const countCorrected = async (ctx: UseCaseContext, { figures }: Findings): Promise<number> => {
  const rows = [...figures.keys()].map((key) => {
    const [dimension = '', month = '', ...subject] = key.split('|')
    return { dimension, month, subject: subject.join('|') }
  })
  const now = await findFigures(ctx, rows)
  return [...figures].filter(([key, before]) => before !== figureWords(now.get(key))).length
}
