import type { EntityManager } from 'typeorm'
import { openDatabase } from '../database/open-database.ts'
import { consult, type Stage } from '../database/stage.ts'
import { Figure, Member, RoleGrant, RuleDocument, Unit } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { createIds } from '../rules/new-id.ts'
import { recordQueries } from '../tests/support/count-queries.ts'
import type { UseCaseContext } from '../use-cases/context.ts'
import { createOfficeLoader } from '../use-cases/office/load-office.ts'
import { explainPoints } from '../use-cases/points/explain-points.ts'
import { readQuotas } from '../use-cases/quotas/read-quotas.ts'
import { reportStatistics } from '../use-cases/statistics/report-statistics.ts'
import { layBed } from './support/bed.ts'
import { median, timed } from './support/measure.ts'
import { judge, type DatabaseKind, type Part } from './support/part.ts'
import { seedId } from './support/seed-matters.ts'

/** Ten years of items of 288 units with two officers each; every fifth is used, every ninth is a 报忧. Everything follows from a row's number. */
const units = 288
const officers = units * 2
const years = 10
const now = Date.parse('2026-11-23T09:30:00+08:00')
const firstYear = 2017
const categories = ['news', 'problem', 'experience', 'progress', 'research']
const publications = ['政务信息', '每日要情', '专报']
const levels = ['city', 'province', 'national']
const limitMs = 100

const editor = seedId('P', 0)
const officer = seedId('P', 7)

const rules = [
  {
    validFrom: `${firstYear}-01-01`,
    name: '测速规则',
    reporting: [{ points: 1 }],
    adoption: [{ points: 3 }],
    quotas: [{ id: '每月', per: 'month', min: 20 }],
  },
]

const seedPeople = async (tx: EntityManager): Promise<void> => {
  const unit = (n: number): Unit => ({
    id: seedId('U', n),
    code: `D${n}`,
    name: n === 0 ? '市政府办' : `第${n}单位`,
    aliases: [],
    parentId: n === 0 ? null : seedId('U', 0),
    unitClass: n === 0 ? null : n % 2 === 0 ? '县区' : '部门',
    directReporting: false,
    closedAt: null,
  })
  const member = (n: number): Member => ({
    id: seedId('P', n),
    unitId: seedId('U', n === 0 ? 0 : ((n - 1) % units) + 1),
    name: `人员${n}`,
    staffNo: `S${n}`,
    post: null,
    mobileEncrypted: null,
    mobileMasked: null,
    officer: n === 0 ? null : n <= units ? 'full_time' : 'part_time',
    endsOn: null,
    leftAt: null,
    snoozedUntil: null,
  })
  const from = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))
  await insertRows(tx, Unit, from(units + 1, unit))
  await insertRows(tx, Member, from(officers + 1, member))
  const grant: RoleGrant = {
    id: seedId('G', 0),
    memberId: editor,
    role: 'editor',
    unitId: seedId('U', 0),
    endsOn: null,
    grantedAt: now,
    grantedById: null,
  }
  await insertRows(tx, RoleGrant, [grant])
  const document: RuleDocument = { id: seedId('R', 0), name: 'points', document: rules, reason: '测速', changedById: null, changedAt: 0 }
  await insertRows(tx, RuleDocument, [document])
}

type Counts = Omit<Figure, 'id' | 'dimension' | 'subject' | 'month'>

