import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Matter } from '../../entities/index.ts'
import { defaultRateLimits } from '../../miniprogram-api/api-config.ts'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
beforeAll(async () => {
  scene = await openApiScene()
})
afterAll(() => scene.close())

const others: ApiScene[] = []
const another = async (...changes: Parameters<typeof openApiScene>): Promise<ApiScene> => {
  const opened = await openApiScene(...changes)
  others.push(opened)
  return opened
}
afterEach(async () => {
  for (const each of others.splice(0)) await each.close()
})

describe('a body', () => {
  test.each([
    ['is not JSON', '{"code":', 400, 'bad_request'],
    ['is not an object', '"text"', 400, 'bad_request'],
    ['is larger than 256 KB', JSON.stringify({ code: 'x'.repeat(256 * 1024) }), 413, 'too_large'],
  ])('that %s', async (_what, raw, status, code) => {
    const answer = await scene.ask('post', '/sessions/code', { raw, headers: { 'content-type': 'application/json' } })
    expect(answer.status).toBe(status)
    expect(answer.body.error.code).toBe(code)
    expect(answer.body.error.requestId).toBe(answer.headers.get('x-request-id'))
  })

  test('of another type is refused in words', async () => {
    const answer = await scene.ask('post', '/sessions/code', {
      raw: 'code=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer).toMatchObject({ status: 400, body: { error: { message: '请以 application/json 提交' } } })
  })

  test('with wrong fields gets every complaint with its field, in Chinese', async () => {
    const li = await scene.as('李四')
    const answer = await li.post('/tasks', { body: '', parties: [{ party: 'x', role: 'boss' }], extra: 1 })
    expect(answer.status).toBe(400)
    const { code, details } = answer.body.error
    expect(code).toBe('bad_request')
    expect(details.map(({ field }: { field: string }) => field).toSorted()).toEqual(['', 'body', 'parties[0].party', 'parties[0].role'])
    for (const { message } of details) expect(message).toMatch(/[\u4e00-\u9fff]/)
  })

  test('an upload of the wrong type or over 5 MB is refused before it is read', async () => {
    const admin = await scene.as('系管')
    const send = (type: string, bytes: Uint8Array<ArrayBuffer>) =>
      scene.ask('post', '/admin/people-import', { token: admin.token, raw: bytes, headers: { 'content-type': type } })
    expect((await send('image/png', new Uint8Array(8))).status).toBe(400)
    expect(await send('text/csv', new Uint8Array(5 * 1024 * 1024 + 1))).toMatchObject({
      status: 413,
      body: { error: { code: 'too_large' } },
    })
  })
})

describe('a query', () => {
  test('takes numbers and flags as text, and text that looks like a number as text', async () => {
    const zhang = await scene.as('张三')
    expect((await zhang.get('/todos?limit=5&overdue=false&level=1')).status).toBe(200)
    expect((await zhang.get('/matters?text=128&state=open')).status).toBe(200)
  })

  test.each(['/todos?limit=0', '/todos?limit=many', '/todos?level=7', '/todos?cursor=junk', '/units', '/matters?state=asleep'])(
    '%s is refused',
    async (path) => {
      const answer = await (await scene.as('张三')).get(path)
      expect(answer.status).toBe(400)
      expect(answer.body.error.code).toBe('bad_request')
    },
  )

  test.each(['/matters/0', '/matters/abc', '/matters/99999999999', '/groups/x/matters', '/nothing'])('%s is not there', async (path) => {
    expect((await (await scene.as('张三')).get(path)).status).toBe(404)
  })

  test('a method the address does not know is 404 as well', async () => {
    expect((await (await scene.as('张三')).del('/me')).status).toBe(404)
  })
})

describe('the same Idempotency-Key', () => {
  const wish = () => ({ body: '报送年度总结', parties: [{ party: `m:${scene.member('张三')}` }], dueAt: scene.now() + 86_400_000 })
  const countMatters = (): Promise<number> => scene.stage.runner.read((tx) => tx.count(Matter))
  const key = (name: string) => ({ 'Idempotency-Key': name })

  test('sent again has one effect and the same answer', async () => {
    const zhang = await scene.as('张三')
    const before = await countMatters()
    const first = await zhang.post('/tasks', wish(), key('same-key-1'))
    const second = await zhang.post('/tasks', wish(), key('same-key-1'))
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body).toEqual(first.body)
    expect(await countMatters()).toBe(before + 1)
  })

  test('sent ten times at once has one effect and ten equal answers', async () => {
    const zhang = await scene.as('张三')
    const before = await countMatters()
    const body = wish()
    const answers = await Promise.all(Array.from({ length: 10 }, () => zhang.post('/tasks', body, key('same-key-2'))))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201))
    expect(new Set(answers.map(({ body: { matter } }) => matter.number)).size).toBe(1)
    expect(await countMatters()).toBe(before + 1)
  })

  test('with another request is a conflict; of another person it is another key', async () => {
    const zhang = await scene.as('张三')
    await zhang.post('/tasks', wish(), key('same-key-3'))
    expect(await zhang.post('/tasks', { ...wish(), body: '别的事' }, key('same-key-3'))).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict' } },
    })
    const wang = await scene.as('王五')
    const own = { body: '自己的事', parties: [{ party: `m:${scene.member('王五')}` }], dueAt: scene.now() + 86_400_000 }
    expect((await wang.post('/tasks', own, key('same-key-3'))).status).toBe(201)
  })

  test('of a refused request may be used again once the reason is gone', async () => {
    const zhang = await scene.as('张三')
    const number = await scene.task('归档', [`m:${scene.member('李四')}`])
    expect((await zhang.post(`/matters/${number}/accept`, {}, key('same-key-4'))).status).toBe(409)
    expect((await (await scene.as('李四')).post(`/matters/${number}/finish`, { text: '已归档' })).status).toBe(200)
    expect((await zhang.post(`/matters/${number}/accept`, {}, key('same-key-4'))).body).toMatchObject({ number, state: 'closed' })
    expect((await zhang.post(`/matters/${number}/accept`, {}, key('same-key-4'))).body).toMatchObject({ number, state: 'closed' })
  })

  test('of a strange form is refused', async () => {
    expect((await (await scene.as('张三')).post('/tasks', wish(), key('短'.normalize() && 'short'))).status).toBe(400)
  })
})

