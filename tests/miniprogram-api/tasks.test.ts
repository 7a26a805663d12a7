import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Matter, MatterEvent, OutboundMessage, SecurityIncident, Todo } from '../../entities/index.ts'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
beforeAll(async () => {
  scene = await openApiScene()
})
afterAll(() => scene.close())

const tomorrow = (): number => scene.now() + 26 * 3_600_000

describe('a task from the mini-program', () => {
  test('goes its whole way: 立项 签收 反馈 延期 办结 退回 办结 确认 重开 撤销', async () => {
    const zhang = await scene.as('张三')
    const li = await scene.as('李四')
    const group = scene.group('消防隐患排查群')
    const created = await zhang.post('/tasks', {
      body: '本周五下班前完成老旧小区消防隐患排查',
      parties: [{ party: `m:${scene.member('李四')}` }],
      groupId: group,
    })
    expect(created.status).toBe(201)
    const { number } = created.body.matter
    expect(created.body).toMatchObject({
      limit: 'set',
      byDefault: false,
      matter: { title: expect.stringContaining('老旧小区消防隐患排查'), state: 'open' },
    })
    expect(created.body.matter.dueAt).toBe(Date.parse('2026-11-27T17:30:00+08:00'))

    expect((await li.get('/todos')).body.items).toMatchObject([
      { duty: 'handle', matter: { number }, issuer: { name: '张三' }, group: { id: group } },
    ])
    expect((await li.get('/todos/counts')).body).toMatchObject({ total: 1, unacknowledged: 1 })
    const act = async (who: typeof li, verb: string, body: unknown = {}) => who.post(`/matters/${number}/${verb}`, body)

    expect((await act(li, 'acknowledge')).status).toBe(200)
    expect((await act(li, 'feedback', { text: '已排查12栋,60%' })).body).toMatchObject({ percent: 60 })
    const later = created.body.matter.dueAt + 3 * 86_400_000
    expect((await act(li, 'request-extension', { dueAt: later, reason: '等检测报告' })).status).toBe(200)
    expect((await act(li, 'request-extension', { dueAt: later, reason: '再问一次' })).body.error.code).toBe('conflict')
    expect((await act(zhang, 'grant-extension')).body.dueAt).toBe(later)
    expect((await act(li, 'finish', { text: '全部整改完毕' })).body.state).toBe('submitted')
    expect((await act(zhang, 'return', { reason: '补台账' })).body.state).toBe('open')
    expect((await act(li, 'finish')).body.state).toBe('submitted')
    expect((await act(zhang, 'accept')).body.state).toBe('closed')
    expect((await act(zhang, 'accept')).body.error.code).toBe('wrong_state')
    expect((await act(zhang, 'reopen', { dueAt: tomorrow(), reason: '复查' })).body.state).toBe('open')
    expect((await act(zhang, 'cancel', { reason: '并入专项' })).body.state).toBe('cancelled')

    const read = await zhang.get(`/matters/${number}?limit=5`)
    expect(read.body).toMatchObject({ form: 'whole', stage: 'cancelled', parties: [{ name: '李四', role: 'responsible' }] })
    expect(read.body.timeline.items).toHaveLength(5)
    const rest = await zhang.get(`/matters/${number}?limit=50&cursor=${read.body.timeline.nextCursor}`)
    const actions = [...read.body.timeline.items, ...rest.body.timeline.items].map(({ action }: { action: string }) => action)
    expect(actions.toReversed()).toEqual([
      'create',
      'acknowledge',
      'feedback',
      'request_extension',
      'grant_extension',
      'submit',
      'return',
      'submit',
      'accept',
      'reopen',
      'cancel',
    ])
    expect((await li.get('/todos')).body.items.map((item: any) => item.matter.number)).not.toContain(number)
    expect((await zhang.get('/issued?state=cancelled')).body.items.map((item: { number: number }) => item.number)).toContain(number)
  })

  test('with an unclear limit comes back with its readings, and is set by hand', async () => {
    const zhang = await scene.as('张三')
    const created = await zhang.post('/tasks', { body: '6月前报方案', parties: [{ party: `m:${scene.member('李四')}` }] })
    expect(created.body).toMatchObject({ limit: 'question', matter: { dueAt: null } })
    expect(created.body.readings).toHaveLength(2)
    const { number } = created.body.matter
    const set = await zhang.post(`/matters/${number}/set-due`, {
      dueAt: created.body.readings[0].dueAt,
      text: created.body.readings[0].label,
    })
    expect(set.body.dueAt).toBe(created.body.readings[0].dueAt)
  })

  test('for somebody one may not ask is refused, and nothing is registered', async () => {
    const li = await scene.as('李四')
    const before = (await li.get('/issued')).body.items.length
    expect(await li.post('/tasks', { body: '请配合', parties: [{ party: `m:${scene.member('王五')}` }] })).toMatchObject({ status: 403 })
    expect((await li.get('/issued')).body.items).toHaveLength(before)
  })

  test('cannot be put into a group one does not sit in', async () => {
    const zhang = await scene.as('张三')
    const wish = {
      body: '报送方案',
      parties: [{ party: `m:${scene.member('王五')}` }],
      groupId: scene.group('城管工作群'),
      dueAt: tomorrow(),
    }
    expect((await zhang.post('/tasks', wish)).status).toBe(404)
    expect((await zhang.post('/tasks', { ...wish, groupId: '0'.repeat(26) })).status).toBe(404)
  })

  test('is handed over, split, put together anew; the parent waits for its child', async () => {
    const zhang = await scene.as('张三')
    const number = await scene.task('整治方案', [`m:${scene.member('李四')}`])
    const li = await scene.as('李四')
    const zhao = `m:${scene.member('赵六')}`
    const split = await li.post(`/matters/${number}/split`, { children: [{ body: '摸底', parties: [{ party: zhao }], dueAt: tomorrow() }] })
    expect(split.status).toBe(201)
    expect((await li.post(`/matters/${number}/finish`)).body.error.code).toBe('wrong_state')
    const child = split.body.children[0].matter.number
    expect((await (await scene.as('赵六')).post(`/matters/${child}/finish`, { text: '摸清了' })).status).toBe(200)
    expect((await li.post(`/matters/${child}/accept`)).body.state).toBe('closed')
    expect((await zhang.post(`/matters/${number}/add-party`, { parties: [`u:${scene.unit('CG')}`] })).status).toBe(200)
    expect((await zhang.post(`/matters/${number}/set-lead`, { parties: [`m:${scene.member('李四')}`] })).status).toBe(200)
    expect((await zhang.post(`/matters/${number}/remove-party`, { parties: [`u:${scene.unit('CG')}`] })).status).toBe(200)
    expect((await li.post(`/matters/${number}/hand-over`, { to: `m:${scene.member('王五')}` })).status).toBe(403)
    expect((await li.post(`/matters/${number}/hand-over`, { to: zhao })).status).toBe(200)
    expect((await li.get('/todos')).body.items.map((item: any) => item.matter.number)).not.toContain(number)
    const read = await zhang.get(`/matters/${number}`)
    expect(read.body).toMatchObject({ parties: [{ name: '赵六' }], children: [{ number: child, state: 'closed' }] })
  })

  test('may be seen but not touched: 403 with the reason, while a stranger gets 404 for the same call', async () => {
    const number = await scene.task('巡查', [`m:${scene.member('李四')}`])
    const byDoer = await (await scene.as('李四')).post(`/matters/${number}/cancel`, { reason: '不想办' })
    expect(byDoer).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } })
    const byStranger = await (await scene.as('王五')).post(`/matters/${number}/cancel`, { reason: '与我无关' })
    const ofNobody = await (await scene.as('王五')).post('/matters/999999/cancel', { reason: '没有这件事' })
    expect(byStranger.status).toBe(404)
    expect(byStranger.body.error.message.replace(String(number), 'N')).toBe(ofNobody.body.error.message.replace('999999', 'N'))
  })

  test('shows its outline, no more, to members of its group', async () => {
    const number = await scene.task('走访企业', [`m:${scene.member('张三')}`], scene.group('消防隐患排查群'))
    const seen = await (await scene.as('李四')).get(`/matters/${number}`)
    expect(seen.body).toEqual({
      form: 'brief',
      number,
      title: '走访企业',
      dueAt: expect.any(Number),
      parties: [expect.objectContaining({ name: '张三' })],
    })
    expect((await (await scene.as('李四')).post(`/matters/${number}/urge`)).status).toBe(404)
  })
})

