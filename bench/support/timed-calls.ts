import type { DataSource } from 'typeorm'
import { recordQueries } from '../../tests/support/count-queries.ts'
import { median, timed } from './measure.ts'
import { judge, type DatabaseKind, type Table } from './part.ts'

/** One call of a use-case on an office of some size: the median against what it may take. */
export interface CallFigure {
  database: DatabaseKind
  matters: number
  what: string
  queries: number
  ms: number
  limitMs: number
}

interface Timing {
  database: DatabaseKind
  matters: number
  dataSource: DataSource
  rounds: number
  say: (text: string) => void
}

/** Times one call after another; `before` puts back what the call changes, untimed. */
export type TimeCall = (what: string, limitMs: number, call: () => Promise<unknown>, before?: () => Promise<void>) => Promise<void>

/** A stop-watch for calls and the figures it has taken so far. */
export const createTimer = ({ database, matters, dataSource, rounds, say }: Timing): { time: TimeCall; figures: CallFigure[] } => {
  const figures: CallFigure[] = []
  const time: TimeCall = async (what, limitMs, call, before = async () => undefined) => {
    // The first call warms up.
    await before()
    await call()
    await before()
    const { queries } = await recordQueries(dataSource, call)
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      await before()
      times.push(await timed(call))
    }
    const ms = median(times)
    figures.push({ database, matters, what, queries: queries.length, ms, limitMs })
    say(`${database} ${matters} ${what}: ${ms.toFixed(2)} ms, ${queries.length} queries`)
  }
  return { time, figures }
}

/** The figures as a table. */
export const tableOfCalls = (title: string, figures: readonly CallFigure[]): Table => ({
  title,
  head: ['database', 'matters', 'what', 'queries', 'ms', 'goal'],
  rows: figures.map(({ database, matters, what, queries, ms, limitMs }) => [
    database,
    matters,
    what,
    queries,
    ms.toFixed(2),
    judge(ms <= limitMs, `≤ ${limitMs} ms`),
  ]),
})
