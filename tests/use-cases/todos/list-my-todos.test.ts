import { afterAll, beforeEach, expect, test } from 'vitest'
import { countMyTodos } from '../../../use-cases/todos/count-my-todos.ts'
import { listMyReminders } from '../../../use-cases/todos/list-my-reminders.ts'
import { listMyTodos, type ListMyTodosInput } from '../../../use-cases/todos/list-my-todos.ts'
import { openListingScene, type ListingScene } from '../../support/listing-scene.ts'

let office: ListingScene
const opened: ListingScene[] = []
beforeEach(async () => {
  office = await openListingScene()
  opened.push(office)
})
afterAll(() => Promise.all(opened.map((scene) => scene.close())))

const titles = async (name: string, input: ListMyTodosInput = {}): Promise<string[]> =>
  (await office.as(name, (ctx) => listMyTodos(ctx, input))).items.map((item) => item.matter.title)

test('one list over all groups, the earliest due first and what has no limit last', async () => {
  await office.asks({ by: '张三', for: ['@李四'], title: '丙', dueInHours: null })
  await office.asks({ by: '张三', for: ['@李四'], title: '乙', dueInHours: 72, group: '城管工作群' })
  await office.asks({ by: '张三', for: ['@李四'], title: '甲', dueInHours: 8, group: null })
  const { items } = await office.as('李四', (ctx) => listMyTodos(ctx))
  expect(items.map((item) => [item.matter.title, item.group?.name, item.issuer.name, item.duty])).toEqual([
    ['甲', undefined, '张三', 'handle'],
    ['乙', '城管工作群', '张三', 'handle'],
    ['丙', '消防隐患排查群', '张三', 'handle'],
  ])
})

test('what my unit owes is in my list when I answer for it, and in nobody else’s', async () => {
  await office.asks({ by: '张三', for: ['XF'], title: '全队排查' })
  const { items } = await office.as('李四', (ctx) => listMyTodos(ctx))
  expect(items.map((item) => [item.matter.title, item.unit?.name, item.onBehalfOf])).toEqual([['全队排查', '消防救援支队', null]])
  expect(await titles('赵六')).toEqual([])
  expect(await titles('王五')).toEqual([])
})

test('a stand-in sees what the absent one owes, says for whom, and no longer once the time is over', async () => {
  await office.asks({ by: '张三', for: ['@李四'], title: '李四的事', dueInHours: 200 })
  await office.asks({ by: '张三', for: ['XF'], title: '支队的事', dueInHours: 100 })
  await office.standsIn('王五', '李四', 48)
  const { items } = await office.as('王五', (ctx) => listMyTodos(ctx))
  expect(items.map((item) => [item.matter.title, item.onBehalfOf?.name])).toEqual([
    ['支队的事', '李四'],
    ['李四的事', '李四'],
  ])
  office.passes(49)
  expect(await titles('王五')).toEqual([])
})

test('pages meet without a gap or a repeat, across equal dues and into the tail without limits', async () => {
  for (let n = 0; n < 7; n += 1) await office.asks({ by: '张三', for: [n % 2 === 0 ? '@李四' : 'XF'], title: `同时${n}`, dueInHours: 24 })
  for (let n = 0; n < 4; n += 1) await office.asks({ by: '张三', for: ['@李四'], title: `未定${n}`, dueInHours: null })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await office.as('李四', (ctx) => listMyTodos(ctx, { cursor, limit: 3 }))
    expect(page.items.length).toBeLessThanOrEqual(3)
    seen.push(...page.items.map((item) => item.matter.title))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  expect(seen).toEqual(await titles('李四'))
  expect(new Set(seen).size).toBe(11)
})