test('twenty people act on one matter at once: one acceptance, one event, nobody gets a fault', async () => {
  const number = await scene.task('同时确认', [`m:${scene.member('李四')}`])
  await (await scene.as('李四')).post(`/matters/${number}/finish`)
  const zhang = await scene.as('张三')
  const answers = await Promise.all(Array.from({ length: 20 }, () => zhang.post(`/matters/${number}/accept`)))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, ...Array.from({ length: 19 }, () => 409)])
  const { id } = (await scene.stage.runner.read((tx) => tx.query(`SELECT id FROM matters WHERE number = ${number}`)))[0]
  expect(await scene.stage.runner.read((tx) => tx.countBy(MatterEvent, { matterId: id, action: 'accept' }))).toBe(1)
  expect(await scene.stage.runner.read((tx) => tx.countBy(Todo, { matterId: id, openKey: `${id}|x|handle` }))).toBe(0)
})

describe('those concerned hear of it in the chat', () => {
  const said = (): Promise<OutboundMessage[]> => scene.stage.runner.read((tx) => tx.find(OutboundMessage, { order: { id: 'ASC' } }))
  const lastSaid = async (): Promise<OutboundMessage> => (await said()).at(-1)!

  test('in the matter’s group, with a mention', async () => {
    const group = scene.group('消防隐患排查群')
    const wish = { body: '报送演练方案', parties: [{ party: `m:${scene.member('李四')}` }], groupId: group, dueAt: tomorrow() }
    const { number } = (await (await scene.as('张三')).post('/tasks', wish)).body.matter
    const registered = await lastSaid()
    expect(registered).toMatchObject({ groupId: group, mentionIds: [scene.member('李四')], purpose: 'notice', state: 'ready' })
    expect(registered.text).toContain(`〔${number}〕已立项`)
    expect(registered.text).toContain('@李四 (张三 在小程序提交)')
    await (await scene.as('张三')).post(`/matters/${number}/urge`)
    expect((await lastSaid()).text).toContain('抓紧办理')
    await (await scene.as('李四')).post(`/matters/${number}/finish`, { text: '已报' })
    expect(await lastSaid()).toMatchObject({
      groupId: group,
      mentionIds: [scene.member('张三')],
      text: expect.stringContaining('已申请办结'),
    })
  })

  test('privately when it came from no group; the actor is never told', async () => {
    const wish = {
      body: '自己的备忘',
      parties: [{ party: `m:${scene.member('张三')}` }, { party: `m:${scene.member('李四')}` }],
      dueAt: tomorrow(),
    }
    const before = (await said()).length
    await (await scene.as('张三')).post('/tasks', wish)
    const fresh = (await said()).slice(before)
    expect(fresh).toMatchObject([{ groupId: null, memberId: scene.member('李四') }])
  })

  test('once, though the request came twice', async () => {
    const wish = { body: '一次就够', parties: [{ party: `m:${scene.member('李四')}` }], dueAt: tomorrow() }
    const zhang = await scene.as('张三')
    const before = (await said()).length
    for (let n = 0; n < 3; n += 1) await zhang.post('/tasks', wish, { 'Idempotency-Key': 'tell-once-key' })
    expect(await said()).toHaveLength(before + 1)
  })
})

