import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Binding, Session } from '../../entities/index.ts'
import { HOUR_MS, MINUTE_MS } from '../../rules/instant.ts'
import { perform } from '../../database/stage.ts'
import { useBindCode } from '../../use-cases/bindings/bind-codes.ts'
import { issueLoginCode } from '../../use-cases/bindings/login-codes.ts'
import { noteContact } from '../../use-cases/bindings/note-contact.ts'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
beforeAll(async () => {
  scene = await openApiScene()
})
afterAll(() => scene.close())

const kit = () => ({ key: scene.config.keys.codes, machineNow: scene.machineNow() })
const loginCodeOf = (name: string): Promise<string> =>
  perform(scene.stage, { memberId: scene.member(name) }, (ctx) => issueLoginCode(ctx, kit()))

describe('a token', () => {
  test('opens the door and is nowhere in the database', async () => {
    const li = await scene.as('李四')
    const me = await li.get('/me')
    expect(me.status).toBe(200)
    expect(me.body).toMatchObject({ name: '李四', unit: { name: '消防救援支队' } })
    const rows = await scene.stage.runner.read((tx) => tx.find(Session))
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(li.token)
  })

  test.each([
    ['none', undefined],
    ['a short one', 'abc'],
    ['one never given', 'x'.repeat(43)],
  ])('%s is answered 401 with Bearer', async (_what, token) => {
    const answer = await scene.ask('get', '/me', { token })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(answer.body.error).toMatchObject({ code: 'not_signed_in', requestId: answer.headers.get('x-request-id') })
  })

  test('ends after thirty idle minutes, and lives on while it is used', async () => {
    const li = await scene.as('李四')
    scene.machinePasses(25 * MINUTE_MS)
    expect((await li.get('/me')).status).toBe(200)
    scene.machinePasses(25 * MINUTE_MS)
    expect((await li.get('/me')).status).toBe(200)
    scene.machinePasses(30 * MINUTE_MS)
    expect((await li.get('/me')).status).toBe(401)
  })

  test('ends after twelve hours whatever happens', async () => {
    const li = await scene.as('李四')
    for (let passed = 0; passed < 12 * 60 - 20; passed += 20) {
      scene.machinePasses(20 * MINUTE_MS)
      expect((await li.get('/me')).status).toBe(200)
    }
    scene.machinePasses(20 * MINUTE_MS)
    expect((await li.get('/me')).status).toBe(401)
  })

  test('does not age with the office clock', async () => {
    const li = await scene.as('李四')
    scene.officePasses(HOUR_MS)
    expect((await li.get('/me')).status).toBe(200)
  })

  test('notes its use at most once a minute', async () => {
    const li = await scene.as('李四')
    const lastUsed = async (): Promise<number> => {
      const [row] = await scene.stage.runner.read((tx) => tx.find(Session, { order: { id: 'DESC' }, take: 1 }))
      return row!.lastUsedAt
    }
    const opened = await lastUsed()
    scene.machinePasses(59_000)
    await li.get('/me')
    expect(await lastUsed()).toBe(opened)
    scene.machinePasses(1_000)
    await li.get('/me')
    expect(await lastUsed()).toBe(opened + MINUTE_MS)
  })

  test('is worth nothing after signing out; signing out twice is refused, not broken', async () => {
    const li = await scene.as('李四')
    expect((await li.del('/sessions/current')).status).toBe(204)
    expect((await li.get('/me')).status).toBe(401)
    expect((await li.del('/sessions/current')).status).toBe(401)
  })

  test('of somebody else is ended by the security administrator alone', async () => {
    const li = await scene.as('李四')
    const again = await scene.as('李四')
    const path = `/admin/members/${scene.member('李四')}/sessions`
    expect((await li.del(path)).status).toBe(404)
    expect((await (await scene.as('系管')).del(path)).status).toBe(404)
    const ended = await (await scene.as('安管')).del(path)
    expect(ended.status).toBe(200)
    expect(ended.body.ended).toBeGreaterThanOrEqual(2)
    expect((await li.get('/me')).status).toBe(401)
    expect((await again.get('/me')).status).toBe(401)
  })

  test('loses a right at the very next call', async () => {
    await scene.grant('赵六', 'system_admin', 'ZFB')
    const zhao = await scene.as('赵六')
    const read = await (await scene.as('安管')).get(`/admin/members/${scene.member('赵六')}`)
    expect((await zhao.get('/settings')).status).toBe(200)
    const gone = await (await scene.as('安管')).del(`/admin/roles/${read.body.roles[0].id}`)
    expect(gone.status).toBe(204)
    expect((await zhao.get('/settings')).status).toBe(404)
  })
})

