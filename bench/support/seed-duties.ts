import type { EntityManager } from 'typeorm'
import { HOUR_MS } from '../../rules/instant.ts'
import { batch, director, dutyRosters, dutySupervisor, seats, seedPeople, wideNumber, type DutyPlan } from './duty-office.ts'
import { phrases, type Phrases } from './duty-phrases.ts'
import { seedRosters } from './duty-rosters.ts'
import { seedBeside, seedEvents } from './duty-rows.ts'
import { seedId } from './seed-matters.ts'

interface Parties {
  when: string
  count: number
  /** `member_id` or `unit_id`, and whose. */
  column: 'member_id' | 'unit_id'
  owner: string
  duty: string
}

/** Who has to do with what, each with one todo, open while the matter is; of what is open every third has been answered. */
const seedParties = async (tx: EntityManager, { id, state, due, created, times }: Phrases, source: string, letter: string, of: Parties) => {
  const { when, count, column, owner, duty } = of
  const rows = `(SELECT i, k, ${owner} AS owner, ${state} AS state, ${due} AS due, ${created} AS at FROM ${source} CROSS JOIN ${times(count)} WHERE ${when}) AS r`
  const own = id(letter, 'i * 20000 + k')
  const party = `CONCAT('${column === 'unit_id' ? 'u' : 'm'}:', owner)`
  await tx.query(`INSERT INTO matter_parties (id, matter_id, party, ${column}, role)
    SELECT ${own}, ${id('M', 'i')}, ${party}, owner, 'responsible' FROM ${rows}`)
  const isOpen = "state IN ('open', 'paused', 'submitted') AND k % 3 <> 2"
  const answered = `CASE WHEN ${isOpen} OR (state <> 'open' AND k % 7 = 3) THEN NULL ELSE at + ${HOUR_MS} END`
  await tx.query(`INSERT INTO todos (id, matter_id, duty, party, ${column}, open_key, opened_at, due_at, acknowledged_at, closed_at, outcome, level)
    SELECT ${own}, ${id('M', 'i')}, '${duty}', ${party}, owner, CASE WHEN ${isOpen} THEN CONCAT(${id('M', 'i')}, '|', ${party}, '|${duty}') END, at, due,
      ${answered}, CASE WHEN ${isOpen} THEN NULL WHEN k % 7 = 3 AND state <> 'open' THEN due ELSE at + ${HOUR_MS} END,
      CASE WHEN ${isOpen} THEN NULL WHEN k % 7 = 3 AND state <> 'open' THEN 'end' ELSE 'acknowledge' END, 0 FROM ${rows}`)
}

const partiesOf = ({ isOf, wide, askedUnit, id, div, people }: Phrases): Record<string, Parties> => ({
  A: { when: `${isOf.notice} AND i % 2 = 0 AND NOT ${wide}`, count: 3, column: 'unit_id', owner: askedUnit('k'), duty: 'acknowledge' },
  B: { when: isOf.procedure, count: 1, column: 'unit_id', owner: askedUnit('k'), duty: 'decide' },
  C: { when: isOf.meeting, count: 4, column: 'unit_id', owner: askedUnit('k'), duty: 'decide' },
  D: { when: isOf.absence, count: 1, column: 'member_id', owner: `'${director}'`, duty: 'decide' },
  E: { when: `${isOf.disclosure} OR ${isOf.urgent}`, count: 1, column: 'unit_id', owner: askedUnit('k'), duty: 'submit' },
  F: { when: isOf.suggestion, count: 1, column: 'member_id', owner: `'${dutySupervisor}'`, duty: 'handle' },
  H: {
    when: `${isOf.procedure} AND ${div('i', 3)} % 2 = 0`,
    count: 1,
    column: 'member_id',
    owner: id('P', `(i * 13) % ${people} + 1`),
    duty: 'decide',
  },
})

