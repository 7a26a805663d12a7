import type { EntityManager } from 'typeorm'
import { createCalendar } from '../../rules/calendar/index.ts'
import { DAY_MS, HOUR_MS } from '../../rules/instant.ts'
import { defaultSettings } from '../../rules/office-settings.ts'
import { batch, dutyLeader, dutyRosters, root, type DutyPlan } from './duty-office.ts'
import type { Phrases } from './duty-phrases.ts'

const slotsADay = 14

/** Ten rosters with hourly slots, half as many as there are matters, up to a week ahead. */
export const seedRosters = async (
  tx: EntityManager,
  { id, day, div, numbers }: Phrases,
  { matters, now, say }: DutyPlan,
): Promise<void> => {
  const calendar = createCalendar(defaultSettings())
  const days = Math.ceil(matters / 2 / dutyRosters / slotsADay)
  const start = calendar.at(calendar.addDays(calendar.dayOf(now), 8 - days), '08:30')
  await tx.query(`INSERT INTO matters (id, number, kind, title, body, state, urgency, level, unit_id, issuer_id, created_at, version)
    SELECT ${id('M', `${matters} + i`)}, ${matters} + i, 'watch', '舆情监测', '舆情监测', 'open', 'normal', 0, '${root}', '${dutyLeader}', ${start}, 1
    FROM ${numbers(1, dutyRosters)}`)
  await tx.query(`INSERT INTO watches (matter_id, form, duty_unit_id, times, remind_minutes)
    SELECT ${id('M', `${matters} + i`)}, 'opinion', '${root}', '{"from":"08:30","to":"22:30","everyMinutes":60}', 15 FROM ${numbers(1, dutyRosters)}`)
  const slot = div('i - 1', dutyRosters)
  const at = `(${start} + ${div(slot, slotsADay)} * ${DAY_MS} + (${slot}) % ${slotsADay} * ${HOUR_MS})`
  const isOver = `${at} + ${HOUR_MS} <= ${now}`
  const member = id('P', `(i * 11 + ${slot}) % 300 + 1`)
  for (let first = 1; first <= days * slotsADay * dutyRosters; first += batch)
    await tx.query(`INSERT INTO watch_slots (id, matter_id, day, from_at, to_at, member_id, state, alarm_at, closed_at, closed_by_id)
      SELECT ${id('Z', 'i')}, ${id('M', `${matters} + (i - 1) % ${dutyRosters} + 1`)}, ${day(at)}, ${at}, ${at} + ${HOUR_MS}, ${member},
        CASE WHEN ${isOver} THEN CASE WHEN i % 50 = 0 THEN 'missed' ELSE 'quiet' END WHEN ${at} <= ${now} THEN 'open' ELSE 'planned' END,
        CASE WHEN ${isOver} THEN NULL WHEN ${at} <= ${now} THEN ${at} + ${HOUR_MS} ELSE ${at} END,
        CASE WHEN ${isOver} THEN ${at} END, CASE WHEN ${isOver} THEN ${member} END
      FROM ${numbers(first, Math.min(first + batch - 1, days * slotsADay * dutyRosters))}`)
  await tx.query(`INSERT INTO matter_parties (id, matter_id, party, member_id, role)
    SELECT ${id('R', 'i')}, ${id('M', `${matters} + (i - 1) % ${dutyRosters} + 1`)}, CONCAT('m:', ${id('P', 'i')}), ${id('P', 'i')}, 'responsible'
    FROM ${numbers(1, 300)}`)
  say(`${days * slotsADay * dutyRosters} slots of watches`)
}