test('a list may be narrowed by kind, group, light, lateness and by who owes', async () => {
  await office.asks({ by: '张三', for: ['@李四'], title: '急事', dueInHours: 2 })
  await office.asks({ by: '张三', for: ['XF'], title: '远事', dueInHours: 400, group: '城管工作群' })
  await office.asks({ by: '张三', for: ['@李四'], title: '建议', dueInHours: 400, kind: 'suggestion', group: null })
  expect(await titles('李四', { kind: 'suggestion' })).toEqual(['建议'])
  expect(await titles('李四', { groupId: office.group('城管工作群') })).toEqual(['远事'])
  expect(await titles('李四', { level: 1 })).toEqual(['急事'])
  expect(await titles('李四', { unitTodos: true })).toEqual(['远事'])
  expect(await titles('李四', { unitTodos: false })).toEqual(['急事', '建议'])
  office.passes(3)
  expect(await titles('李四', { overdue: true })).toEqual(['急事'])
  expect(await titles('李四', { level: 3 })).toEqual(['急事'])
  expect(await titles('李四', { level: 1 })).toEqual([])
  expect(await titles('李四', { overdue: false })).toEqual(['远事', '建议'])
})

test('a review in a group’s matter belongs to that group’s list although its reminder is private', async () => {
  const { matter } = await office.asks({ by: '张三', for: ['@李四'], title: '排查' })
  await office.acts('李四', matter.number, { action: 'submit', actingParty: `m:${office.member('李四')}` })
  const { items } = await office.as('张三', (ctx) => listMyTodos(ctx, { groupId: office.group('消防隐患排查群') }))
  expect(items.map((item) => item.duty)).toEqual(['review'])
  expect(await titles('李四')).toEqual([])
})

test('the counts are those of the list', async () => {
  await office.asks({ by: '张三', for: ['@李四'], title: '急事', dueInHours: 2 })
  await office.asks({ by: '张三', for: ['XF'], title: '明天', dueInHours: 24 })
  const third = await office.asks({ by: '张三', for: ['@李四'], title: '未定', dueInHours: null })
  await office.acknowledges('李四', third.matter.number)
  office.passes(3)
  expect(await office.as('李四', countMyTodos)).toEqual({ total: 3, overdue: 1, near: 1, behind: 0, unacknowledged: 2 })
  expect(await office.as('王五', countMyTodos)).toEqual({ total: 0, overdue: 0, near: 0, behind: 0, unacknowledged: 0 })
})

test('my next reminders come soonest first, and a snooze holds back those that fall before its end', async () => {
  await office.asks({ by: '张三', for: ['@李四'], title: '后天', dueInHours: 56 })
  await office.asks({ by: '张三', for: ['@李四'], title: '今天', dueInHours: 6 })
  await office.asks({ by: '张三', for: ['@李四'], title: '未定', dueInHours: null })
  const before = await office.as('李四', listMyReminders)
  expect(before.map((reminder) => reminder.todo.matter.title)).toEqual(['今天', '后天'])
  expect(before[0]?.at).toBe(before[0]?.todo.nextReminderAt)
  const until = office.now() + 10 * 3_600_000
  await office.dataSource.query('UPDATE members SET snoozed_until = ? WHERE id = ?', [until, office.member('李四')])
  const after = await office.as('李四', listMyReminders)
  expect(after.map((reminder) => reminder.at)).toEqual([until, before[1]?.at])
})

test('a cursor that is not ours, or from other filters, is refused in plain words', async () => {
  for (let n = 0; n < 3; n += 1) await office.asks({ by: '张三', for: ['@李四'], title: `${n}` })
  const { next } = await office.as('李四', (ctx) => listMyTodos(ctx, { limit: 1 }))
  const refused = { code: 'bad_request', message: '翻页标记无效或已过期,请从第一页重新查看' }
  await expect(titles('李四', { cursor: 'x' })).rejects.toMatchObject(refused)
  await expect(titles('李四', { cursor: Buffer.from('["a",{"dueAt":"1 OR 1"}]').toString('base64url') })).rejects.toMatchObject(refused)
  await expect(titles('李四', { cursor: next ?? '', overdue: true })).rejects.toMatchObject(refused)
  expect(await titles('李四', { cursor: next ?? '', limit: 1 })).toEqual(['1'])
})

test('who has left is not signed in', async () => {
  await office.leaves('李四')
  await expect(titles('李四')).rejects.toMatchObject({ code: 'not_signed_in' })
})