/** Notices to everybody in every group. */
const seedWide = async (tx: EntityManager, words: Phrases, { matters }: DutyPlan): Promise<void> => {
  const { id, state, due, created, numbers, people, units, wideCount } = words
  const everybody = numbers(1, people)
  for (let j = 0; j < wideCount; j += 1) {
    const number = wideNumber(matters, j)
    const [row] = await tx.query<{ state: string; due: number; at: number }[]>(
      `SELECT ${state} AS state, ${due} AS due, ${created} AS at FROM (SELECT ${number} AS i) AS it`,
    )
    const isOpen = row?.state === 'open'
    const [matter, at] = [seedId('M', number), Number(row?.at)]
    const party = `CONCAT('m:', ${id('P', 'i')})`
    await tx.query(`INSERT INTO matter_parties (id, matter_id, party, member_id, role)
      SELECT ${id('A', `${number * 20_000} + i`)}, '${matter}', ${party}, ${id('P', 'i')}, 'responsible' FROM ${everybody}`)
    await tx.query(`INSERT INTO todos (id, matter_id, duty, party, member_id, open_key, opened_at, due_at, acknowledged_at, acknowledged_by_id, closed_at, outcome, level, group_id)
      SELECT ${id('A', `${number * 20_000} + i`)}, '${matter}', 'acknowledge', ${party}, ${id('P', 'i')},
        CASE WHEN ${isOpen ? 'i % 3 = 0' : '1 = 0'} THEN CONCAT('${matter}|', ${party}, '|acknowledge') END, ${at}, ${Number(row?.due)},
        CASE WHEN i % 3 > 0 THEN ${at} + i * 1000 END, CASE WHEN i % 3 > 0 THEN ${id('P', 'i')} END,
        CASE WHEN i % 3 > 0 THEN ${at} + i * 1000 ${isOpen ? '' : `ELSE ${Number(row?.due)}`} END,
        CASE WHEN i % 3 > 0 THEN 'acknowledge' ${isOpen ? '' : "ELSE 'end'"} END, 0, ${id('W', words.div('i - 1', seats))} FROM ${everybody}`)
    await tx.query(`INSERT INTO notice_groups (id, matter_id, group_id, posted_at)
      SELECT ${id('N', `${number * 1000} + i`)}, '${matter}', ${id('W', 'i - 1')}, ${at} FROM ${numbers(1, units)}`)
  }
}

/** Fills an empty migrated database; says how far it is. */
export const seedDuties = async (tx: EntityManager, plan: DutyPlan): Promise<void> => {
  const { matters, say } = plan
  const words = phrases(tx, plan)
  const begun = performance.now()
  await seedPeople(tx, plan)
  for (let first = 1; first <= matters; first += batch) {
    const last = Math.min(matters, first + batch - 1)
    const source = words.numbers(first, last)
    const { id, kind, state, due, created, issuer, isOf } = words
    await tx.query(`INSERT INTO matters (id, number, kind, title, body, state, urgency, due_at, level, group_id, unit_id, issuer_id, created_at, closed_at, version)
      SELECT ${id('M', 'i')}, i, ${kind}, CONCAT('第', i, '号事项'), '请按要求办理', ${state}, 'normal',
        CASE WHEN ${isOf.disclosure} OR ${isOf.absence} THEN NULL ELSE ${due} END, 0,
        CASE WHEN ${isOf.notice} OR ${isOf.meeting} THEN ${id('W', `i % ${words.units}`)} END, ${words.askedUnit(1)}, ${issuer}, ${created},
        CASE WHEN ${state} IN ('closed', 'cancelled') THEN ${due} END, 1 FROM ${source}`)
    for (const [letter, each] of Object.entries(partiesOf(words))) await seedParties(tx, words, source, letter, each)
    await seedBeside(tx, words, source, plan)
    await seedEvents(tx, words, source)
    if (last < matters) say(`${last} of ${matters} matters, ${Math.round((performance.now() - begun) / 1_000)} s`)
  }
  await seedWide(tx, words, plan)
  await seedRosters(tx, words, plan)
  await tx.query(`UPDATE counters SET value = ${matters + dutyRosters} WHERE name = 'matter'`)
  say(`laid down in ${Math.round((performance.now() - begun) / 1_000)} s`)
}
