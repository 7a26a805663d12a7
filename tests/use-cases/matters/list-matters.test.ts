import { afterAll, beforeEach, expect, test } from 'vitest'
import type { MatterItem } from '../../../use-cases/matters/matter-items.ts'
import { listGroupMatters } from '../../../use-cases/matters/list-group-matters.ts'
import { listIssued } from '../../../use-cases/matters/list-issued.ts'
import { listMatters, type ListMattersInput } from '../../../use-cases/matters/list-matters.ts'
import { recordQueries } from '../../support/count-queries.ts'
import { openListingScene, type ListingScene } from '../../support/listing-scene.ts'

let office: ListingScene
const opened: ListingScene[] = []
beforeEach(async () => {
  office = await openListingScene()
  opened.push(office)
})
afterAll(() => Promise.all(opened.map((scene) => scene.close())))

const shown = (items: readonly MatterItem[]): string[] => items.map((item) => (item.form === 'brief' ? `${item.title}(简)` : item.title))
const seenBy = async (name: string, input: ListMattersInput = {}): Promise<string[]> =>
  shown((await office.as(name, (ctx) => listMatters(ctx, input))).items)

test('the leader and the supervisor of the office see everything, newest first', async () => {
  await office.asks({ by: '陈局', for: ['@王五'], title: '一', group: null })
  await office.asks({ by: '张三', for: ['@李四'], title: '二', group: null })
  expect(await seenBy('张三')).toEqual(['二', '一'])
  expect(await seenBy('周督查')).toEqual(['二', '一'])
})

test('others see what they issued, owe, answer for or head; what is none of theirs is not there', async () => {
  await office.asks({ by: '张三', for: ['@孙队员'], title: '下属单位的', group: null })
  await office.asks({ by: '张三', for: ['CG'], title: '本单位的', group: null })
  await office.asks({ by: '张三', for: ['@李四'], title: '别家的', group: null })
  await office.asks({ by: '陈局', for: ['@李四'], title: '自己交办的', group: null })
  expect(await seenBy('陈局')).toEqual(['自己交办的', '本单位的', '下属单位的'])
  expect(await seenBy('李四')).toEqual(['自己交办的', '别家的'])
  expect(await seenBy('孙队员')).toEqual(['下属单位的'])
  expect(await seenBy('赵六')).toEqual([])
})

test('members of the group of origin get the brief form: number, title, parties, due and nothing else', async () => {
  const { matter } = await office.asks({ by: '张三', for: ['@李四', 'CG'], title: '排查' })
  const [item] = (await office.as('赵六', (ctx) => listMatters(ctx))).items
  expect(item).toEqual({
    form: 'brief',
    number: matter.number,
    title: '排查',
    dueAt: matter.dueAt,
    parties: [
      { party: `m:${office.member('李四')}`, name: '李四', role: 'responsible' },
      { party: `u:${office.unit('CG')}`, name: '城市管理局', role: 'assisting' },
    ],
  })
  expect(await seenBy('李四')).toEqual(['排查'])
  expect(await seenBy('孙队员')).toEqual([])
})

test('a filter on what the brief form hides does not tell it by the back door', async () => {
  await office.asks({ by: '张三', for: ['@李四'], title: '排查', dueInHours: 1 })
  const group = office.group('消防隐患排查群')
  expect(await seenBy('赵六', { groupId: group })).toEqual(['排查(简)'])
  expect(await seenBy('赵六', { unitId: office.unit('XF') })).toEqual(['排查(简)'])
  for (const filter of [
    { kind: 'task' },
    { state: 'open' },
    { level: 1 },
    { issuerId: office.member('张三') },
    { text: '排查' },
  ] as const) {
    expect(await seenBy('赵六', filter)).toEqual([])
    expect(await seenBy('李四', filter)).toEqual(['排查'])
  }
})

