import { openDatabase } from '../database/open-database.ts'
import { consult, type Stage } from '../database/stage.ts'
import { createIds } from '../rules/new-id.ts'
import { recordQueries } from '../tests/support/count-queries.ts'
import { createOfficeLoader } from '../use-cases/office/load-office.ts'
import type { UseCaseContext } from '../use-cases/context.ts'
import { listGroupMatters } from '../use-cases/matters/list-group-matters.ts'
import { listIssued } from '../use-cases/matters/list-issued.ts'
import { listMatters } from '../use-cases/matters/list-matters.ts'
import { countMyTodos } from '../use-cases/todos/count-my-todos.ts'
import { listMyTodos } from '../use-cases/todos/list-my-todos.ts'
import { layBed } from './support/bed.ts'
import { median, timed } from './support/measure.ts'
import { judge, type DatabaseKind, type Part } from './support/part.ts'
import { seedGroups, seedId, seedMatters } from './support/seed-matters.ts'

/**
 * Lists at 10,000 and (`--large`) 1,000,000 matters: the use-case against the raw driver with the very statements it sent,
 * interleaved in one run; medians.
 */
interface ListFigure {
  database: DatabaseKind
  matters: number
  list: string
  queries: number
  ms: number
  rawMs: number
  /** Speed as a share of the raw driver's: rawMs / ms. */
  ratio: number
}

const now = Date.parse('2026-11-23T09:30:00+08:00')
const smallOffice = 10_000
const largeOffice = 1_000_000
const leader = seedId('P', 0)
const head = seedId('P', 5)
const officer = seedId('P', 30)

const listsOf = (matters: number): [string, string, (ctx: UseCaseContext) => Promise<unknown>][] => [
  ['my todos, officer', officer, (ctx) => listMyTodos(ctx)],
  ['my counts, officer', officer, countMyTodos],
  ['issued, leader', leader, (ctx) => listIssued(ctx)],
  ['matters, leader', leader, (ctx) => listMatters(ctx)],
  ['matters open, leader', leader, (ctx) => listMatters(ctx, { state: 'open' })],
  ['matters overdue, leader', leader, (ctx) => listMatters(ctx, { level: 3 })],
  ['matters of a unit, leader', leader, (ctx) => listMatters(ctx, { unitId: seedId('U', 5) })],
  ['matters due this week, leader', leader, (ctx) => listMatters(ctx, { dueFrom: now, dueTo: now + 7 * 86_400_000 })],
  ['matters, officer', officer, (ctx) => listMatters(ctx)],
  ['matters, unit head', head, (ctx) => listMatters(ctx)],
  ['matters open, unit head', head, (ctx) => listMatters(ctx, { state: 'open' })],
  ['group', leader, (ctx) => listGroupMatters(ctx, seedId('W', matters % seedGroups))],
  ['search, rare words, leader', leader, (ctx) => listMatters(ctx, { text: '137号片区' })],
  ['search, common words, leader', leader, (ctx) => listMatters(ctx, { text: '消防隐患' })],
  ['search, common words, officer', officer, (ctx) => listMatters(ctx, { text: '消防隐患' })],
]

/** Seeds one database and measures every list on it. */
const benchLists = async (kind: DatabaseKind, matters: number, rounds: number, say: (text: string) => void): Promise<ListFigure[]> => {
  const bed = await layBed(kind)
  try {
    const runner = await openDatabase(bed.config)
    const { manager } = runner.dataSource
    const seeding = performance.now()
    if (kind === 'sqlite') await manager.query('PRAGMA synchronous = OFF')
    await seedMatters(manager, { matters, now })
    if (kind === 'sqlite') {
      await manager.query('PRAGMA synchronous = FULL')
      await manager.query('PRAGMA wal_checkpoint(TRUNCATE)')
    } else {
      await manager.query('ANALYZE TABLE matters, matter_parties, todos, matter_events, group_members')
    }
    say(`${kind}: ${matters} matters laid down in ${Math.round((performance.now() - seeding) / 1_000)} s`)
    const stage: Stage = {
      runner,
      loadOffice: createOfficeLoader(),
      clocks: { office: () => now, machine: () => now },
      newId: createIds(() => now),
    }
    const raw = await bed.raw()
    const figures: ListFigure[] = []
    for (const [list, memberId, read] of listsOf(matters)) {
      const call = (): Promise<unknown> => consult(stage, { memberId }, read)
      await call()
      const { queries } = await recordQueries(runner.dataSource, call)
      // Both sides warm: what is compared is the work, not the compiler.
      const warm = performance.now() + 1_000
      for (let round = 0; round < 200 && performance.now() < warm; round += 1) {
        await call()
        await raw.run(queries)
      }
      const [ours, theirs]: [number[], number[]] = [[], []]
      // Slow lists need fewer rounds to be told from noise.
      const stop = performance.now() + 20_000
      for (let round = 0; round < rounds && (round < 5 || performance.now() < stop); round += 1) {
        ours.push(await timed(call))
        theirs.push(await timed(() => raw.run(queries)))
      }
      const [ms, rawMs] = [median(ours), median(theirs)]
      figures.push({ database: kind, matters, list, queries: queries.length, ms, rawMs, ratio: rawMs / ms })
      say(`${kind} ${matters} ${list}: ${ms.toFixed(2)} ms, raw ${rawMs.toFixed(2)} ms, ${queries.length} queries`)
    }
    await raw.close()
    await runner.close()
    return figures
  } finally {
    await bed.remove()
  }
}

const rowsOf = (figures: readonly ListFigure[]): (string | number)[][] => {
  const small = new Map(
    figures.filter((figure) => figure.matters === smallOffice).map((figure) => [`${figure.database} ${figure.list}`, figure]),
  )
  return figures.map((figure) => {
    const base = small.get(`${figure.database} ${figure.list}`)
    const growth = base && base !== figure ? figure.ms / base.ms : null
    return [
      figure.database,
      figure.matters,
      figure.list,
      figure.queries,
      figure.ms.toFixed(2),
      figure.rawMs.toFixed(2),
      figure.ratio.toFixed(2),
      judge(figure.ratio >= 0.6, '≥ 0.6'),
      growth === null ? '' : judge(growth <= 1.5, `${growth.toFixed(2)} ×`),
    ]
  })
}

export const lists: Part = {
  name: 'lists',
  about: 'every list page at 10,000 (and, large, a million) matters, against the raw driver with the same statements',
  run: async ({ databases, large, rounds = 200, say }) => {
    const figures: ListFigure[] = []
    for (const kind of databases)
      for (const size of large ? [smallOffice, largeOffice] : [smallOffice]) figures.push(...(await benchLists(kind, size, rounds, say)))
    return [
      {
        title: 'List pages',
        head: ['database', 'matters', 'list', 'queries', 'ms', 'raw ms', 'of raw', 'goal', 'growth (≤ 1.5)'],
        rows: rowsOf(figures),
      },
    ]
  },
}
