import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AuditRecord, Binding, Member, OutboundMessage } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { rolesOf } from '../../miniprogram-api/define-route.ts'
import { listRoutes } from '../../miniprogram-api/routes/index.ts'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
beforeAll(async () => {
  scene = await openApiScene()
})
afterAll(() => scene.close())

test('who may administer what, said once more by hand: a route that forgets its role shows here', () => {
  const table = listRoutes({ demo: false })
    .filter((route) => route.path.startsWith('/admin') || route.path === '/settings' || route.path === '/audit-records')
    .map((route) => `${route.method} ${route.path}: ${rolesOf(route)?.join(' ') ?? String(route.who)}`)
  expect(table.toSorted()).toEqual([
    'delete /admin/members/:id/bindings: security_admin',
    'delete /admin/members/:id/sessions: security_admin',
    'delete /admin/roles/:id: security_admin',
    'get /admin/channels: system_admin',
    'get /admin/groups: system_admin security_admin',
    'get /admin/members/:id: system_admin security_admin',
    'get /admin/members: system_admin security_admin',
    'get /admin/people-template: system_admin',
    'get /admin/units: system_admin security_admin',
    'get /audit-records: auditor',
    'get /settings: system_admin',
    'patch /admin/groups/:id: system_admin',
    'patch /admin/members/:id: system_admin',
    'patch /admin/units/:id: system_admin',
    'patch /settings: system_admin',
    'post /admin/members/:id/bind-code: security_admin',
    'post /admin/members: system_admin',
    'post /admin/people-import: system_admin',
    'post /admin/roles: security_admin',
    'post /admin/units: system_admin',
  ])
})