test('who left the group sees its matters no longer', async () => {
  await office.asks({ by: '张三', for: ['@李四'], title: '排查' })
  await office.leavesGroup('赵六', '消防隐患排查群')
  expect(await seenBy('赵六')).toEqual([])
  await expect(office.as('赵六', (ctx) => listGroupMatters(ctx, office.group('消防隐患排查群')))).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('a stand-in sees what the absent one sees, and a right taken away is gone at the next call', async () => {
  await office.asks({ by: '张三', for: ['CGYD'], title: '夜查', group: null })
  await office.standsIn('赵六', '陈局', 24)
  expect(await seenBy('赵六')).toEqual(['夜查'])
  office.passes(25)
  expect(await seenBy('赵六')).toEqual([])
})

test('every filter narrows the list for the leader and for the one who owes alike', async () => {
  const first = await office.asks({ by: '张三', for: ['@李四'], title: '消防通道清理', dueInHours: 5 })
  await office.asks({ by: '周督查', for: ['@李四', 'CG'], title: '市容整治', dueInHours: 300, group: '城管工作群' })
  await office.asks({ by: '赵六', for: ['@李四'], title: '建议减少报表', dueInHours: null, group: null, kind: 'suggestion' })
  await office.acts('李四', first.matter.number, { action: 'submit', actingParty: `m:${office.member('李四')}` })
  const cases: [ListMattersInput, string[]][] = [
    [{}, ['建议减少报表', '市容整治', '消防通道清理']],
    [{ kind: 'suggestion' }, ['建议减少报表']],
    [{ state: 'submitted' }, ['消防通道清理']],
    [{ state: 'open' }, ['建议减少报表', '市容整治']],
    [{ state: 'closed' }, []],
    [{ level: 0 }, ['建议减少报表', '市容整治']],
    [{ level: 1 }, ['消防通道清理']],
    [{ level: 1, state: 'closed' }, []],
    [{ unitId: office.unit('CG') }, ['市容整治']],
    [{ unitId: office.unit('XF') }, ['建议减少报表', '市容整治', '消防通道清理']],
    [{ groupId: office.group('城管工作群') }, ['市容整治']],
    [{ issuerId: office.member('周督查') }, ['市容整治']],
    [{ dueTo: office.now() + 400 * 3_600_000 }, ['消防通道清理', '市容整治']],
    [{ dueFrom: office.now() + 100 * 3_600_000 }, ['市容整治']],
    [{ dueFrom: office.now(), dueTo: office.now() + 3_600_000 }, []],
    [{ kind: 'task', state: 'open', issuerId: office.member('周督查'), level: 0, unitId: office.unit('CG') }, ['市容整治']],
    [{ text: '消防' }, ['消防通道清理']],
    [{ text: '消防', state: 'closed' }, []],
  ]
  for (const [input, expected] of cases) {
    // A suggestion is confidential: the leader does not see it, the one who owes the answer does.
    expect([input, await seenBy('张三', input)]).toEqual([input, expected.filter((title) => title !== '建议减少报表')])
    expect([input, await seenBy('李四', input)]).toEqual([input, expected])
  }
})

test('search finds words of title and body as written, Latin and digits too, and only what may be seen', async () => {
  await office.asks({ by: '张三', for: ['@李四'], title: '老旧小区消防隐患排查', body: '参照 GB50016-2014 逐栋检查,重点是电动车充电🔌' })
  await office.asks({ by: '张三', for: ['@王五'], title: '市容整治', body: '沿街商铺隐患' })
  expect(await seenBy('张三', { text: '隐患' })).toEqual(['市容整治', '老旧小区消防隐患排查'])
  expect(await seenBy('张三', { text: '消防隐患' })).toEqual(['老旧小区消防隐患排查'])
  expect(await seenBy('张三', { text: '患消' })).toEqual([])
  expect(await seenBy('张三', { text: '排参' })).toEqual([])
  expect(await seenBy('张三', { text: '隐患 商铺' })).toEqual(['市容整治'])
  expect(await seenBy('张三', { text: 'gb50016' })).toEqual(['老旧小区消防隐患排查'])
  expect(await seenBy('张三', { text: 'ＧＢ５００１６' })).toEqual(['老旧小区消防隐患排查'])
  expect(await seenBy('张三', { text: '" OR 1 -- 隐患' })).toEqual([])
  expect(await seenBy('张三', { text: '%隐患_' })).toEqual(['市容整治', '老旧小区消防隐患排查'])
  expect(await seenBy('李四', { text: '隐患' })).toEqual(['老旧小区消防隐患排查'])
  expect(await seenBy('孙队员', { text: '隐患' })).toEqual([])
  await expect(seenBy('张三', { text: '。。!' })).rejects.toMatchObject({ code: 'bad_request' })
  await expect(seenBy('张三', { text: '患' })).rejects.toMatchObject({ code: 'bad_request', message: '请输入要查找的文字,至少连续两个字' })
})

test('a corrected title is found under its new words and no longer under the old ones', async () => {
  const { matter } = await office.asks({ by: '张三', for: ['@李四'], title: '燃气检查' })
  await office.acts('张三', matter.number, { action: 'correct', set: { title: '电梯检查', body: '电梯检查' } })
  expect(await seenBy('张三', { text: '燃气' })).toEqual([])
  expect(await seenBy('张三', { text: '电梯' })).toEqual(['电梯检查'])
})

test('pages of every order meet without a gap or a repeat', async () => {
  for (let n = 0; n < 9; n += 1) {
    const dueInHours = n % 4 === 3 ? null : 24 * (1 + (n % 3))
    await office.asks({ by: n % 2 === 0 ? '张三' : '李四', for: ['@李四', 'XF', '@王五'], title: `排查${n}`, dueInHours })
  }
  const everyPage = async (name: string, filters: ListMattersInput): Promise<string[]> => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await office.as(name, (ctx) => listMatters(ctx, { ...filters, limit: 2, cursor }))
      seen.push(...shown(page.items))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    return seen
  }
  for (const name of ['张三', '李四', '赵六', '王五']) {
    for (const filters of [{}, { dueFrom: 0 }, { text: '排查' }, { state: 'open' }, { groupId: office.group('消防隐患排查群') }] as const) {
      expect([name, filters, await everyPage(name, filters)]).toEqual([name, filters, await seenBy(name, filters)])
    }
  }
  expect(await everyPage('赵六', {})).toHaveLength(9)
})

test('what I issued, newest first: my own, what I posted for another, and those of whom I stand in for', async () => {
  await office.asks({ by: '张三', for: ['@李四'], title: '一' })
  await office.asks({ by: '张三', postedBy: '吴秘书', for: ['@李四'], title: '二' })
  await office.asks({ by: '周督查', for: ['@李四'], title: '三' })
  const issuedBy = async (name: string): Promise<string[]> => shown((await office.as(name, (ctx) => listIssued(ctx))).items)
  expect(await issuedBy('张三')).toEqual(['二', '一'])
  expect(await issuedBy('吴秘书')).toEqual(['二'])
  expect(await issuedBy('李四')).toEqual([])
  await office.standsIn('吴秘书', '张三', 24)
  expect(await issuedBy('吴秘书')).toEqual(['二', '一'])
  const open = await office.as('张三', (ctx) => listIssued(ctx, { state: 'open', limit: 1 }))
  expect(shown(open.items)).toEqual(['二'])
  expect(shown((await office.as('张三', (ctx) => listIssued(ctx, { state: 'open', limit: 1, cursor: open.next ?? '' }))).items)).toEqual([
    '一',
  ])
  expect((await office.as('张三', (ctx) => listIssued(ctx, { state: 'closed' }))).items).toEqual([])
})

test('the open matters of a group by due, brief for its members and whole for the parties', async () => {
  await office.asks({ by: '张三', for: ['@王五'], title: '晚', dueInHours: 90 })
  await office.asks({ by: '张三', for: ['@李四'], title: '未定', dueInHours: null })
  await office.asks({ by: '张三', for: ['@李四'], title: '早', dueInHours: 9 })
  const over = await office.asks({ by: '张三', for: ['@李四'], title: '已撤' })
  await office.asks({ by: '张三', for: ['@李四'], title: '别群', group: '城管工作群' })
  await office.acts('张三', over.matter.number, { action: 'cancel' })
  const group = office.group('消防隐患排查群')
  const listFor = async (name: string): Promise<string[]> => shown((await office.as(name, (ctx) => listGroupMatters(ctx, group))).items)
  expect(await listFor('张三')).toEqual(['早', '晚', '未定'])
  expect(await listFor('王五')).toEqual(['早(简)', '晚', '未定(简)'])
  expect(await listFor('周督查')).toEqual(['早', '晚', '未定'])
  await expect(listFor('孙队员')).rejects.toMatchObject({ code: 'not_found' })
  await expect(office.as('张三', (ctx) => listGroupMatters(ctx, office.member('张三')))).rejects.toMatchObject({ code: 'not_found' })
  const first = await office.as('赵六', (ctx) => listGroupMatters(ctx, group, { limit: 2 }))
  const second = await office.as('赵六', (ctx) => listGroupMatters(ctx, group, { limit: 2, cursor: first.next ?? '' }))
  expect([...shown(first.items), ...shown(second.items)]).toEqual(['早(简)', '晚(简)', '未定(简)'])
  expect(second.next).toBeNull()
})

test('a page costs two queries and the one for the office’s version, whatever is on it', async () => {
  for (let n = 0; n < 12; n += 1) await office.asks({ by: '张三', for: ['@李四', 'XF', 'CG'], title: `排查${n}` })
  const asked = async (name: string, work: Parameters<typeof office.as>[1]): Promise<number> => {
    const { queries } = await recordQueries(office.dataSource, () => office.as(name, work))
    // The version of the cached directory is asked once a call, not once a list.
    return queries.filter((query) => !/counters/i.test(query.sql)).length
  }
  expect(await asked('张三', (ctx) => listMatters(ctx))).toBe(2)
  // The first time one more: the groups that one sits in are known from then on.
  expect(await asked('李四', (ctx) => listMatters(ctx))).toBeLessThanOrEqual(3)
  expect(await asked('李四', (ctx) => listMatters(ctx))).toBe(2)
  await asked('陈局', (ctx) => listMatters(ctx))
  expect(await asked('陈局', (ctx) => listMatters(ctx))).toBe(2)
  expect(await asked('李四', (ctx) => listMatters(ctx, { text: '排查' }))).toBe(2)
  expect(await asked('张三', (ctx) => listIssued(ctx))).toBe(2)
  expect(await asked('李四', (ctx) => listGroupMatters(ctx, office.group('消防隐患排查群')))).toBe(2)
})
