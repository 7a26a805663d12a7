import type { EntityManager } from 'typeorm'
import { DAY_MS, HOUR_MS } from '../../rules/instant.ts'
import { dutySupervisor, type DutyPlan } from './duty-office.ts'
import type { Phrases } from './duty-phrases.ts'

const stepDefinition =
  '{"key":"handle","name":"承办","content":"提出办理意见","party":{"by":"chosen_unit"},"limit":{"workingDays":4},"answer":"handle","parallel":false,"refusal":"end"}'
const definition = '{"code":"approval","name":"审批","kind":"procedure","form":"promised","note":"","limit":null,"pauses":{},"steps":[]}'

/** What stands beside the matters of one batch of numbers. */
export const seedBeside = async (tx: EntityManager, words: Phrases, source: string, { now }: DutyPlan): Promise<void> => {
  const { units, people, id, day, div, isOf, wide, state, due, created, askedUnit, issuer, times } = words
  const matter = id('M', 'i')
  const isOver = `${state} IN ('closed', 'cancelled')`
  await tx.query(`INSERT INTO notices (matter_id, form, document_number, needs_receipt, issuer_id, fingerprint, same_key, posted_at, summarised_at, asked, signed)
    SELECT ${matter}, CASE WHEN i % 10 = 0 THEN 'document' ELSE 'notice' END,
      CASE WHEN i % 10 = 0 THEN CONCAT('临政办发〔', SUBSTR(${day(created)}, 1, 4), '〕', i, '号') END,
      CASE WHEN i % 2 = 0 THEN 1 ELSE 0 END, ${issuer}, CONCAT('f', i), CONCAT('k', i), ${created},
      CASE WHEN ${isOver} OR ${due} <= ${now} THEN ${due} END,
      CASE WHEN ${state} = 'closed' AND i % 2 = 0 THEN CASE WHEN ${wide} THEN ${people} ELSE 3 END END,
      CASE WHEN ${state} = 'closed' AND i % 2 = 0 THEN CASE WHEN ${wide} THEN ${people - Math.floor(people / 3)} ELSE 3 END END
      FROM ${source} WHERE ${isOf.notice}`)
  await tx.query(`INSERT INTO notice_groups (id, matter_id, group_id, posted_at)
    SELECT ${id('N', 'i * 1000')}, ${matter}, ${id('W', `i % ${units}`)}, ${created} FROM ${source} WHERE ${isOf.notice} AND NOT ${wide}`)
  await tx.query(`INSERT INTO procedures (matter_id, code, version, definition, due_at, alarm_at, outcome)
    SELECT ${matter}, CASE WHEN ${div('i', 7)} % 3 = 0 THEN 'disclosure_request' ELSE 'approval' END, 0, '${definition}', ${due},
      CASE WHEN ${state} = 'open' AND ${due} > ${now} THEN ${due} END, CASE WHEN ${isOver} THEN 'completed' END FROM ${source} WHERE ${isOf.procedure}`)
  const stepDue = `(${created} + (k + 1) * ${3 * DAY_MS})`
  await tx.query(`INSERT INTO procedure_steps (id, matter_id, position, stage, definition, state, parties, started_at, due_at, alarm_at)
    SELECT ${id('Q', 'i * 10 + k')}, ${matter}, k, k, '${stepDefinition}',
      CASE WHEN ${isOver} OR k = 0 THEN 'done' WHEN k = 1 THEN 'running' ELSE 'waiting' END, CONCAT('["u:', ${askedUnit(0)}, '"]'), ${created}, ${stepDue},
      CASE WHEN ${state} = 'open' AND k = 1 AND ${stepDue} > ${now} THEN ${stepDue} END
      FROM ${source} CROSS JOIN ${times(4)} WHERE ${isOf.procedure}`)
  await tx.query(`INSERT INTO procedure_overruns (id, matter_id, kind, step_id, name, parties, due_at, same_key, settled_at, late_ms)
    SELECT ${id('O', 'i')}, ${matter}, 'procedure', ${id('Q', 'i * 10 + 1')}, '承办', CONCAT('["u:', ${askedUnit(0)}, '"]'), ${created} + ${6 * DAY_MS},
      CONCAT('o', i), CASE WHEN ${state} = 'closed' THEN ${created} + ${8 * DAY_MS} END, CASE WHEN ${state} = 'closed' THEN ${DAY_MS} END
      FROM ${source} WHERE ${isOf.procedure} AND (i % 6 = 0 OR NOT ${isOver}) AND ${created} + ${6 * DAY_MS} < ${now}`)
  await tx.query(`INSERT INTO absences (matter_id, member_id, from_day, to_day, place, reported_late, ends_at)
    SELECT ${matter}, ${issuer}, ${day(`${created} + ${3 * DAY_MS}`)}, ${day(`${created} + ${8 * DAY_MS}`)}, '省城', 0,
      CASE WHEN ${isOver} THEN NULL ELSE ${created} + ${10 * DAY_MS} END FROM ${source} WHERE ${isOf.absence}`)
  await tx.query(`INSERT INTO disclosure_items (matter_id, name, index_number, summary, mode, unit_id, dated_on, renews_every_months, renews_on, renews_at, shown)
    SELECT ${matter}, CONCAT('公开事项', i), CONCAT('A-', i), '内容概述', CASE WHEN i % 3 = 0 THEN 'regular' ELSE 'long' END, ${askedUnit(0)}, ${day(created)},
      CASE WHEN i % 3 = 0 THEN 6 END, CASE WHEN i % 3 = 0 THEN ${day(`${now} + (i % 180 + 5) * ${DAY_MS}`)} END,
      CASE WHEN i % 3 = 0 AND ${state} = 'open' THEN ${now} + (i % 180 + 1) * ${DAY_MS} END, CASE WHEN ${state} = 'open' THEN 1 ELSE 0 END
      FROM ${source} WHERE ${isOf.disclosure}`)
  await tx.query(`INSERT INTO urgent_reports (matter_id, severity, event_at, event_stated, received_at, written_due_at, signed_at, follow_ups, missing)
    SELECT ${matter}, 'general', ${created}, 1, ${created}, ${due}, ${due} - ${HOUR_MS}, 2, '[]' FROM ${source} WHERE ${isOf.urgent}`)
}