describe('the system administrator', () => {
  test('adds, changes and closes a unit; a code taken is a conflict', async () => {
    const admin = await scene.as('系管')
    const wish = { code: 'DSJ', name: '大数据局', parentId: scene.unit('ZFB') }
    const made = await admin.post('/admin/units', wish)
    expect(made).toMatchObject({ status: 201, body: { code: 'DSJ', aliases: [], closedAt: null } })
    expect(await admin.post('/admin/units', wish)).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
    expect((await admin.patch(`/admin/units/${made.body.id}`, { aliases: ['数据局'] })).body.aliases).toEqual(['数据局'])
    expect((await (await scene.as('王五')).get('/units?text=数据局')).body.items).toMatchObject([{ code: 'DSJ' }])
    expect((await admin.patch(`/admin/units/${made.body.id}`, { closed: true })).body.closedAt).toBe(scene.now())
    expect((await admin.patch(`/admin/units/${'0'.repeat(26)}`, { name: '无' })).status).toBe(404)
    expect((await admin.get('/admin/units')).body.items.map((unit: any) => unit.code)).toContain('DSJ')
  })

  test('adds a person whose number is sealed and shown masked, and lets them go', async () => {
    const admin = await scene.as('系管')
    const made = await admin.post('/admin/members', { name: '钱七', unitId: scene.unit('CG'), mobile: '13712345678', staffNo: 'G7' })
    expect(made).toMatchObject({ status: 201, body: { mobile: '137****5678' } })
    const row = await scene.stage.runner.read((tx) => tx.findOneByOrFail(Member, { id: made.body.id }))
    expect(JSON.stringify(row)).not.toContain('13712345678')
    expect((await admin.post('/admin/members', { name: '孙八', unitId: scene.unit('CG'), staffNo: 'G7' })).status).toBe(409)
    expect((await admin.get('/admin/members?limit=3')).body).toMatchObject({ items: { length: 3 }, nextCursor: expect.any(String) })
    const token = await scene.signIn(made.body.id)
    expect((await admin.patch(`/admin/members/${made.body.id}`, { left: true })).body.leftAt).toBe(scene.now())
    expect((await scene.ask('get', '/me', { token })).status).toBe(401)
  })

  test('gives an unregistered group its purpose and owner', async () => {
    const admin = await scene.as('系管')
    const group = scene.group('城管工作群')
    expect((await admin.get('/admin/groups')).body.items).toHaveLength(2)
    const changed = await admin.patch(`/admin/groups/${group}`, { purpose: '市容市貌', closesOn: '2026-12-31' })
    expect(changed.body).toMatchObject({ purpose: '市容市貌', closesOn: '2026-12-31' })
    expect((await admin.patch(`/admin/groups/${group}`, { closesOn: '年底' })).status).toBe(400)
    expect((await (await scene.as('王五')).get(`/groups/${group}`)).body).toMatchObject({
      group: { purpose: '市容市貌', mine: true },
      roster: [{ member: { name: '王五' } }],
    })
  })

  test('reads and changes the settings; a wrong one says where, and nothing changes', async () => {
    const admin = await scene.as('系管')
    expect((await admin.get('/settings')).body.sessionIdleMinutes).toBe(30)
    expect((await admin.patch('/settings', { reminders: { at: '08:45' } })).body.reminders).toMatchObject({
      at: '08:45',
      quietFrom: '18:00',
    })
    const wrong = await admin.patch('/settings', { reminders: { at: '25:00' }, behindPoints: 3 })
    expect(wrong.status).toBe(400)
    expect(JSON.stringify(wrong.body)).toContain('reminders.at')
    expect((await admin.get('/settings')).body).toMatchObject({ behindPoints: 10, reminders: { at: '08:45' } })
  })

  test('imports people by table: all or nothing, each wrong row with its reason, again without doubles', async () => {
    const admin = await scene.as('系管')
    const send = (csv: string, query = '', type = 'text/csv') =>
      scene.ask('post', `/admin/people-import${query}`, { token: admin.token, raw: csv, headers: { 'content-type': type } })
    const good = '姓名,单位代码,工号\n周九,XF,X9\n吴十,XF,X10\n'
    const mixed = `${good}郑十一,没有的单位,X11\n`
    expect((await send(mixed)).body).toMatchObject({ applied: false, problems: [{ line: 4 }] })
    expect((await send(good, '?dryRun=true')).body).toMatchObject({ applied: false, created: 2 })
    expect((await send(good)).body).toMatchObject({ applied: true, created: 2, problems: [] })
    expect((await send(good)).body).toMatchObject({ created: 0, unchanged: 2 })
    expect((await send(mixed, '?partial=true')).body).toMatchObject({ applied: true, problems: [{ line: 4 }] })
    expect((await send('这不是表')).status).toBe(400)
    expect((await send('PK\u0003\u0004 broken', '', 'application/octet-stream')).status).toBe(400)
  })

  test('the template downloads as a file and can be sent back', async () => {
    const admin = await scene.as('系管')
    const file = await admin.get('/admin/people-template')
    expect(file.status).toBe(200)
    expect(file.headers.get('content-disposition')).toContain('attachment')
    expect(Buffer.from(file.body).subarray(0, 2).toString()).toBe('PK')
    const sent = await scene.ask('post', '/admin/people-import', {
      token: admin.token,
      raw: new Uint8Array(file.body),
      headers: { 'content-type': file.headers.get('content-type')! },
    })
    expect(sent.status).toBeLessThan(500)
  })
})