describe('too many calls', () => {
  test('of one token: 429 with Retry-After, others go on', async () => {
    const strict = await another({ limits: { ...defaultRateLimits, perToken: { points: 3, seconds: 60 } } })
    const li = await strict.as('李四')
    for (let n = 0; n < 3; n += 1) expect((await li.get('/me')).status).toBe(200)
    const answer = await li.get('/me')
    expect(answer).toMatchObject({ status: 429, body: { error: { code: 'too_many' } } })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await (await strict.as('王五')).get('/me')).status).toBe(200)
  })

  test('of one address, whatever it says in X-Forwarded-For', async () => {
    const strict = await another({ limits: { ...defaultRateLimits, perAddress: { points: 2, seconds: 60 } } })
    const from = (address: string) => strict.ask('get', '/me', { headers: { 'x-forwarded-for': address } })
    expect([(await from('1.1.1.1')).status, (await from('2.2.2.2')).status, (await from('3.3.3.3')).status]).toEqual([401, 401, 429])
  })

  test('behind one trusted proxy the address the proxy saw counts, not what the caller wrote before it', async () => {
    const proxied = await another({ trustedProxies: 1, limits: { ...defaultRateLimits, perAddress: { points: 1, seconds: 60 } } })
    const from = (chain: string) => proxied.ask('get', '/me', { headers: { 'x-forwarded-for': chain } })
    expect((await from('6.6.6.6, 1.1.1.1')).status).toBe(401)
    expect((await from('7.7.7.7, 1.1.1.1')).status).toBe(429)
    expect((await from('2.2.2.2')).status).toBe(401)
  })

  test('with wrong login codes: the address has to wait', async () => {
    const strict = await another({ limits: { ...defaultRateLimits, wrongCodes: { points: 3, seconds: 60 } } })
    const guess = (n: number) => strict.ask('post', '/sessions/code', { body: { code: `000000000${n}` } })
    for (let n = 0; n < 3; n += 1) expect((await guess(n)).status).toBe(400)
    expect((await guess(4)).status).toBe(429)
  })

  test('that open sessions', async () => {
    const strict = await another({ limits: { ...defaultRateLimits, signIn: { points: 1, seconds: 60 } } })
    const poll = () => strict.ask('post', '/sessions/ticket', { body: { ticket: 'x'.repeat(43) } })
    expect([(await poll()).status, (await poll()).status]).toEqual([410, 429])
  })
})