describe('a login code', () => {
  test('opens one session, once', async () => {
    const code = await loginCodeOf('李四')
    const opened = await scene.ask('post', '/sessions/code', { body: { code } })
    expect(opened.status).toBe(201)
    expect((await scene.ask('get', '/me', { token: opened.body.token })).body.name).toBe('李四')
    expect((await scene.ask('post', '/sessions/code', { body: { code } })).status).toBe(400)
  })

  test('is over after five minutes', async () => {
    const code = await loginCodeOf('李四')
    scene.machinePasses(5 * MINUTE_MS)
    expect((await scene.ask('post', '/sessions/code', { body: { code } })).body.error.code).toBe('bad_request')
  })

  test('is locked by five wrong tries: the counted tries survive the refusal', async () => {
    const code = await loginCodeOf('李四')
    const wrong = `${code.slice(0, 4)}${String((Number(code.slice(4)) + 1) % 1e6).padStart(6, '0')}`
    for (let n = 0; n < 5; n += 1) expect((await scene.ask('post', '/sessions/code', { body: { code: wrong } })).status).toBe(400)
    expect((await scene.ask('post', '/sessions/code', { body: { code } })).status).toBe(400)
  })

  test('sent twice at once opens one session', async () => {
    const code = await loginCodeOf('李四')
    const answers = await Promise.all([1, 2, 3].map(() => scene.ask('post', '/sessions/code', { body: { code } })))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 400, 400])
  })
})

describe('a mini-program code', () => {
  test('of an openid nobody has: ticket, #绑定 in the chat, session', async () => {
    const first = await scene.ask('post', '/sessions/miniprogram', { body: { code: 'li-phone' } })
    expect(first.status).toBe(202)
    expect(first.body.instruction).toBe(`#绑定 ${first.body.bindCode}`)
    const poll = () => scene.ask('post', '/sessions/ticket', { body: { ticket: first.body.ticket } })
    expect(await poll()).toMatchObject({ status: 202, body: { state: 'waiting' } })

    await scene.byClock(async (ctx) => {
      const contact = await noteContact(ctx, { channel: 'wechaty', account: 'bot', externalId: 'contact-li', name: '李四' })
      await ctx.tx.update(Binding, { id: contact.id }, { memberId: scene.member('李四'), confirmedAt: ctx.now })
      expect(await useBindCode(ctx, kit(), { code: first.body.bindCode, bindingId: contact.id })).toMatchObject({ outcome: 'linked' })
    })
    const opened = await poll()
    expect(opened.status).toBe(201)
    expect((await scene.ask('get', '/me', { token: opened.body.token })).body.name).toBe('李四')

    const again = await scene.ask('post', '/sessions/miniprogram', { body: { code: 'li-phone' } })
    expect(again.status).toBe(201)

    // A lost phone: the openid opens nothing any more, nor does the ticket that had been ready.
    await (await scene.as('安管')).del(`/admin/members/${scene.member('李四')}/bindings`)
    expect((await poll()).status).toBe(410)
    expect((await scene.ask('post', '/sessions/miniprogram', { body: { code: 'li-phone' } })).status).toBe(202)
  })

  test('a ticket of nobody, or too old, is gone', async () => {
    expect((await scene.ask('post', '/sessions/ticket', { body: { ticket: 'x'.repeat(43) } })).status).toBe(410)
    const first = await scene.ask('post', '/sessions/miniprogram', { body: { code: 'late-phone' } })
    scene.machinePasses(5 * MINUTE_MS)
    expect((await scene.ask('post', '/sessions/ticket', { body: { ticket: first.body.ticket } })).status).toBe(410)
  })

  test.each([
    ['stale', 400, 'bad_request'],
    ['busy', 503, 'unavailable'],
    ['broken', 503, 'unavailable'],
    ['html', 503, 'unavailable'],
    ['redirect', 503, 'unavailable'],
  ])('WeChat says %s: %i %s, and not a word of the secret', async (code, status, errorCode) => {
    const answer = await scene.ask('post', '/sessions/miniprogram', { body: { code } })
    expect(answer.status).toBe(status)
    expect(answer.body.error.code).toBe(errorCode)
    expect(JSON.stringify(answer.body) + scene.logged()).not.toContain('the-app-secret')
  })

  test('WeChat says nothing: unavailable within a little over three seconds', async () => {
    const began = performance.now()
    const answer = await scene.ask('post', '/sessions/miniprogram', { body: { code: 'silent' } })
    expect(answer.status).toBe(503)
    expect(performance.now() - began).toBeLessThan(4_000)
  })

  test('asks WeChat as its documentation says', () => {
    const asked = scene.wechat.asked[0]!
    expect(asked.pathname).toBe('/sns/jscode2session')
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      appid: 'wx-test',
      secret: 'the-app-secret',
      js_code: 'li-phone',
      grant_type: 'authorization_code',
    })
  })
})

test('signing in as anybody exists in demonstration mode only', async () => {
  const body = { memberId: scene.member('李四') }
  expect((await scene.ask('post', '/sessions/simulator', { body })).status).toBe(404)
  const demo = await openApiScene({ demo: true })
  const opened = await demo.ask('post', '/sessions/simulator', { body: { memberId: demo.member('李四') } })
  expect(opened.status).toBe(201)
  expect((await demo.ask('post', '/sessions/simulator', { body: { memberId: '0'.repeat(26) } })).status).toBe(401)
  await demo.close()
})