test('a text with a secrecy marking is turned away unstored; the incident is kept with a digest', async () => {
  const zhang = await scene.as('张三')
  const count = (): Promise<number> => scene.stage.runner.read((tx) => tx.count(Matter))
  const before = await count()
  const refused = await zhang.post('/tasks', {
    body: '报送机密★方案',
    parties: [{ party: `m:${scene.member('李四')}` }],
    dueAt: tomorrow(),
  })
  expect(refused).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('疑似涉密') } } })
  expect(await count()).toBe(before)
  const incidents = await scene.stage.runner.read((tx) => tx.find(SecurityIncident))
  expect(incidents).toMatchObject([{ memberId: scene.member('张三'), marking: '机密', channel: 'miniprogram' }])
  expect(JSON.stringify(incidents)).not.toContain('报送')
})

describe('what is mine beside tasks', () => {
  test('reminders are listed and put off', async () => {
    const number = await scene.task('值班表', [`m:${scene.member('赵六')}`])
    const zhao = await scene.as('赵六')
    const before = (await zhao.get('/reminders')).body.items.find((item: any) => item.todo.matter.number === number)
    const until = before.at + 3_600_000
    expect((await zhao.post('/reminders/snooze', { until })).body).toMatchObject({ until })
    const after = (await zhao.get('/reminders')).body.items.find((item: any) => item.todo.matter.number === number)
    expect(after.at).toBe(until)
  })

  test('a stand-in sees and answers in my place until it ends', async () => {
    const number = await scene.task('办件', [`m:${scene.member('李四')}`])
    const li = await scene.as('李四')
    const wang = await scene.as('王五')
    expect((await wang.get(`/matters/${number}`)).status).toBe(404)
    expect((await li.post('/delegations', { kind: 'stand_in', toId: scene.member('王五'), endsAt: tomorrow() })).status).toBe(201)
    expect((await wang.get('/delegations')).body.items).toMatchObject([{ from: { name: '李四' }, to: { name: '王五' } }])
    expect((await wang.post(`/matters/${number}/feedback`, { text: '在办' })).status).toBe(200)
    const read = await wang.get(`/matters/${number}`)
    expect(read.body.timeline.items[0]).toMatchObject({ actor: { name: '王五' }, onBehalfOf: { name: '李四' } })
    expect((await li.post('/delegations/end', { kind: 'stand_in' })).body.ended).toBe(1)
    expect((await wang.get(`/matters/${number}`)).status).toBe(404)
  })

  test('a suggestion gets a number and is mine to see', async () => {
    const wang = await scene.as('王五')
    const made = await wang.post('/suggestions', { body: '同一数据请勿重复报送' })
    expect(made).toMatchObject({ status: 201, body: { kind: 'suggestion', state: 'open' } })
    expect((await wang.get(`/matters/${made.body.number}`)).status).toBe(200)
    expect((await (await scene.as('李四')).get(`/matters/${made.body.number}`)).status).toBe(404)
    const answered = await (await scene.as('张三')).post(`/matters/${made.body.number}/finish`, { text: '已合并报送口径' })
    expect(answered).toMatchObject({ status: 200, body: { state: 'closed' } })
    expect((await wang.get(`/matters/${made.body.number}`)).body.timeline.items[0].text).toBe('已合并报送口径')
  })

  test('the ledger of groups, and a group’s matters for its members', async () => {
    const li = await scene.as('李四')
    expect((await li.get('/groups')).body.items.map((group: any) => group.name)).toEqual(['消防隐患排查群'])
    const path = `/groups/${scene.group('消防隐患排查群')}/matters`
    expect((await li.get(path)).status).toBe(200)
    expect((await (await scene.as('王五')).get(path)).status).toBe(404)
  })

  test('pickers find people with their numbers masked, and units by any name', async () => {
    const wang = await scene.as('王五')
    expect((await wang.get('/members?text=李四')).body.items).toMatchObject([{ name: '李四', mobileMasked: '139****0000' }])
    expect((await wang.get('/units?text=消防队')).body.items).toMatchObject([{ name: '消防救援支队' }])
  })

  test('pages follow each other without holes', async () => {
    const zhang = await scene.as('张三')
    const all = (await zhang.get('/matters?limit=100')).body.items.map((item: any) => item.number)
    const walked: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: any = (await zhang.get(`/matters?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)).body
      walked.push(...page.items.map((item: any) => item.number))
      cursor = page.nextCursor
    }
    expect(walked).toEqual(all)
  })
})

test('none of all this was a fault of ours', () => {
  expect(scene.faults()).toEqual([])
})