describe('every answer', () => {
  test('carries the security headers, refusals too', async () => {
    for (const path of ['/api/v1/me', '/api/docs', '/health']) {
      const { headers } = await fetch(`${scene.url}${path}`)
      expect(headers.get('content-security-policy')).toContain("default-src 'self'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-powered-by')).toBeNull()
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
    }
  })

  test('is logged in one line that holds no person, token, code or body', async () => {
    const zhang = await scene.as('张三')
    await zhang.post('/tasks', {
      body: '涉及王小明的事',
      parties: [{ party: `m:${scene.member('李四')}` }],
      dueAt: scene.now() + 86_400_000,
    })
    await zhang.get('/members?text=李四')
    const log = scene.logged()
    const line = JSON.parse(log.trim().split('\n').at(-1)!)
    expect(line).toMatchObject({
      method: 'GET',
      route: '/api/v1/members',
      status: 200,
      requestId: expect.any(String),
      ms: expect.any(Number),
    })
    for (const secret of [zhang.token, '王小明', '李四', '张三', '13812345678', scene.member('张三'), '127.0.0.1'])
      expect(log).not.toContain(secret)
  })

  test('of a fault says nothing about it; the log does, without the data', async () => {
    const broken = await another({
      channels: () => {
        throw new Error('the cable is cut')
      },
    })
    const admin = await broken.as('系管')
    const answer = await admin.get('/admin/channels')
    expect(answer.status).toBe(500)
    expect(answer.body.error.code).toBe('internal')
    expect(JSON.stringify(answer.body)).not.toContain('cable')
    expect(broken.logged()).toContain('the cable is cut')
    expect(broken.logged()).toContain(answer.body.error.requestId)
  })

  test('of a failed query names neither the statement nor its parameters, not even in the log', async () => {
    const broken = await another()
    const li = await broken.as('李四')
    await broken.stage.runner.read((tx) => tx.query('DROP TABLE idempotency_records'))
    const answer = await li.post(
      '/tasks',
      { body: '秘密的事', parties: [{ party: `m:${broken.member('李四')}` }] },
      { 'Idempotency-Key': 'a-key-of-mine' },
    )
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'internal' } } })
    expect(broken.logged()).not.toMatch(/a-key-of-mine|INSERT|DELETE FROM/)
    expect(broken.logged()).toContain('request failed')
  })
})

describe('for those who run it', () => {
  test('alive, ready, and no longer ready when the database is gone', async () => {
    const own = await another()
    expect(await (await fetch(`${own.url}/health`)).json()).toEqual({ status: 'ok', services: ['api'] })
    expect((await fetch(`${own.url}/ready`)).status).toBe(200)
    const { read } = own.stage.runner
    own.stage.runner.read = () => Promise.reject(new Error('gone'))
    expect((await fetch(`${own.url}/ready`)).status).toBe(503)
    own.stage.runner.read = () => new Promise(() => undefined)
    const began = performance.now()
    expect((await fetch(`${own.url}/ready`)).status).toBe(503)
    expect(performance.now() - began).toBeLessThan(2_500)
    own.stage.runner.read = read
  })

  test('the QR code of a channel that waits for a scan is the system administrator’s to see', async () => {
    expect((await (await scene.as('系管')).get('/admin/channels')).body).toEqual({
      items: [{ name: 'wechaty', state: 'scan', qrCode: 'https://login.weixin.qq.com/l/abc' }],
    })
    expect((await (await scene.as('张三')).get('/admin/channels')).status).toBe(404)
  })

  test('pages of the process are served beside the API', async () => {
    const paged = await another({
      extraPages: [
        async (ctx, next) => {
          if (ctx.path !== '/') return next()
          ctx.body = 'the page'
        },
      ],
    })
    expect(await (await fetch(`${paged.url}/`)).text()).toBe('the page')
    expect((await fetch(`${paged.url}/elsewhere`)).status).toBe(404)
  })
})

describe('a stop', () => {
  test('with idle keep-alive connections takes less than a second', async () => {
    const own = await openApiScene()
    const idle = connect(Number(new URL(own.url).port), '127.0.0.1')
    await new Promise((resolve) => idle.once('connect', resolve))
    idle.on('error', () => undefined)
    await fetch(`${own.url}/health`)
    const began = performance.now()
    await own.close()
    expect(performance.now() - began).toBeLessThan(1_000)
    idle.destroy()
  })

  test('lets a call under way finish and ends event streams', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const own = await openApiScene({
      extraPages: [
        async (ctx, next) => {
          if (ctx.path === '/stream') {
            ctx.respond = false
            ctx.res.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n')
            return
          }
          if (ctx.path !== '/slow') return next()
          await held
          ctx.body = 'done'
        },
      ],
    })
    const stream = request(`${own.url}/stream`)
    const ended = new Promise((resolve) => {
      stream.on('response', (response) =>
        response
          .on('data', () => undefined)
          .on('error', resolve)
          .on('close', resolve),
      )
      stream.on('error', resolve)
    })
    stream.end()
    const slow = fetch(`${own.url}/slow`)
    await fetch(`${own.url}/health`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const closing = own.close()
    await ended
    release()
    expect(await (await slow).text()).toBe('done')
    await closing
    await expect(fetch(`${own.url}/health`)).rejects.toThrow('fetch failed')
  })

  test('does not wait for ever', async () => {
    const own = await openApiScene({
      closeLimitMs: 100,
      extraPages: [
        async (ctx, next) => {
          if (ctx.path === '/never') await new Promise(() => undefined)
          return next()
        },
      ],
    })
    const never = fetch(`${own.url}/never`).catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await own.close()
    expect(await never).toBeInstanceOf(Error)
  })
})
