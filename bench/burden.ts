import type { EntityManager } from 'typeorm'
import { openDatabase } from '../database/open-database.ts'
import { consult, perform, type Stage } from '../database/stage.ts'
import { UnitBurden, WorkGroup, GroupActivity } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { partOf } from '../rules/burden.ts'
import { createCalendar } from '../rules/calendar/index.ts'
import { DAY_MS } from '../rules/instant.ts'
import { createIds } from '../rules/new-id.ts'
import { defaultSettings } from '../rules/office-settings.ts'
import { countDemands, demandBatch } from '../use-cases/burden/count-demands.ts'
import { listRepeats } from '../use-cases/burden/list-repeats.ts'
import { readBurden } from '../use-cases/burden/read-burden.ts'
import type { UseCaseContext } from '../use-cases/context.ts'
import { listCoverage } from '../use-cases/groups/list-coverage.ts'
import { listGroups } from '../use-cases/groups/list-groups.ts'
import { reviewGroups } from '../use-cases/groups/review-groups.ts'
import { createOfficeLoader } from '../use-cases/office/load-office.ts'
import { listSuggestions } from '../use-cases/suggestions/list-suggestions.ts'
import { layBed } from './support/bed.ts'
import type { DatabaseKind, Part } from './support/part.ts'
import { seedGroups, seedId, seedMatters, seedMembers, seedUnits } from './support/seed-matters.ts'
import { createTimer, tableOfCalls, type CallFigure } from './support/timed-calls.ts'

/** The office's own statistics at 10,000 and (`--large`) 1,000,000 matters, ten years of every unit asking every other: medians. */
const now = Date.parse('2026-11-23T09:30:00+08:00')
const years = 10
const leader = seedId('P', 0)
const head = seedId('P', 5)

/** The sums that those matters would have left, and the demands of the last year as they are kept. */
const seedBurden = async (tx: EntityManager, matters: number): Promise<void> => {
  const calendar = createCalendar(defaultSettings())
  const step = Math.max(1, Math.floor((years * 365 * DAY_MS) / matters))
  const start = now - step * matters
  const parts = new Map<string, string>()
  const sums = new Map<string, UnitBurden>()
  for (let i = 1; i <= matters; i += 1) {
    const day = calendar.dayOf(start + step * i)
    const partOn = parts.get(day) ?? partOf(calendar, day)
    parts.set(day, partOn)
    // Who asks is spread wider than in the matters themselves: every unit asks every other.
    const askingUnitId = seedId('U', (i * 11) % seedUnits)
    for (const asked of new Set([((i * 13 + 1) % seedMembers) % seedUnits, i % seedUnits])) {
      const askedUnitId = seedId('U', asked)
      const key = `${partOn} ${askedUnitId} ${askingUnitId}`
      const sum = sums.get(key) ?? { partOn, askedUnitId, askingUnitId, demands: 0, afterHours: 0, repeated: 0 }
      sum.demands += 1
      sum.afterHours += i % 9 === 0 ? 1 : 0
      sum.repeated += i % 17 === 0 ? 1 : 0
      sums.set(key, sum)
    }
  }
  await insertRows(tx, UnitBurden, [...sums.values()])
  const id = (letter: string, n: string): string =>
    tx.dataSource.options.type === 'better-sqlite3' ? `('${letter}' || printf('%025d', ${n}))` : `CONCAT('${letter}', LPAD(${n}, 25, '0'))`
  await tx.query(
    `INSERT INTO demands (id, matter_id, asked_unit_id, asking_unit_id, asked_at, is_after_hours, counted_at, is_repeated, repeats_id)
      SELECT ${id('D', 'm.number')}, m.id, t.unit_id, m.unit_id, m.created_at, CASE WHEN m.number % 9 = 0 THEN 1 ELSE 0 END, m.created_at,
        CASE WHEN m.number % 17 = 0 THEN 1 ELSE 0 END, CASE WHEN m.number % 17 = 0 THEN ${id('M', 'm.number - 1')} END
      FROM matters AS m INNER JOIN todos AS t ON t.matter_id = m.id AND t.unit_id IS NOT NULL WHERE m.created_at >= ?`,
    [now - 400 * DAY_MS],
  )
  const groups = await tx.find(WorkGroup, { select: { id: true } })
  const days = Array.from({ length: 400 }, (_, n) => calendar.addDays(calendar.dayOf(now), -n))
  for (const day of days)
    await insertRows(
      tx,
      GroupActivity,
      groups.map((group, n): GroupActivity => ({ groupId: group.id, day, messages: n % 7 === 0 ? 0 : n % 40 })),
    )
}

