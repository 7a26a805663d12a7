import { openDatabase } from '../database/open-database.ts'
import type { Runner } from '../database/runner.ts'
import { perform, type Stage } from '../database/stage.ts'
import { createIds } from '../rules/new-id.ts'
import { recordQueries } from '../tests/support/count-queries.ts'
import { createOfficeLoader } from '../use-cases/office/load-office.ts'
import { sendDueReminders } from '../use-cases/reminders/send-due-reminders.ts'
import { layBed } from './support/bed.ts'
import { median, timed } from './support/measure.ts'
import { judge, type DatabaseKind, type Part } from './support/part.ts'
import { seedGroups, seedId, seedMatters } from './support/seed-matters.ts'

/**
 * The reminder sweep over many open todos, one due in each of 288 groups and none due, against the raw driver with the very statements
 * it sent; interleaved in one run, medians.
 */
interface SweepFigure {
  database: DatabaseKind
  openTodos: number
  what: string
  queries: number
  ms: number
  rawMs: number
  /** Speed as a share of the raw driver's: rawMs / ms. */
  ratio: number
}

/** A Monday morning at the hour of reminders. */
const now = Date.parse('2026-11-23T09:00:00+08:00')
const dueIds = Array.from({ length: seedGroups }, (_, n) => seedId('A', n + 1))

/** One todo of every group is due again, as if nothing had been said: half of them late, half due on the day. */
const makeDue = (runner: Runner): Promise<void> =>
  runner.transaction(async (tx) => {
    const marks = dueIds.map(() => '?').join(', ')
    await tx.query('DELETE FROM outbound_messages')
    await tx.query(
      `UPDATE todos SET next_reminder_at = ?, reminder_slot = 'due_day', due_at = CASE WHEN id > ? THEN ? ELSE ? END WHERE id IN (${marks})`,
      [now, seedId('A', seedGroups / 2), now + 8 * 3_600_000, now - 64 * 3_600_000, ...dueIds],
    )
  })

/** Seeds one database with that many open todos and measures the sweep on it. */
const benchSweep = async (kind: DatabaseKind, openTodos: number, rounds: number, say: (text: string) => void): Promise<SweepFigure[]> => {
  const bed = await layBed(kind)
  try {
    const runner = await openDatabase(bed.config)
    const { manager } = runner.dataSource
    if (kind === 'sqlite') await manager.query('PRAGMA synchronous = OFF')
    await seedMatters(manager, { matters: openTodos / 2, openEvery: 1, now })
    await manager.query('UPDATE counters SET value = value + 1 WHERE name = ?', ['directory'])
    if (kind === 'sqlite') await manager.query('PRAGMA synchronous = FULL')
    else await manager.query('ANALYZE TABLE matters, todos')
    const stage: Stage = {
      runner,
      loadOffice: createOfficeLoader(),
      clocks: { office: () => now, machine: () => now },
      newId: createIds(() => now),
    }
    const tick = (): Promise<number> => perform(stage, { memberId: null }, (ctx) => sendDueReminders(ctx))
    const raw = await bed.raw()
    const figures: SweepFigure[] = []
    for (const [what, prepare] of [
      [`${seedGroups} due`, () => makeDue(runner)],
      ['none due', async () => undefined],
    ] as const) {
      await prepare()
      const { queries, result } = await recordQueries(runner.dataSource, tick)
      const [ours, theirs]: [number[], number[]] = [[], []]
      for (let round = 0; round < rounds; round += 1) {
        await prepare()
        ours.push(await timed(tick))
        await prepare()
        theirs.push(await timed(() => raw.commit(queries)))
      }
      const [ms, rawMs] = [median(ours), median(theirs)]
      figures.push({ database: kind, openTodos, what, queries: queries.length, ms, rawMs, ratio: rawMs / ms })
      say(
        `${kind} ${openTodos} open todos, ${what} (${result} taken): ${ms.toFixed(2)} ms, raw ${rawMs.toFixed(2)} ms, ${queries.length} queries`,
      )
    }
    await raw.close()
    await runner.close()
    return figures
  } finally {
    await bed.remove()
  }
}

/** Promised for a million open todos. */
const goalMs: Record<DatabaseKind, { due: number; none: number }> = { sqlite: { due: 50, none: 1 }, mariadb: { due: 250, none: 2 } }

const rowOf = (each: SweepFigure): (string | number)[] => {
  const goal = goalMs[each.database][each.what === 'none due' ? 'none' : 'due']
  return [
    each.database,
    each.openTodos,
    each.what,
    each.queries,
    each.ms.toFixed(2),
    each.rawMs.toFixed(2),
    each.ratio.toFixed(2),
    judge(each.ms <= goal, `≤ ${goal} ms`),
  ]
}

export const sweep: Part = {
  name: 'sweep',
  about: 'the reminder sweep over 100,000 (and, large, a million) open todos',
  run: async ({ databases, large, rounds = 30, say }) => {
    const figures: SweepFigure[] = []
    for (const kind of databases)
      for (const size of large ? [100_000, 1_000_000] : [100_000]) figures.push(...(await benchSweep(kind, size, rounds, say)))
    return [
      {
        title: 'Reminder sweep',
        head: ['database', 'open todos', 'sweep', 'queries', 'ms', 'raw ms', 'of raw', 'goal'],
        rows: figures.map(rowOf),
      },
    ]
  },
}
