import { afterAll, beforeEach, expect, test } from 'vitest'
import { readMatter, type MatterDetail } from '../../../use-cases/matters/read-matter.ts'
import { listStages } from '../../../use-cases/matters/stages.ts'
import { openListingScene, type ListingScene } from '../../support/listing-scene.ts'

let office: ListingScene
const opened: ListingScene[] = []
beforeEach(async () => {
  office = await openListingScene()
  opened.push(office)
})
afterAll(() => Promise.all(opened.map((scene) => scene.close())))

const whole = async (name: string, number: number, input?: Parameters<typeof readMatter>[2]): Promise<MatterDetail> => {
  const detail = await office.as(name, (ctx) => readMatter(ctx, number, input))
  if (detail.form !== 'whole') throw new Error('brief')
  return detail
}

/** As 张三 reads it, and as the clock is told, which must agree. */
const stageSeen = async (number: number): Promise<string> => {
  const { id, stage } = await whole('张三', number)
  expect(await office.as('张三', (ctx) => listStages(ctx, [id]))).toEqual(new Map([[id, stage]]))
  return stage
}

test('a party reads the whole matter: parties, todos, timeline, parent and children', async () => {
  const parent = await office.asks({ by: '张三', for: ['@李四', 'CG'], title: '隐患排查', body: '逐栋排查' })
  const child = await office.asks({ by: '李四', for: ['@赵六'], title: '一号楼', parent })
  const { number } = parent.matter
  await office.acts('李四', number, { action: 'feedback', text: '已查3栋', set: { percent: 30 } })
  const detail = await whole('李四', number)
  expect(detail).toMatchObject({
    form: 'whole',
    number,
    title: '隐患排查',
    body: '逐栋排查',
    state: 'open',
    stage: 'in_progress',
    percent: 30,
    issuer: { name: '张三' },
    unit: { name: '市政府办' },
    group: { name: '消防隐患排查群' },
    parties: [
      { name: '李四', role: 'responsible', unit: { name: '消防救援支队' } },
      { name: '城市管理局', role: 'assisting', unit: { name: '城市管理局' } },
    ],
    todos: [
      { duty: 'handle', name: '李四', closedAt: null },
      { duty: 'handle', name: '城市管理局', closedAt: null },
    ],
    parent: null,
    children: [{ number: child.matter.number, title: '一号楼', state: 'open' }],
  })
  expect(detail.timeline.items.map((event) => [event.action, event.actor?.name, event.text])).toEqual([
    ['feedback', '李四', '已查3栋'],
    ['create', '张三', '逐栋排查'],
  ])
  expect((await whole('李四', child.matter.number)).parent).toEqual({ number, title: '隐患排查' })
  // Who has only the part to do is not shown the whole.
  expect((await whole('赵六', child.matter.number)).parent).toBeNull()
})

test('members of the group of origin read the brief form; other units, and numbers never given, are the same 404', async () => {
  const { matter } = await office.asks({ by: '张三', for: ['@李四'], title: '排查' })
  expect(await office.as('赵六', (ctx) => readMatter(ctx, matter.number))).toEqual({
    form: 'brief',
    number: matter.number,
    title: '排查',
    dueAt: matter.dueAt,
    parties: [{ party: `m:${office.member('李四')}`, name: '李四', role: 'responsible' }],
  })
  const refusal = async (number: number): Promise<unknown> =>
    office.as('孙队员', (ctx) => readMatter(ctx, number)).catch((error: unknown) => error)
  const hidden = await refusal(matter.number)
  expect(hidden).toMatchObject({ code: 'not_found', message: `没有〔${matter.number}〕号事项,或您无权查看` })
  expect(await refusal(9_999)).toMatchObject({ code: 'not_found', message: '没有〔9999〕号事项,或您无权查看' })
  await office.leavesGroup('赵六', '消防隐患排查群')
  await expect(office.as('赵六', (ctx) => readMatter(ctx, matter.number))).rejects.toMatchObject({ code: 'not_found' })
})

test('the head of a party’s unit and a stand-in read it whole, a head of another unit does not', async () => {
  const { matter } = await office.asks({ by: '张三', for: ['@孙队员'], title: '夜查', group: null })
  expect((await whole('陈局', matter.number)).title).toBe('夜查')
  await expect(whole('李四', matter.number)).rejects.toMatchObject({ code: 'not_found' })
  await office.standsIn('李四', '陈局', 2)
  expect((await whole('李四', matter.number)).title).toBe('夜查')
})

test('the stage goes 已立项, 已签收, 办理中, 待确认, 已办结', async () => {
  const { matter } = await office.asks({ by: '张三', for: ['@李四', '@王五'], title: '排查' })
  expect(await stageSeen(matter.number)).toBe('registered')
  await office.acknowledges('王五', matter.number)
  expect(await stageSeen(matter.number)).toBe('registered')
  await office.acknowledges('李四', matter.number)
  expect(await stageSeen(matter.number)).toBe('acknowledged')
  await office.acts('李四', matter.number, { action: 'feedback', text: '在办' })
  expect(await stageSeen(matter.number)).toBe('in_progress')
  await office.acts('李四', matter.number, { action: 'submit', actingParty: `m:${office.member('李四')}` })
  expect(await stageSeen(matter.number)).toBe('submitted')
  await office.acts('张三', matter.number, { action: 'return', text: '缺照片' })
  expect(await stageSeen(matter.number)).toBe('in_progress')
  await office.acts('李四', matter.number, { action: 'submit', actingParty: `m:${office.member('李四')}` })
  await office.acts('张三', matter.number, { action: 'accept' })
  expect(await stageSeen(matter.number)).toBe('closed')
})

test('the light turns to overdue at the due itself and goes out when the matter is over', async () => {
  const { matter } = await office.asks({ by: '张三', for: ['@李四'], title: '排查', dueInHours: 200 })
  expect((await whole('张三', matter.number)).level).toBe(0)
  office.passes(201)
  expect(await whole('张三', matter.number)).toMatchObject({ level: 3, todos: [{ level: 3 }] })
  await office.acts('张三', matter.number, { action: 'cancel' })
  expect(await whole('张三', matter.number)).toMatchObject({ level: 0, stage: 'cancelled' })
})

test('a long timeline comes in pages, newest first; a cursor of another matter is refused', async () => {
  const { matter } = await office.asks({ by: '张三', for: ['@李四'], title: '排查' })
  const other = await office.asks({ by: '张三', for: ['@李四'], title: '另一件' })
  for (let n = 1; n <= 5; n += 1) await office.acts('李四', matter.number, { action: 'feedback', text: `第${n}次` })
  const first = await whole('李四', matter.number, { limit: 4 })
  expect(first.timeline.items.map((event) => event.text)).toEqual(['第5次', '第4次', '第3次', '第2次'])
  const cursor = first.timeline.next ?? ''
  expect((await whole('李四', matter.number, { limit: 4, cursor })).timeline.items.map((event) => event.text)).toEqual(['第1次', '排查'])
  await expect(whole('李四', other.matter.number, { cursor })).rejects.toMatchObject({ code: 'bad_request' })
})