type Read = (ctx: UseCaseContext) => Promise<unknown>

const reads: readonly [string, string, number, Read][] = [
  ['burden, 13 weeks, leader', leader, 100, (ctx) => readBurden(ctx)],
  ['burden, 52 weeks, leader', leader, 100, (ctx) => readBurden(ctx, { periods: 52 })],
  ['burden, 12 months, leader', leader, 100, (ctx) => readBurden(ctx, { by: 'month', periods: 12 })],
  ['burden, 24 months, leader', leader, 100, (ctx) => readBurden(ctx, { by: 'month', periods: 24 })],
  ['burden, 13 weeks, unit head', head, 100, (ctx) => readBurden(ctx)],
  ['repeated demands, leader', leader, 100, (ctx) => listRepeats(ctx)],
  ['repeated demands, unit head', head, 100, (ctx) => listRepeats(ctx)],
  ['suggestions, leader', leader, 100, (ctx) => listSuggestions(ctx)],
  ['group ledger, leader', leader, 100, (ctx) => listGroups(ctx, { limit: 50 })],
  ['coverage, leader', leader, 100, (ctx) => listCoverage(ctx)],
]

/** A hundred demands that nobody has counted yet, as the sweep of a busy second meets them. */
const openDemands = (stage: Stage, matters: number): Promise<void> =>
  stage.runner.transaction(async (tx) => {
    await tx.query('UPDATE demands SET counted_at = NULL WHERE id > ?', [seedId('D', matters - demandBatch)])
  })

const benchOne = async (kind: DatabaseKind, matters: number, rounds: number, say: (text: string) => void): Promise<CallFigure[]> => {
  const bed = await layBed(kind)
  try {
    const runner = await openDatabase(bed.config)
    const { manager } = runner.dataSource
    if (kind === 'sqlite') await manager.query('PRAGMA synchronous = OFF')
    await seedMatters(manager, { matters, now })
    await seedBurden(manager, matters)
    if (kind === 'sqlite') await manager.query('PRAGMA wal_checkpoint(TRUNCATE)')
    else await manager.query('ANALYZE TABLE matters, matter_parties, todos, demands, unit_burdens, group_activity, group_members')
    const [row] = await manager.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM unit_burdens')
    say(`${kind}: ${matters} matters, ${row?.n} sums`)
    const clock = (): number => now
    const stage: Stage = { runner, loadOffice: createOfficeLoader(), clocks: { office: clock, machine: clock }, newId: createIds(clock) }
    const { time, figures } = createTimer({ database: kind, matters, dataSource: runner.dataSource, rounds, say })
    for (const [what, memberId, limitMs, read] of reads) await time(what, limitMs, () => consult(stage, { memberId }, read))
    await time(
      `count ${demandBatch} new demands`,
      250,
      () => perform(stage, { memberId: null }, (ctx) => countDemands(ctx)),
      () => openDemands(stage, matters),
    )
    await time('count demands, none new', 2, () => perform(stage, { memberId: null }, (ctx) => countDemands(ctx)))
    await time(`review of ${seedGroups} groups`, 250, () => perform(stage, { memberId: null }, reviewGroups))
    await runner.close()
    return figures
  } finally {
    await bed.remove()
  }
}

export const burden: Part = {
  name: 'burden',
  about: 'the office’s own statistics at 10,000 (and, large, a million) matters: under 100 ms',
  run: async ({ databases, large, rounds = 30, say }) => {
    const figures: CallFigure[] = []
    for (const kind of databases)
      for (const size of large ? [10_000, 1_000_000] : [10_000]) figures.push(...(await benchOne(kind, size, rounds, say)))
    return [tableOfCalls('Burden, groups, suggestions', figures)]
  },
}
