import type { EntityManager } from 'typeorm'
import { GroupMember, Member, RoleGrant, Unit, WorkGroup } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { DAY_MS } from '../../rules/instant.ts'
import { searchableWords, textTerms } from '../../rules/text-terms.ts'

/**
 * A large office, made inside the database so that a million matters take minutes and not hours: ten years of work of 1,000 people
 * in 25 units and 288 groups. One matter in fifty is open or waiting; every matter has a person and a unit as parties.
 * Everything follows from a row's number, so two runs and two databases hold the same.
 */
export interface SeedPlan {
  matters: number
  /** Share of matters that are open, 1 in `openEvery`. */
  openEvery?: number
  now: number
}

export const seedMembers = 1_000
export const seedUnits = 25
export const seedGroups = 288
const wordings = 200
const years = 10

/** 26 characters that sort by number, as a ULID does by time. */
export const seedId = (letter: string, n: number): string => `${letter}${String(n).padStart(25, '0')}`

const things = ['消防隐患', '燃气安全', '电梯维保', '防汛排涝', '森林防火', '食品抽检', '工地扬尘', '道路照明', '学校周边', '老旧小区']
const doings = ['排查整治', '专项检查', '情况报送', '台账更新', '整改验收', '调研报告', '会议筹备', '数据核对', '信访答复', '预算编制']

const seedOffice = async (tx: EntityManager, now: number): Promise<void> => {
  const units = Array.from({ length: seedUnits }, (_, n): Unit => ({
    id: seedId('U', n),
    code: `D${n}`,
    name: n === 0 ? '市政府办' : `第${n}局`,
    aliases: [],
    parentId: n === 0 ? null : seedId('U', 0),
    unitClass: null,
    directReporting: false,
    closedAt: null,
  }))
  const members = Array.from({ length: seedMembers }, (_, n): Member => ({
    id: seedId('P', n),
    unitId: seedId('U', n % seedUnits),
    name: `人员${n}`,
    staffNo: `S${n}`,
    post: null,
    mobileEncrypted: null,
    mobileMasked: null,
    officer: n >= seedUnits && n < 2 * seedUnits ? 'full_time' : null,
    endsOn: null,
    leftAt: null,
    snoozedUntil: null,
  }))
  // Member 0 leads the office; members 1 to 24 head their units.
  const grants = Array.from({ length: seedUnits }, (_, n): RoleGrant => ({
    id: seedId('G', n),
    memberId: seedId('P', n),
    role: n === 0 ? 'leader' : 'unit_head',
    unitId: seedId('U', n),
    endsOn: null,
    grantedAt: now,
    grantedById: null,
  }))
  const groups = Array.from({ length: seedGroups }, (_, n): WorkGroup => ({
    id: seedId('W', n),
    name: `第${n}工作群`,
    purpose: '工作联络',
    ownerUnitId: seedId('U', n % seedUnits),
    ownerId: seedId('P', n),
    openedAt: now - years * 365 * DAY_MS,
    closesOn: null,
    registeredAt: now - years * 365 * DAY_MS,
    closedAt: null,
    hintedOn: null,
  }))
  const seats = groups.flatMap((group, g) =>
    Array.from({ length: 31 }, (_, s): GroupMember => ({
      id: seedId('S', g * 31 + s),
      groupId: group.id,
      memberId: seedId('P', (g * 31 + s) % seedMembers),
      nickname: '',
      leftAt: null,
    })),
  )
  await insertRows(tx, Unit, units)
  await insertRows(tx, Member, members)
  await insertRows(tx, RoleGrant, grants)
  await insertRows(tx, WorkGroup, groups)
  await insertRows(tx, GroupMember, seats)
}

const seedWordings = async (tx: EntityManager): Promise<void> => {
  await tx.query('CREATE TABLE seed_wordings (n INTEGER PRIMARY KEY, title VARCHAR(80) NOT NULL, words TEXT NOT NULL)')
  await tx.query('CREATE TABLE seed_terms (n INTEGER NOT NULL, term VARCHAR(8) NOT NULL, PRIMARY KEY (n, term))')
  for (let n = 0; n < wordings; n += 1) {
    const title = `${n}号片区${things[n % things.length]}${doings[Math.trunc(n / things.length) % doings.length]}`
    const text = `${title}\n请按要求办理`
    await tx.query('INSERT INTO seed_wordings (n, title, words) VALUES (?, ?, ?)', [n, title, searchableWords(text)])
    for (const term of textTerms(text)) await tx.query('INSERT INTO seed_terms (n, term) VALUES (?, ?)', [n, term])
  }
}

