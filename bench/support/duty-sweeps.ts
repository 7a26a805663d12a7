import { perform, type Stage } from '../../database/stage.ts'
import { endAbsences } from '../../jobs/end-absences.ts'
import { holdMeetings } from '../../jobs/hold-meetings.ts'
import type { SweepJob } from '../../jobs/job.ts'
import { noteOverruns } from '../../jobs/note-overruns.ts'
import { renewDisclosures } from '../../jobs/renew-disclosures.ts'
import { summariseNotices } from '../../jobs/summarise-notices.ts'
import { turnWatches } from '../../jobs/turn-watches.ts'
import { HOUR_MS } from '../../rules/instant.ts'
import { reviewGroups } from '../../use-cases/groups/review-groups.ts'
import type { DatabaseKind } from './part.ts'
import { dutyRosters, dutyUnits, wideNumber } from './duty-office.ts'
import { seedId } from './seed-matters.ts'

/** A tick of one job. */
export interface DutySweep {
  what: string
  limitMs: number
  run: () => Promise<unknown>
  /** Brings its rows back to where they are due. */
  before?: () => Promise<void>
}

interface Bench {
  matters: number
  now: number
  kind: DatabaseKind
}

/** Promised of a tick with few rows due, and of one with none. */
const goalMs: Record<DatabaseKind, { due: number; none: number }> = { sqlite: { due: 50, none: 1 }, mariadb: { due: 250, none: 2 } }

type Ask = (query: string, parameters?: unknown[]) => Promise<unknown>

const idsOf = async (ask: Ask, query: string): Promise<string[]> => ((await ask(query)) as { id: string }[]).map(({ id }) => id)

const marks = (ids: readonly string[]): string => ids.map(() => '?').join(', ')

/** As if the clock had not been there yet: the matters in that state, their todos open. */
const reopen = async (ask: Ask, ids: readonly string[], set: string): Promise<void> => {
  await ask('DELETE FROM outbound_messages')
  await ask(`UPDATE matters SET closed_at = NULL, ${set} WHERE id IN (${marks(ids)})`, [...ids])
  await ask(
    `UPDATE todos SET closed_at = NULL, outcome = NULL, open_key = CONCAT(matter_id, '|', party, '|', duty) WHERE matter_id IN (${marks(ids)})`,
    [...ids],
  )
}

/** What makes few rows of a job due: asked once which, then put back before every tick. */
interface Due {
  job: SweepJob
  what: string
  pick: (ask: Ask) => Promise<string[]>
  put: (ask: Ask, ids: string[]) => Promise<void>
}

const duesOf = ({ matters, now }: Bench): Due[] => [
  {
    job: turnWatches,
    what: `${dutyRosters} slots open`,
    pick: async () => Array.from({ length: dutyRosters }, (_, n) => seedId('M', matters + n + 1)),
    put: async (ask, ids) => {
      await ask(`UPDATE watch_slots SET state = 'planned', alarm_at = ? WHERE matter_id IN (${marks(ids)}) AND from_at = ?`, [
        now,
        ...ids,
        now,
      ])
    },
  },
  {
    job: noteOverruns,
    what: '20 steps over their limit',
    pick: (ask) => idsOf(ask, 'SELECT id FROM procedure_steps WHERE alarm_at IS NOT NULL ORDER BY alarm_at, id LIMIT 20'),
    put: async (ask, ids) => {
      await ask(`DELETE FROM procedure_overruns WHERE due_at = ? AND step_id IN (${marks(ids)})`, [now - 1, ...ids])
      await ask(`UPDATE procedure_steps SET alarm_at = ?, due_at = ? WHERE id IN (${marks(ids)})`, [now - 1, now - 1, ...ids])
    },
  },
  {
    job: endAbsences,
    what: '10 absences end',
    pick: (ask) => idsOf(ask, 'SELECT matter_id AS id FROM absences WHERE ends_at IS NOT NULL ORDER BY ends_at, matter_id LIMIT 10'),
    put: async (ask, ids) => {
      await reopen(ask, ids, "state = 'signed'")
      await ask(`UPDATE absences SET ends_at = ? WHERE matter_id IN (${marks(ids)})`, [now, ...ids])
    },
  },
  {
    job: renewDisclosures,
    what: '10 items to renew',
    pick: (ask) =>
      idsOf(ask, 'SELECT matter_id AS id FROM disclosure_items WHERE renews_at IS NOT NULL ORDER BY renews_at, matter_id LIMIT 10'),
    put: async (ask, ids) => {
      await ask(`UPDATE todos SET open_key = NULL, closed_at = ? WHERE matter_id IN (${marks(ids)})`, [now, ...ids])
      await ask(`UPDATE disclosure_items SET renews_at = ? WHERE matter_id IN (${marks(ids)})`, [now, ...ids])
    },
  },
  {
    job: holdMeetings,
    what: '5 meetings begin',
    pick: (ask) => idsOf(ask, "SELECT id FROM matters WHERE kind = 'meeting' AND state = 'open' ORDER BY id LIMIT 5"),
    put: (ask, ids) => reopen(ask, ids, `state = 'open', due_at = ${now}`),
  },
  {
    job: summariseNotices,
    what: '3 notices at their limit',
    pick: (ask) =>
      idsOf(ask, "SELECT id FROM matters WHERE kind = 'notice' AND state = 'open' AND group_id IS NOT NULL ORDER BY id DESC LIMIT 3"),
    put: async (ask, ids) => {
      await reopen(ask, ids, `state = 'open', due_at = ${now - HOUR_MS}`)
      await ask(`UPDATE notices SET summarised_at = NULL WHERE matter_id IN (${marks(ids)})`, [...ids])
    },
  },
  {
    job: summariseNotices,
    what: `a notice to everybody at its limit: ${dutyUnits} lines`,
    pick: async (ask) => {
      const all = Array.from({ length: 2 }, (_, j) => seedId('M', wideNumber(matters, j)))
      return idsOf(ask, `SELECT id FROM matters WHERE state = 'open' AND id IN (${all.map((id) => `'${id}'`).join(', ')})`)
    },
    put: async (ask, ids) => {
      await ask('DELETE FROM outbound_messages')
      await ask(`UPDATE matters SET due_at = ? WHERE id IN (${marks(ids)})`, [now - HOUR_MS, ...ids])
      await ask(`UPDATE notices SET summarised_at = NULL WHERE matter_id IN (${marks(ids)})`, [...ids])
    },
  },
]

/** A tick of every job of these kinds with nothing due, then with a few rows due; and the look through the groups. */
export const dutySweeps = (stage: Stage, bench: Bench): DutySweep[] => {
  const { due, none } = goalMs[bench.kind]
  const ask: Ask = (query, parameters = []) => stage.runner.transaction((tx) => tx.query(query, parameters))
  const dues = duesOf(bench)
  const jobs = [...new Set(dues.map(({ job }) => job))]
  return [
    ...jobs.map((job): DutySweep => ({ what: `${job.name}, nothing due`, limitMs: none, run: () => job.run(stage) })),
    ...dues.map(({ job, what, pick, put }): DutySweep => {
      let picked: Promise<string[]> | undefined
      return {
        what: `${job.name}, ${what}`,
        limitMs: due,
        run: () => job.run(stage),
        before: async () => put(ask, await (picked ??= pick(ask))),
      }
    }),
    {
      what: `review-groups, the daily look through ${dutyUnits} groups`,
      limitMs: 250,
      run: () => perform(stage, { memberId: null }, reviewGroups),
    },
  ]
}