/** The counters that those items would have left. */
const seedFigures = async (tx: EntityManager, items: number): Promise<void> => {
  const figures = new Map<string, Figure>()
  const add = (dimension: string, subject: string, month: string, counts: Partial<Counts>): void => {
    const key = `${dimension}|${subject}|${month}`
    const row = figures.get(key) ?? {
      id: seedId('F', figures.size),
      dimension,
      subject,
      month,
      reported: 0,
      problems: 0,
      adopted: 0,
      adoptions: 0,
      instructed: 0,
      points: 0,
    }
    for (const [measure, count] of Object.entries(counts) as [keyof Counts, number][]) row[measure] += count
    figures.set(key, row)
  }
  const months = years * 12
  for (let i = 1; i <= items; i += 1) {
    const at = Math.floor(((i - 1) * months) / items)
    const month = `${firstYear + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
    const person = ((i * 13) % officers) + 1
    const isUsed = i % 5 === 0
    const counts = {
      reported: 1,
      problems: i % 9 === 0 ? 1 : 0,
      adopted: isUsed ? 1 : 0,
      adoptions: isUsed ? 1 : 0,
      points: isUsed ? 400 : 100,
    }
    const { points: _points, ...withoutPoints } = counts
    add('office', 'all', month, counts)
    add('unit', seedId('U', ((person - 1) % units) + 1), month, counts)
    add('officer', seedId('P', person), month, counts)
    add('category', categories[i % categories.length] ?? '', month, withoutPoints)
    if (!isUsed) continue
    add('publication', publications[i % publications.length] ?? '', month, { adoptions: 1 })
    add('level', levels[i % levels.length] ?? '', month, { adoptions: 1 })
  }
  await insertRows(tx, Figure, [...figures.values()])
}

const batch = 50_000

/** The items themselves, their authors, uses and lines of the ledger, made inside the database. */
const seedItems = async (tx: EntityManager, items: number): Promise<void> => {
  const isSqlite = tx.dataSource.options.type === 'better-sqlite3'
  const padded = (number: string, length: number): string =>
    isSqlite ? `printf('%0${length}d', ${number})` : `LPAD(${number}, ${length}, '0')`
  const id = (letter: string, number: string): string => `CONCAT('${letter}', ${padded(number, 25)})`
  const div = (a: string, b: number): string => (isSqlite ? `((${a}) / ${b})` : `((${a}) DIV ${b})`)
  const at = div(`(i - 1) * ${years * 12}`, items)
  const month = `CONCAT(${firstYear} + ${div(at, 12)}, '-', ${padded(`(${at}) % 12 + 1`, 2)})`
  const day = `CONCAT(${month}, '-', ${padded('i % 28 + 1', 2)})`
  const person = `((i * 13) % ${officers} + 1)`
  const unit = id('U', `((${person} - 1) % ${units} + 1)`)
  const pick = (values: readonly string[]): string =>
    `CASE i % ${values.length} ${values.map((value, n) => `WHEN ${n} THEN '${value}'`).join(' ')} END`
  for (let from = 1; from <= items; from += batch) {
    const to = Math.min(items, from + batch - 1)
    const numbers = isSqlite
      ? `(WITH RECURSIVE counting(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM counting WHERE i < ${to}) SELECT i FROM counting) AS numbers`
      : `(SELECT seq AS i FROM seq_${from}_to_${to}) AS numbers`
    const used = `${numbers} WHERE i % 5 = 0`
    await tx.query(`INSERT INTO matters (id, number, kind, title, body, state, urgency, level, unit_id, issuer_id, created_at, closed_at, version)
      SELECT ${id('M', 'i')}, i, 'submission', '第N条信息', '检查12处', 'closed', 'normal', 0, ${unit}, ${id('P', person)}, i, i, 1 FROM ${numbers}`)
    await tx.query(`INSERT INTO submissions (matter_id, category, tone, author_id, unit_id, version, reported_at, reported_on, report_month)
      SELECT ${id('M', 'i')}, ${pick(categories)}, CASE WHEN i % 9 = 0 THEN 'problem' ELSE 'positive' END, ${id('P', person)}, ${unit}, 1, i, ${day}, ${month} FROM ${numbers}`)
    await tx.query(`INSERT INTO submission_authors (id, matter_id, member_id, unit_id, position, reported_on)
      SELECT ${id('A', 'i')}, ${id('M', 'i')}, ${id('P', person)}, ${unit}, 1, ${day} FROM ${numbers}`)
    await tx.query(`INSERT INTO adoptions (id, submission_id, event, level, publication, adopted_on, recorded_at)
      SELECT ${id('D', 'i')}, ${id('M', 'i')}, 'adopt', ${pick(levels)}, ${pick(publications)}, ${day}, i FROM ${used}`)
    for (const [letter, kind, points, rows] of [
      ['E', 'report', 100, numbers],
      ['L', 'adoption', 300, used],
    ] as const)
      await tx.query(`INSERT INTO point_entries (id, entry_key, kind, item_id, unit_id, member_id, day, month, rule_set, rule_id, points, note, written_at)
        SELECT ${id(letter, 'i')}, ${id(letter, 'i')}, '${kind}', ${id('M', 'i')}, ${unit}, ${id('P', person)}, ${day}, ${month}, '${firstYear}-01-01', 'r', ${points}, '', i FROM ${rows}`)
  }
}

type Read = (ctx: UseCaseContext) => Promise<unknown>

const all = { from: `${firstYear}-01`, to: `${firstYear + years - 1}-12` }
const year = { from: '2026-01', to: '2026-12' }
const month = { from: '2026-10', to: '2026-10' }

const reads: readonly [string, string, Read][] = [
  ['by unit, a month, editor', editor, (ctx) => reportStatistics(ctx, { by: 'unit', ...month })],
  ['by unit, a year, editor', editor, (ctx) => reportStatistics(ctx, { by: 'unit', ...year })],
  ['by unit, ten years, editor', editor, (ctx) => reportStatistics(ctx, { by: 'unit', ...all })],
  ['by officer, a month, editor', editor, (ctx) => reportStatistics(ctx, { by: 'officer', ...month })],
  ['by officer, a year, editor', editor, (ctx) => reportStatistics(ctx, { by: 'officer', ...year })],
  ['by officer, ten years, editor', editor, (ctx) => reportStatistics(ctx, { by: 'officer', ...all })],
  ['by category, ten years, editor', editor, (ctx) => reportStatistics(ctx, { by: 'category', ...all })],
  ['by publication, ten years, editor', editor, (ctx) => reportStatistics(ctx, { by: 'publication', ...all })],
  ['by level, ten years, editor', editor, (ctx) => reportStatistics(ctx, { by: 'level', ...all })],
  ['by month, ten years, editor', editor, (ctx) => reportStatistics(ctx, { by: 'month', ...all })],
  ['by quarter, ten years, editor', editor, (ctx) => reportStatistics(ctx, { by: 'quarter', ...all })],
  ['by year, of one unit, editor', editor, (ctx) => reportStatistics(ctx, { by: 'year', ...all, unitId: seedId('U', 5) })],
  ['by month, of oneself, officer', officer, (ctx) => reportStatistics(ctx, { by: 'month', ...all, memberId: officer })],
  ['points of a unit, ten years, editor', editor, (ctx) => explainPoints(ctx, { unitId: seedId('U', 5) })],
  ['points of an item, editor', editor, (ctx) => explainPoints(ctx, { number: 100 })],
  ['tasks of everybody this month, editor', editor, (ctx) => readQuotas(ctx, { on: '2026-11-23' })],
  ['tasks of oneself, officer', officer, (ctx) => readQuotas(ctx, {})],
]

interface Measured {
  database: DatabaseKind
  items: number
  what: string
  queries: number
  ms: number
  rawMs: number
}

const benchOne = async (kind: DatabaseKind, items: number, rounds: number, say: (text: string) => void): Promise<Measured[]> => {
  const bed = await layBed(kind)
  try {
    const runner = await openDatabase(bed.config)
    const { manager } = runner.dataSource
    const seeding = performance.now()
    if (kind === 'sqlite') await manager.query('PRAGMA synchronous = OFF')
    await seedPeople(manager)
    await seedFigures(manager, items)
    await seedItems(manager, items)
    if (kind === 'sqlite') {
      await manager.query('PRAGMA synchronous = FULL')
      await manager.query('PRAGMA wal_checkpoint(TRUNCATE)')
    } else await manager.query('ANALYZE TABLE matters, submissions, submission_authors, adoptions, point_entries, figures')
    say(`${kind}: ${items} items laid down in ${Math.round((performance.now() - seeding) / 1_000)} s`)
    const clock = (): number => now
    const stage: Stage = { runner, loadOffice: createOfficeLoader(), clocks: { office: clock, machine: clock }, newId: createIds(clock) }
    const raw = await bed.raw()
    const found: Measured[] = []
    for (const [what, memberId, read] of reads) {
      const call = (): Promise<unknown> => consult(stage, { memberId }, read)
      await call()
      const { queries } = await recordQueries(runner.dataSource, call)
      await raw.run(queries)
      const [ours, theirs]: [number[], number[]] = [[], []]
      const stop = performance.now() + 10_000
      for (let round = 0; round < rounds && (round < 5 || performance.now() < stop); round += 1) {
        ours.push(await timed(call))
        theirs.push(await timed(() => raw.run(queries)))
      }
      const measured = { database: kind, items, what, queries: queries.length, ms: median(ours), rawMs: median(theirs) }
      found.push(measured)
      say(`${kind} ${items} ${what}: ${measured.ms.toFixed(2)} ms, raw ${measured.rawMs.toFixed(2)} ms, ${queries.length} queries`)
    }
    await raw.close()
    await runner.close()
    return found
  } finally {
    await bed.remove()
  }
}

export const statistics: Part = {
  name: 'statistics',
  about: 'every statistic at 10,000 (and, large, a million) items of ten years and 288 units: under 100 ms',
  run: async ({ databases, large, rounds = 30, say }) => {
    const found: Measured[] = []
    for (const kind of databases)
      for (const size of large ? [10_000, 1_000_000] : [10_000]) found.push(...(await benchOne(kind, size, rounds, say)))
    return [
      {
        title: 'Statistics of the information line',
        head: ['database', 'items', 'what', 'queries', 'ms', 'raw ms', 'of raw', 'goal'],
        rows: found.map(({ database, items, what, queries, ms, rawMs }) => [
          database,
          items,
          what,
          queries,
          ms.toFixed(2),
          rawMs.toFixed(2),
          (rawMs / ms).toFixed(2),
          judge(ms <= limitMs, `≤ ${limitMs} ms`),
        ]),
      },
    ]
  },
}
