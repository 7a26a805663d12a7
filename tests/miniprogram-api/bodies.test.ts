import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takesKey, type Route } from '../../miniprogram-api/define-route.ts'
import { listRoutes } from '../../miniprogram-api/routes/index.ts'
import { roles } from '../../rules/roles.ts'
import { openApiScene, type Answer, type ApiScene } from './api-scene.ts'
import { sampleCalls } from './samples.ts'

/** Generated from the route list: what every route does with a wrong body and with the same request twice. */
let scene: ApiScene
let token: string
beforeAll(async () => {
  scene = await openApiScene()
  for (const role of roles) await scene.grant('李四', role, 'ZFB')
  token = await scene.signIn(scene.member('李四'))
})
afterAll(() => scene.close())

const routes = listRoutes({ demo: false })
const named = (some: readonly Route[]) => some.map((route) => [`${route.method} ${route.path}`, route] as const)

const withBody = named(routes.filter((route) => route.body !== undefined && route.upload === undefined))
const keyed = named(routes.filter((route) => takesKey(route) && !route.upload))

/** A good call on things of its own, by somebody who may do everything. */
const prepare = async (name: string, route: Route) => {
  const matter = await scene.task('排查隐患', [`m:${scene.member('李四')}`], scene.group('消防隐患排查群'))
  const { path, body } = sampleCalls(scene, { matter, grantId: '' })[name] ?? {}
  const address = route.path.replace(/:(\w+)/g, (_, part: string) => path?.[part] ?? 'missing')
  const send = (sent: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    scene.ask(route.method, address, { token, body: sent, headers })
  return { body: body as Record<string, unknown>, send }
}

describe('a wrong body', () => {
  test.each(withBody)('%s', async (name, route) => {
    const { body, send } = await prepare(name, route)
    for (const wrong of [{ ...body, surprise: 1 }, [], { surprise: { deep: 'x'.repeat(1000) } }]) {
      const answer = await send(wrong)
      expect(answer.status, JSON.stringify(answer.body)).toBe(400)
      expect(answer.body.error).toMatchObject({
        code: 'bad_request',
        message: expect.stringMatching(/[\u4e00-\u9fff]/),
        requestId: expect.any(String),
      })
    }
    expect((await send({ ...body, surprise: 'x'.repeat(300_000) })).status).toBe(413)
  })
})

describe('the same request with the same key', () => {
  test.each(keyed)('%s', async (name, route) => {
    const { body, send } = await prepare(name, route)
    const key = { 'Idempotency-Key': `twice-${name.replaceAll(/\W/g, '-')}` }
    const [first, ...others] = await Promise.all([send(body, key), send(body, key), send(body, key)])
    for (const other of others)
      expect({ status: other.status, body: { ...other.body, error: other.body.error?.code } }).toEqual({
        status: first.status,
        body: { ...first.body, error: first.body.error?.code },
      })
    if (first.status < 300) expect((await send({ ...body, other: 1 }, key)).status).not.toBe(first.status)
  })
})

test('none of it was a fault of ours', () => {
  expect(scene.faults()).toEqual([])
})