describe('the security administrator', () => {
  test('grants and takes a role; the last of their kind cannot be taken', async () => {
    const admin = await scene.as('安管')
    const granted = await admin.post('/admin/roles', { memberId: scene.member('王五'), role: 'unit_head', unitId: scene.unit('CG') })
    expect(granted.status).toBe(201)
    expect((await (await scene.as('王五')).get('/me')).body.roles).toMatchObject([{ role: 'unit_head', unit: { name: '城市管理局' } }])
    expect((await admin.post('/admin/roles', { memberId: scene.member('王五'), role: 'unit_head', unitId: scene.unit('CG') })).status).toBe(
      409,
    )
    expect((await admin.del(`/admin/roles/${granted.body.id}`)).status).toBe(204)
    expect((await admin.del(`/admin/roles/${granted.body.id}`)).status).toBe(404)
    const own = (await admin.get(`/admin/members/${scene.member('安管')}`)).body.roles[0].id
    expect((await admin.del(`/admin/roles/${own}`)).status).toBe(409)
  })

  test('issues a bind code and unbinds a lost phone', async () => {
    const admin = await scene.as('安管')
    const code = await admin.post(`/admin/members/${scene.member('王五')}/bind-code`)
    expect(code).toMatchObject({ status: 201, body: { instruction: `#绑定 ${code.body.code}` } })
    await scene.byClock((ctx) =>
      insertRows(ctx.tx, Binding, [
        {
          id: ctx.newId(),
          channel: 'wechaty',
          account: 'bot',
          externalId: 'wang',
          subject: 'person',
          memberId: scene.member('王五'),
          groupId: null,
          lastSeenName: '王五-城管',
          boundAt: ctx.now,
          confirmedAt: ctx.now,
        },
      ]),
    )
    const wang = await scene.as('王五')
    const read = await admin.get(`/admin/members/${scene.member('王五')}`)
    expect(read.body.bindings).toMatchObject([{ channel: 'wechaty', name: '王五-城管', confirmed: true }])
    expect(JSON.stringify(read.body)).not.toContain('"wang"')
    expect((await admin.del(`/admin/members/${scene.member('王五')}/bindings`)).body).toMatchObject({ bindings: 1 })
    expect((await wang.get('/me')).status).toBe(401)
  })

  test('a code is never kept for a repeat: the same key gives a new one', async () => {
    const admin = await scene.as('安管')
    const path = `/admin/members/${scene.member('赵六')}/bind-code`
    const codes = [
      await admin.post(path, undefined, { 'Idempotency-Key': 'code-key-1' }),
      await admin.post(path, undefined, { 'Idempotency-Key': 'code-key-1' }),
    ]
    expect(new Set(codes.map(({ body }) => body.code)).size).toBe(2)
  })
})

test('the auditor reads what the others did, page by page, and the others do not', async () => {
  const auditor = await scene.as('审计')
  const walked: any[] = []
  let cursor = ''
  for (let page = 0; page < 50; page += 1) {
    const { body } = await auditor.get(`/audit-records?limit=7${cursor && `&cursor=${cursor}`}`)
    walked.push(...body.items)
    if (body.nextCursor === null) break
    cursor = body.nextCursor
  }
  expect(walked).toHaveLength(await scene.stage.runner.read((tx) => tx.count(AuditRecord)))
  const actions = new Set(walked.map(({ action }) => action))
  for (const action of ['session.open', 'roles.grant', 'roles.revoke', 'settings.change', 'bindings.unbind', 'people.import'])
    expect(actions).toContain(action)
  expect((await auditor.get('/audit-records?action=roles.grant')).body.items.every(({ actor }: any) => actor.name === '安管')).toBe(true)
  expect((await (await scene.as('安管')).get('/audit-records')).status).toBe(404)
})

test('what could not be said in private waits in the mini-program, for its reader alone', async () => {
  await scene.byClock((ctx) =>
    insertRows(ctx.tx, OutboundMessage, [
      {
        id: ctx.newId(),
        dedupeKey: 'in-app-1',
        purpose: 'reply',
        lane: 0,
        groupId: null,
        memberId: scene.member('赵六'),
        bindingId: null,
        text: '请在小程序查看',
        mentionIds: [],
        state: 'in_app',
        attempts: 0,
        claimedBy: null,
        leaseUntil: null,
        notBefore: ctx.now,
        expiresAt: null,
        createdAt: ctx.now,
        settledAt: ctx.now,
        externalId: null,
        error: null,
      },
    ]),
  )
  expect((await (await scene.as('赵六')).get('/messages')).body.items).toMatchObject([{ text: '请在小程序查看' }])
  expect((await (await scene.as('李四')).get('/messages')).body.items).toEqual([])
})

test('none of all this was a fault of ours', () => {
  expect(scene.faults()).toEqual([])
})