/** Fills an empty migrated database. */
export const seedMatters = async (tx: EntityManager, plan: SeedPlan): Promise<void> => {
  const isSqlite = tx.dataSource.options.type === 'better-sqlite3'
  const { matters, now, openEvery = 50 } = plan
  const id = (letter: string, n: string): string =>
    isSqlite ? `('${letter}' || printf('%025d', ${n}))` : `CONCAT('${letter}', LPAD(${n}, 25, '0'))`
  const step = Math.max(1, Math.floor((years * 365 * DAY_MS) / matters))
  const start = now - step * matters
  const due = `${start} + ${step} * i + ${15 * DAY_MS}`
  // Open ones are spread over all years, as neglected ones are, and thick at the end.
  const isOpen = `(i % ${openEvery} = 0 OR i > ${matters - Math.min(500, Math.ceil(matters / 20))})`
  const state = `CASE WHEN ${isOpen} THEN CASE WHEN i % 5 = 0 THEN 'submitted' ELSE 'open' END WHEN i % 37 = 0 THEN 'cancelled' ELSE 'closed' END`
  const level = `CASE WHEN NOT ${isOpen} THEN 0 WHEN ${due} < ${now} THEN 3 ELSE i % 3 END`
  // Batches keep the undo log and the temporary tables small.
  for (let from = 1; from <= matters; from += 50_000) {
    const to = Math.min(matters, from + 49_999)
    const numbers = isSqlite
      ? `(WITH RECURSIVE counting(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM counting WHERE i < ${to}) SELECT i FROM counting) AS numbers`
      : `(SELECT seq AS i FROM seq_${from}_to_${to}) AS numbers`
    if (from === 1) {
      await seedOffice(tx, now)
      await seedWordings(tx)
    }
    await tx.query(`INSERT INTO matters (id, number, kind, title, body, state, urgency, due_at, due_text, level, level_changes_at, percent, group_id, unit_id,
        issuer_id, posted_by_id, parent_id, recurrence_id, created_at, submitted_at, closed_at, version)
      SELECT ${id('M', 'i')}, i, CASE WHEN i % 97 = 0 THEN 'suggestion' ELSE 'task' END, w.title, '请按要求办理', ${state}, 'normal', ${due}, NULL, ${level},
        NULL, NULL, ${id('W', `i % ${seedGroups}`)}, ${id('U', `i % ${seedUnits}`)}, ${id('P', `(i * 7) % ${seedMembers}`)}, NULL, NULL, NULL,
        ${start} + ${step} * i, NULL, CASE WHEN ${isOpen} THEN NULL ELSE ${due} END, 1
      FROM ${numbers} INNER JOIN seed_wordings AS w ON w.n = i % ${wordings}`)
    const person = id('P', `(i * 13 + 1) % ${seedMembers}`)
    const unit = id('U', `i % ${seedUnits}`)
    for (const [letter, column, owner, prefix, role] of [
      ['A', 'member_id', person, 'm:', 'responsible'],
      ['B', 'unit_id', unit, 'u:', 'assisting'],
    ] as const) {
      const party = isSqlite ? `'${prefix}' || ${owner}` : `CONCAT('${prefix}', ${owner})`
      const openKey = isSqlite ? `${id('M', 'i')} || '|' || ${party} || '|handle'` : `CONCAT(${id('M', 'i')}, '|', ${party}, '|handle')`
      await tx.query(
        `INSERT INTO matter_parties (id, matter_id, party, ${column}, role) SELECT ${id(letter, 'i')}, ${id('M', 'i')}, ${party}, ${owner}, '${role}' FROM ${numbers}`,
      )
      await tx.query(`INSERT INTO todos (id, matter_id, duty, party, ${column}, open_key, opened_at, due_at, closed_at, outcome, level, group_id, next_reminder_at)
        SELECT ${id(letter, 'i')}, ${id('M', 'i')}, 'handle', ${party}, ${owner}, CASE WHEN ${isOpen} THEN ${openKey} END, ${start} + ${step} * i, ${due},
          CASE WHEN ${isOpen} THEN NULL ELSE ${due} END, CASE WHEN ${isOpen} THEN NULL ELSE 'accept' END, ${level}, ${id('W', `i % ${seedGroups}`)},
          CASE WHEN ${isOpen} THEN ${now + DAY_MS} END FROM ${numbers}`)
    }
    await tx.query(`INSERT INTO matter_events (id, matter_id, at, actor_id, action, text)
      SELECT ${id('E', 'i')}, ${id('M', 'i')}, ${start} + ${step} * i, ${id('P', `(i * 7) % ${seedMembers}`)}, 'create', '请按要求办理' FROM ${numbers}`)
    await tx.query(`INSERT INTO matter_terms (term, number, words)
      SELECT '', i, w.words FROM ${numbers} INNER JOIN seed_wordings AS w ON w.n = i % ${wordings}`)
    await tx.query(`INSERT INTO matter_terms (term, number)
      SELECT t.term, i FROM ${numbers} INNER JOIN seed_terms AS t ON t.n = i % ${wordings} ORDER BY t.term, i`)
  }
  await tx.query('DROP TABLE seed_terms')
  await tx.query('DROP TABLE seed_wordings')
  await tx.query(`UPDATE counters SET value = ${matters} WHERE name = 'matter'`)
}
