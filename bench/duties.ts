import { openDatabase } from '../database/open-database.ts'
import { consult, type Stage } from '../database/stage.ts'
import { createIds } from '../rules/new-id.ts'
import { fullScans, recordQueries } from '../tests/support/count-queries.ts'
import type { UseCaseContext } from '../use-cases/context.ts'
import { createOfficeLoader } from '../use-cases/office/load-office.ts'
import { dutyReads, type DutyRead } from './support/duty-reads.ts'
import { dutySweeps, type DutySweep } from './support/duty-sweeps.ts'
import { layBed } from './support/bed.ts'
import { median, timed } from './support/measure.ts'
import { judge, type DatabaseKind, type Part, type Table } from './support/part.ts'
import { seedDuties } from './support/seed-duties.ts'

/** Lists, overviews and sweeps of the kinds beside tasks and submissions, at 10,000 and (`--large`) 1,000,000 matters: medians. */
interface Figure {
  database: DatabaseKind
  matters: number
  what: string
  /** Directory version included. */
  queries: number
  ms: number
  /** The quickest call: what it costs when nobody else wants the processor. */
  bestMs: number
  limitMs: number
  /** Promised for a list: at most so many questions, and growth. */
  isList: boolean
  /** Tables that are read from end to end. */
  scans: number
}

/** A Monday morning. */
const now = Date.parse('2026-11-23T09:30:00+08:00')

/** What makes a list's page, whatever its length. */
const mostQueries = 3
const mostGrowth = 1.5

/** Tables that hold a row for a person, a unit, a group or a definition, or what is asked and not yet answered: they stay small. */
const isLittle = (scan: string): boolean =>
  /work_?groups?|group_?reviews?|members?|units?|watch_?swaps?|outbound_messages|dummy_table|procedure_?versions?|\b[gs]\b/iu.test(scan)

type Measure = (what: string, limitMs: number, isList: boolean, call: () => Promise<unknown>, before?: () => Promise<void>) => Promise<void>

const measureAll = async (stage: Stage, kind: DatabaseKind, matters: number, measure: Measure): Promise<void> => {
  const reads: DutyRead[] = await dutyReads(stage, matters)
  for (const { what, memberId, isList, read } of reads)
    await measure(what, 100, isList, () => consult(stage, { memberId }, (ctx: UseCaseContext) => read(ctx)))
  const sweeps: DutySweep[] = dutySweeps(stage, { matters, now, kind })
  for (const { what, limitMs, run, before } of sweeps) await measure(what, limitMs, false, run, before)
}

const benchOne = async (kind: DatabaseKind, matters: number, rounds: number, say: (text: string) => void): Promise<Figure[]> => {
  const bed = await layBed(kind)
  try {
    const runner = await openDatabase(bed.config)
    const { manager } = runner.dataSource
    if (kind === 'sqlite') await manager.query('PRAGMA synchronous = OFF')
    await seedDuties(manager, { matters, now, say: (text) => say(`${kind}: ${text}`) })
    if (kind === 'sqlite') {
      await manager.query('PRAGMA synchronous = FULL')
      await manager.query('PRAGMA wal_checkpoint(TRUNCATE)')
    } else
      await manager.query(
        `ANALYZE TABLE matters, matter_parties, matter_events, todos, notices, notice_groups, procedures, procedure_steps, procedure_overruns,
          absences, disclosure_items, watch_slots, group_activity, group_members`,
      )
    const clock = (): number => now
    const stage: Stage = { runner, loadOffice: createOfficeLoader(), clocks: { office: clock, machine: clock }, newId: createIds(clock) }
    await consult(stage, { memberId: null }, async () => undefined)
    const figures: Figure[] = []
    await measureAll(stage, kind, matters, async (what, limitMs, isList, call, before = async () => undefined) => {
      await before()
      await call()
      await before()
      const { queries } = await recordQueries(runner.dataSource, call)
      const scans: string[] = []
      for (const query of queries.filter(({ sql }) => /^\s*SELECT/iu.test(sql))) scans.push(...(await fullScans(runner.dataSource, query)))
      const times: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        await before()
        times.push(await timed(call))
      }
      const big = scans.filter((scan) => !isLittle(scan))
      const [ms, bestMs] = [median(times), Math.min(...times)]
      figures.push({ database: kind, matters, what, queries: queries.length, ms, bestMs, limitMs, isList, scans: big.length })
      say(
        `${kind} ${matters} ${what}: ${ms.toFixed(2)} ms, at best ${bestMs.toFixed(2)} ms, ${queries.length} queries${big.map((scan) => `, ${scan}`).join('')}`,
      )
    })
    await runner.close()
    return figures
  } finally {
    await bed.remove()
  }
}

/** How much the quickest call grew since the small form, where that was measured. Below half a millisecond a ratio says nothing. */
const growthOf = (figure: Figure, all: readonly Figure[]): number | null => {
  const small = all.find(({ database, what, matters }) => database === figure.database && what === figure.what && matters < figure.matters)
  return small === undefined ? null : Math.max(figure.bestMs, 0.5) / Math.max(small.bestMs, 0.5)
}

const tableOf = (figures: readonly Figure[]): Table => ({
  title: 'Duties: lists, overviews, sweeps',
  head: ['database', 'matters', 'what', 'queries', 'ms', 'best', 'growth', 'goal'],
  rows: figures.map((figure) => {
    const { database, matters, what, queries, ms, bestMs, limitMs, isList, scans } = figure
    const growth = growthOf(figure, figures)
    // On a small MariaDB table the planner rightly reads all of it.
    const isMet =
      ms <= limitMs && (scans === 0 || matters < 100_000) && (!isList || (queries <= mostQueries && (growth ?? 0) <= mostGrowth))
    const goal = `≤ ${limitMs} ms${isList ? `, ≤ ${mostQueries} queries, ≤ ${mostGrowth} ×` : ''}`
    return [database, matters, what, queries, ms.toFixed(2), bestMs.toFixed(2), growth?.toFixed(2) ?? '', judge(isMet, goal)]
  }),
})

export const duties: Part = {
  name: 'duties',
  about: 'notices, procedures, watches, meetings and the other duties at 10,000 (and, large, a million) matters: lists, overviews, sweeps',
  run: async ({ databases, large, rounds = 15, say }) => {
    const figures: Figure[] = []
    for (const kind of databases)
      for (const size of large ? [10_000, 1_000_000] : [10_000]) figures.push(...(await benchOne(kind, size, rounds, say)))
    return [tableOf(figures)]
  },
}
