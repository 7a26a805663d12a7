import type { EntityManager } from 'typeorm'
import { openDatabase } from '../database/open-database.ts'
import { consult, perform, type Stage } from '../database/stage.ts'
import { Supervision, SupervisionFigure } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { createCalendar } from '../rules/calendar/index.ts'
import { DAY_MS } from '../rules/instant.ts'
import { createIds } from '../rules/new-id.ts'
import { defaultSettings } from '../rules/office-settings.ts'
import { addCounted, countMatter, type FigureSums } from '../rules/supervision-figures.ts'
import type { UseCaseContext } from '../use-cases/context.ts'
import { createOfficeLoader } from '../use-cases/office/load-office.ts'
import { countSupervisions, supervisionBatch } from '../use-cases/supervision/count-supervisions.ts'
import { readLedger } from '../use-cases/supervision/read-ledger.ts'
import { readSummary } from '../use-cases/supervision/read-summary.ts'
import { remindMilestones } from '../use-cases/supervision/remind-milestones.ts'
import { layBed } from './support/bed.ts'
import type { DatabaseKind, Part } from './support/part.ts'
import { seedId, seedMatters, seedUnits } from './support/seed-matters.ts'
import { createTimer, tableOfCalls, type CallFigure } from './support/timed-calls.ts'

const now = Date.parse('2026-11-23T09:30:00+08:00')
const leader = seedId('P', 0)
const head = seedId('P', 5)
const sources = ['instruction', 'meeting', 'document', 'message'] as const

interface SeededRow {
  id: string
  number: number
  created_at: number | string
  due_at: number | string | null
  closed_at: number | string | null
  state: 'open' | 'submitted' | 'closed'
}

const chunk = 20_000

/** The section's rows and figures as the sweeps would have left them, counted by the same rule. */
const seedSupervision = async (tx: EntityManager, matters: number): Promise<void> => {
  const calendar = createCalendar(defaultSettings())
  const changes = new Map<string, FigureSums>()
  for (let from = 0; from < matters; from += chunk) {
    const rows = await tx.query<SeededRow[]>(
      `SELECT id, number, created_at, due_at, closed_at, state FROM matters WHERE kind = 'task' AND number > ? AND number <= ? ORDER BY id`,
      [from, from + chunk],
    )
    const supervisions = rows.map((row): Supervision => {
      const [createdAt, dueAt] = [Number(row.created_at), row.due_at === null ? null : Number(row.due_at)]
      const closedAt = row.closed_at === null ? null : Number(row.closed_at) + (row.number % 5 === 0 ? DAY_MS : 0)
      const unitIds = [seedId('U', ((row.number * 13 + 1) % 1_000) % seedUnits)]
      const { counted, changesAt } = countMatter(
        calendar,
        { state: row.state, createdAt, dueAt, submittedAt: closedAt, closedAt, unitIds },
        now,
      )
      addCounted(changes, counted, 1)
      return {
        matterId: row.id,
        assignedAt: createdAt,
        source: sources[row.number % 4] ?? 'message',
        sourceText: null,
        milestones: null,
        reminderAt: null,
        assessment: null,
        recountAt: changesAt,
        counted,
      }
    })
    await insertRows(tx, Supervision, supervisions)
  }
  const figures = [...changes].map(([key, sums]): SupervisionFigure => {
    const [unitId = '', month = ''] = key.split('|')
    return { unitId, month, ...sums }
  })
  await insertRows(tx, SupervisionFigure, figures)
}

type Read = (ctx: UseCaseContext) => Promise<unknown>

const reads: readonly [string, string, number, Read][] = [
  ['summary of this month, leader', leader, 100, (ctx) => readSummary(ctx)],
  ['summary of a month years ago, leader', leader, 100, (ctx) => readSummary(ctx, { month: '2019-05' })],
  ['summary, unit head', head, 100, (ctx) => readSummary(ctx)],
  ['ledger of a month, first page', leader, 100, (ctx) => readLedger(ctx, { month: '2026-10', limit: 100 })],
  ['ledger of this year, overdue', leader, 100, (ctx) => readLedger(ctx, { state: 'overdue', limit: 20 })],
  ['ledger of this year, in progress', leader, 100, (ctx) => readLedger(ctx, { state: 'going', limit: 100 })],
  ['ledger of a month, of a unit', leader, 100, (ctx) => readLedger(ctx, { month: '2026-10', unitId: seedId('U', 5), limit: 100 })],
  ['ledger of this year, of a source', leader, 100, (ctx) => readLedger(ctx, { source: 'meeting', limit: 100 })],
  ['1,000 rows of an export', leader, 250, (ctx) => readLedger(ctx, { year: '2026' }, 1_000)],
]

const benchOne = async (kind: DatabaseKind, matters: number, rounds: number, say: (text: string) => void): Promise<CallFigure[]> => {
  const bed = await layBed(kind)
  try {
    const runner = await openDatabase(bed.config)
    const { manager } = runner.dataSource
    if (kind === 'sqlite') await manager.query('PRAGMA synchronous = OFF')
    await seedMatters(manager, { matters, now })
    await seedSupervision(manager, matters)
    if (kind === 'sqlite') await manager.query('PRAGMA wal_checkpoint(TRUNCATE)')
    else await manager.query('ANALYZE TABLE matters, matter_parties, matter_events, supervisions, supervision_figures')
    const [row] = await manager.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM supervision_figures')
    say(`${kind}: ${matters} matters, ${row?.n} figures`)
    const clock = (): number => now
    const stage: Stage = { runner, loadOffice: createOfficeLoader(), clocks: { office: clock, machine: clock }, newId: createIds(clock) }
    const { time, figures } = createTimer({ database: kind, matters, dataSource: runner.dataSource, rounds, say })
    for (const [what, memberId, limitMs, read] of reads) await time(what, limitMs, () => consult(stage, { memberId }, read))
    const byClock = (work: Read) => (): Promise<unknown> => perform(stage, { memberId: null }, work)
    await time(
      `recount ${supervisionBatch} changed matters`,
      250,
      byClock((ctx) => countSupervisions(ctx)),
      () =>
        stage.runner.transaction(async (tx) => {
          await tx.query('UPDATE supervisions SET recount_at = 0 WHERE matter_id > ?', [seedId('M', matters - supervisionBatch)])
        }),
    )
    await time(
      'recount, nothing changed',
      2,
      byClock((ctx) => countSupervisions(ctx)),
    )
    await time(
      'milestones, none due',
      2,
      byClock((ctx) => remindMilestones(ctx)),
    )
    await runner.close()
    return figures
  } finally {
    await bed.remove()
  }
}

export const supervision: Part = {
  name: 'supervision',
  about: 'monthly summary and ledger of supervision at 10,000 (and, large, a million) matters: under 100 ms',
  run: async ({ databases, large, rounds = 30, say }) => {
    const figures: CallFigure[] = []
    for (const kind of databases)
      for (const size of large ? [10_000, 1_000_000] : [10_000]) figures.push(...(await benchOne(kind, size, rounds, say)))
    return [tableOfCalls('Supervision', figures)]
  },
}
