import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedId, seedMatters } from '../../../bench/support/seed-matters.ts'
import { consult, type Stage } from '../../../database/stage.ts'
import { Matter, MatterParty } from '../../../entities/index.ts'
import { createIds } from '../../../rules/new-id.ts'
import type { UseCaseContext } from '../../../use-cases/context.ts'
import { listGroups } from '../../../use-cases/groups/list-groups.ts'
import { listGroupMatters } from '../../../use-cases/matters/list-group-matters.ts'
import { listIssued } from '../../../use-cases/matters/list-issued.ts'
import { listMatters, type ListMattersInput } from '../../../use-cases/matters/list-matters.ts'
import { readMatter } from '../../../use-cases/matters/read-matter.ts'
import { canSeeWhole } from '../../../use-cases/matters/visibility.ts'
import { createOfficeLoader } from '../../../use-cases/office/load-office.ts'
import { countMyTodos } from '../../../use-cases/todos/count-my-todos.ts'
import { listMyReminders } from '../../../use-cases/todos/list-my-reminders.ts'
import { listMyTodos } from '../../../use-cases/todos/list-my-todos.ts'
import { fullScans, recordQueries } from '../../support/count-queries.ts'
import { openScratchDatabase } from '../../support/database.ts'

const now = Date.parse('2026-11-23T09:30:00+08:00')
const matters = 4_000

let stage: Stage
beforeAll(async () => {
  const runner = await openScratchDatabase()
  stage = { runner, loadOffice: createOfficeLoader(), clocks: { office: () => now, machine: () => now }, newId: createIds(() => now) }
  await runner.transaction((tx) => seedMatters(tx, { matters, now }))
  // The first call reads the directory whole, as it must.
  await consult(stage, { memberId: seedId('P', 0) }, () => Promise.resolve())
})
afterAll(() => stage.runner.close())

const leader = seedId('P', 0)
const head = seedId('P', 5)
const officer = seedId('P', 30)
const unit = seedId('U', 5)
const group = seedId('W', 50)

const firstTwoPages = async (list: (cursor?: string) => Promise<{ items: unknown[]; next: string | null }>): Promise<void> => {
  const first = await list()
  expect(first.items.length).toBeGreaterThan(0)
  if (first.next !== null) await list(first.next)
}

const lists: [string, string, (ctx: UseCaseContext) => Promise<unknown>][] = [
  ...[leader, head, officer].flatMap((who): [string, string, (ctx: UseCaseContext) => Promise<unknown>][] => [
    [
      'my todos',
      who,
      (ctx) => listMyTodos(ctx, { limit: 5 }).then((page) => listMyTodos(ctx, { limit: 5, cursor: page.next ?? undefined })),
    ],
    ['my todos of a group', who, (ctx) => listMyTodos(ctx, { groupId: group, kind: 'task' })],
    ['my counts', who, countMyTodos],
    ['my reminders', who, listMyReminders],
    ['issued', who, (ctx) => firstTwoPages((cursor) => listIssued(ctx, { limit: 2, cursor }))],
    ['matters', who, (ctx) => firstTwoPages((cursor) => listMatters(ctx, { limit: 5, cursor }))],
    ...(
      [
        { state: 'open' },
        { state: 'closed', kind: 'suggestion' },
        { kind: 'suggestion' },
        { level: 3 },
        { unitId: unit },
        { issuerId: seedId('P', 7) },
        { groupId: group },
        { dueFrom: now - 30 * 86_400_000, dueTo: now },
        { text: '消防隐患' },
      ] satisfies ListMattersInput[]
    ).map((filters): [string, string, (ctx: UseCaseContext) => Promise<unknown>] => [
      `matters ${JSON.stringify(filters)}`,
      who,
      async (ctx) => {
        const page = await listMatters(ctx, { ...filters, limit: 3 })
        if (page.next !== null) await listMatters(ctx, { ...filters, limit: 3, cursor: page.next })
      },
    ]),
    ['ledger', who, (ctx) => listGroups(ctx, { limit: 5 })],
  ]),
  ['group', leader, (ctx) => firstTwoPages((cursor) => listGroupMatters(ctx, group, { limit: 3, cursor }))],
  ['one matter', leader, (ctx) => readMatter(ctx, 50)],
]

test.each(lists)('%s of %s reads no table from end to end', async (_name, memberId, list) => {
  const { queries } = await recordQueries(stage.runner.dataSource, () => consult(stage, { memberId }, list))
  expect(queries.length).toBeGreaterThan(1)
  for (const query of queries) expect([query.sql, await fullScans(stage.runner.dataSource, query)]).toEqual([query.sql, []])
})

test.each([head, officer])('whatever way a list of %s is found, it holds what the rule says', async (memberId) => {
  await consult(stage, { memberId }, async (ctx) => {
    const parties = new Map<string, MatterParty[]>()
    for (const party of await ctx.tx.find(MatterParty)) parties.set(party.matterId, [...(parties.get(party.matterId) ?? []), party])
    const visible = (await ctx.tx.find(Matter)).filter((matter) => canSeeWhole(ctx, matter, parties.get(matter.id) ?? []))
    const cases: [ListMattersInput, (matter: Matter) => boolean][] = [
      [{ state: 'open' }, (matter) => matter.state === 'open'],
      [{ state: 'cancelled' }, (matter) => matter.state === 'cancelled'],
      [{ kind: 'suggestion', state: 'closed' }, (matter) => matter.kind === 'suggestion' && matter.state === 'closed'],
      [{ level: 3 }, (matter) => matter.level === 3 && (matter.state === 'open' || matter.state === 'submitted')],
      [{ issuerId: seedId('P', 7), state: 'closed' }, (matter) => matter.issuerId === seedId('P', 7) && matter.state === 'closed'],
    ]
    for (const [filters, fits] of cases) {
      const listed: number[] = []
      for (let cursor: string | undefined; ;) {
        const page = await listMatters(ctx, { ...filters, cursor, limit: 50 })
        listed.push(...page.items.map((item) => item.number))
        if (page.next === null) break
        cursor = page.next
      }
      const expected = visible.filter(fits).map((matter) => matter.number)
      expect([filters, listed]).toEqual([filters, expected.toSorted((a, b) => b - a)])
    }
    expect(visible.length).toBeGreaterThan(0)
  })
})

test('the check itself sees a table read from end to end', async () => {
  const query = { sql: 'SELECT m.id FROM matters AS m WHERE m.version = ?', parameters: [1] }
  expect(await fullScans(stage.runner.dataSource, query)).not.toEqual([])
})
