import type { EntityManager } from 'typeorm'
import { DAY_MS, HOUR_MS } from '../../rules/instant.ts'
import { dutyClerk, dutyLeader, dutyUnits, from, seats, wideNotices, wideNumber, years, type DutyPlan } from './duty-office.ts'

/** The words in which the two databases differ, and what follows from a matter's number. */
export const phrases = (tx: EntityManager, { matters, now, units = dutyUnits, wide: wideCount = wideNotices }: DutyPlan) => {
  const isSqlite = tx.dataSource.options.type === 'better-sqlite3'
  const step = Math.floor((years * 365 * DAY_MS) / 1_000_000)
  const start = now - step * matters
  const div = (a: string, b: number): string => (isSqlite ? `((${a}) / ${b})` : `((${a}) DIV ${b})`)
  const padded = (number: string): string => (isSqlite ? `printf('%025d', ${number})` : `LPAD(${number}, 25, '0')`)
  const id = (letter: string, number: string): string => `CONCAT('${letter}', ${padded(number)})`
  const created = `(${start} + ${step} * i)`
  const day = (ms: string): string =>
    isSqlite
      ? `strftime('%Y-%m-%d', ${div(ms, 1_000)} + 28800, 'unixepoch')`
      : `DATE_FORMAT(DATE_ADD('1970-01-01', INTERVAL (${div(ms, 1_000)} + 28800) SECOND), '%Y-%m-%d')`
  const recent = (days: number): string => `${created} > ${now - days * DAY_MS}`
  const wide = `i IN (${from(wideCount, (j) => wideNumber(matters, j)).join(', ')})`
  // Two in a hundred are neglected: whole blocks of a hundred numbers, so that every kind has some.
  const neglected = `${div('i', 100)} % 50 = 0`
  // Any hundred numbers in a row hold every kind, well mixed.
  const one = '(i * 37) % 100'
  const isOf = {
    notice: `${one} < 40`,
    procedure: `${one} BETWEEN 40 AND 64`,
    meeting: `${one} BETWEEN 65 AND 76`,
    absence: `${one} BETWEEN 77 AND 83`,
    disclosure: `${one} BETWEEN 84 AND 89`,
    urgent: `${one} BETWEEN 90 AND 94`,
    suggestion: `${one} >= 95`,
  }
  const kind = `CASE ${Object.entries(isOf)
    .map(([name, when]) => `WHEN ${when} THEN '${name}'`)
    .join(' ')} END`
  const over = "CASE WHEN i % 37 = 0 THEN 'cancelled' ELSE 'closed' END"
  const state = `CASE
    WHEN ${isOf.notice} THEN CASE WHEN ${wide} THEN CASE WHEN ${div('i', 400)} % 2 = 0 THEN 'open' ELSE 'closed' END
      WHEN i % 2 = 0 AND ${recent(9)} THEN 'open' ELSE ${over} END
    WHEN ${isOf.procedure} THEN CASE WHEN ${neglected} OR ${recent(15)} THEN CASE WHEN i % 5 = 0 THEN 'paused' ELSE 'open' END ELSE ${over} END
    WHEN ${isOf.meeting} THEN CASE WHEN ${recent(7)} THEN 'open' ELSE ${over} END
    WHEN ${isOf.absence} THEN CASE WHEN ${recent(9)} THEN CASE WHEN i % 4 = 0 THEN 'open' ELSE 'signed' END ELSE ${over} END
    WHEN ${isOf.disclosure} THEN CASE WHEN ${recent(3)} THEN 'submitted' WHEN i % 7 = 0 THEN 'closed' ELSE 'open' END
    WHEN ${isOf.urgent} THEN CASE WHEN ${recent(2)} THEN 'open' ELSE ${over} END
    ELSE CASE WHEN ${neglected} OR ${recent(15)} THEN 'open' ELSE 'closed' END END`
  const due = `(${created} + CASE WHEN ${isOf.notice} THEN ${2 * DAY_MS} WHEN ${isOf.meeting} THEN ${7 * DAY_MS}
    WHEN ${isOf.urgent} THEN ${3 * HOUR_MS} ELSE ${15 * DAY_MS} END)`
  const issuer = `CASE WHEN ${wide} THEN '${dutyClerk}' WHEN ${isOf.absence} THEN ${id('P', `(i * 31) % ${units} + 1`)}
    WHEN i % 20 = 1 THEN '${dutyLeader}' ELSE ${id('P', `(i * 17) % ${2 * units} + 1`)} END`
  const askedUnit = (k: string | number): string => id('U', `(i * 7 + ${k} * 61) % ${units} + 1`)
  const numbers = (first: number, last: number): string =>
    isSqlite
      ? `(WITH RECURSIVE counting(i) AS (SELECT ${first} UNION ALL SELECT i + 1 FROM counting WHERE i < ${last}) SELECT i FROM counting) AS numbers`
      : `(SELECT seq AS i FROM seq_${first}_to_${last}) AS numbers`
  const times = (count: number): string => `(${from(count, (k) => `SELECT ${k} AS k`).join(' UNION ALL ')}) AS times`
  return { units, wideCount, people: units * seats, div, id, created, day, isOf, wide, kind, state, due, issuer, askedUnit, numbers, times }
}

export type Phrases = ReturnType<typeof phrases>