/** Their timelines. */
export const seedEvents = async (tx: EntityManager, words: Phrases, source: string): Promise<void> => {
  const { id, isOf, state, created, issuer, askedUnit, times } = words
  const [matter, columns] = [id('M', 'i'), '(id, matter_id, at, actor_id, action, text, data)']
  await tx.query(
    `INSERT INTO matter_events ${columns} SELECT ${id('E', 'i * 10')}, ${matter}, ${created}, ${issuer}, 'create', '请按要求办理', NULL FROM ${source}`,
  )
  await tx.query(`INSERT INTO matter_events ${columns}
    SELECT ${id('E', 'i * 10 + k + 1')}, ${matter}, ${created} + k + 1, ${issuer}, CASE WHEN k = 2 THEN 'take_leave' ELSE 'attend' END, '',
      CONCAT('{"party":"u:', ${askedUnit('k')}, '"}') FROM ${source} CROSS JOIN ${times(3)} WHERE ${isOf.meeting}`)
  await tx.query(`INSERT INTO matter_events ${columns}
    SELECT ${id('E', 'i * 10 + k + 1')}, ${matter}, ${created} + k + 1, ${issuer}, 'follow_up', '火势已控制', CONCAT('{"followUp":', k + 1, '}')
      FROM ${source} CROSS JOIN ${times(2)} WHERE ${isOf.urgent}`)
  await tx.query(`INSERT INTO matter_events ${columns}
    SELECT ${id('E', 'i * 10 + 1')}, ${matter}, ${created} + ${DAY_MS}, '${dutySupervisor}', 'complete', '已采纳', NULL
      FROM ${source} WHERE ${isOf.suggestion} AND ${state} = 'closed'`)
}
