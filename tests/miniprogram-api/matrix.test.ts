import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rolesOf, type Route } from '../../miniprogram-api/define-route.ts'
import { listRoutes } from '../../miniprogram-api/routes/index.ts'
import { administrationRoles, roles, type Role } from '../../rules/roles.ts'
import { HOUR_MS } from '../../rules/instant.ts'
import { openApiScene, type Answer, type ApiScene } from './api-scene.ts'
import { sampleCalls } from './samples.ts'

/** Generated from the route list: route × (no token, dead token, each role) × (the owner's side, another unit). */
let scene: ApiScene
let things: { matter: number; grantId: string; attachmentId: string }
beforeAll(async () => {
  scene = await openApiScene({ demo: true })
  things = {
    matter: await scene.task('完成老旧小区消防隐患排查', [`m:${scene.member('李四')}`], scene.group('消防隐患排查群')),
    grantId: '',
    attachmentId: '',
  }
  // Of the issuer: nobody in the matrix may take it away, and so it stays for every call.
  const { path, query, upload } = sampleCalls(scene, things)['post /matters/:number/attachments']!
  const attached = await scene.ask('post', `/matters/${path!['number']}/attachments${query}`, {
    token: await scene.signIn(scene.member('张三')),
    raw: upload!.bytes,
    headers: { 'content-type': upload!.type },
  })
  things.attachmentId = attached.body.id
})
afterAll(() => scene.close())

const routes = listRoutes({ demo: true })
const nameOf = (route: Route): string => `${route.method} ${route.path}`
const needsSample = (route: Route): boolean => route.path.includes(':') || route.body !== undefined

const callRoute = async (route: Route, token: string | undefined): Promise<Answer> => {
  // A grant of its own for every call that may take it away.
  if (route.path === '/admin/roles/:id') things.grantId = await scene.grant('赵六', 'editor', 'CG').catch(() => things.grantId)
  const sample = sampleCalls(scene, things)[nameOf(route)] ?? {}
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => sample.path?.[name] ?? 'missing') + (sample.query ?? '')
  return scene.ask(route.method, path, {
    token,
    ...(sample.upload ? { raw: sample.upload.bytes, headers: { 'content-type': sample.upload.type } } : { body: sample.body }),
  })
}

const signed = routes.filter((route) => route.who !== 'anyone')

test('every route that takes something has a good call to show', () => {
  const samples = sampleCalls(scene, things)
  expect(
    routes
      .filter(needsSample)
      .map(nameOf)
      .filter((name) => !(name in samples)),
  ).toEqual([])
  expect(Object.keys(samples).filter((name) => !routes.some((route) => nameOf(route) === name))).toEqual([])
})

describe('without a living session nobody passes', () => {
  test.each(signed.map((route) => [nameOf(route), route] as const))('%s', async (_name, route) => {
    expect((await callRoute(route, undefined)).status).toBe(401)
    expect((await callRoute(route, 'A'.repeat(43))).status).toBe(401)
    const stale = await scene.signIn(scene.member('李四'))
    scene.machinePasses(12 * HOUR_MS)
    expect((await callRoute(route, stale)).status).toBe(401)
  })
})

describe('what is open to anyone needs no token', () => {
  test.each(routes.filter((route) => route.who === 'anyone').map((route) => [nameOf(route), route] as const))(
    '%s',
    async (_name, route) => {
      const answer = await callRoute(route, undefined)
      expect([200, 201, 202, 400, 410]).toContain(answer.status)
    },
  )
})

const isAdministration = (role: Role): boolean => administrationRoles.some((each) => each === role)

/** What the declaration of a route promises to somebody with this role on this side. */
const mayPass = (route: Route, role: Role | 'none', side: 'owner' | 'other'): boolean => {
  const asked = rolesOf(route)
  if (asked) return role !== 'none' && asked.includes(role)
  return route.scope === 'own' || route.scope === 'office' || side === 'owner'
}

const sides = [
  { side: 'owner', person: '李四', unitCode: 'XF' },
  { side: 'other', person: '王五', unitCode: 'CG' },
] as const

describe.each(['none', ...roles] as const)('%s', (role) => {
  const granted: string[] = []
  beforeAll(async () => {
    if (role === 'none') return
    // Business roles in one's own unit; administration is one for the whole office.
    for (const { person, unitCode } of sides) granted.push(await scene.grant(person, role, isAdministration(role) ? 'ZFB' : unitCode))
  })
  afterAll(async () => {
    for (const grantId of granted) await scene.revoke(grantId)
  })

  test.each(signed.map((route) => [nameOf(route), route] as const))('%s', async (_name, route) => {
    for (const { side, person } of sides) {
      const answer = await callRoute(route, await scene.signIn(scene.member(person)))
      const what = `${person} (${side}): ${answer.status} ${JSON.stringify(answer.body?.error ?? '')}`
      if (mayPass(route, role, side)) expect([200, 201, 204, 400, 403, 409], what).toContain(answer.status)
      else expect(answer.status, what).toBe(404)
    }
  })
})

test('an office-wide leader, director or supervisor sees what is not theirs; other roles of the root do not', async () => {
  for (const role of roles) {
    const grantId = await scene.grant('王五', role, 'ZFB')
    const answer = await scene.ask('get', `/matters/${things.matter}`, { token: await scene.signIn(scene.member('王五')) })
    await scene.revoke(grantId)
    const overseers: readonly Role[] = ['leader', 'director', 'deputy_director', 'supervisor', 'unit_head']
    expect(answer.status, role).toBe(overseers.includes(role) ? 200 : 404)
  }
})

test('an administrator of a single unit administers nothing', async () => {
  for (const role of administrationRoles) {
    const grantId = await scene.grant('王五', role, 'CG')
    for (const route of signed.filter((each) => rolesOf(each)?.includes(role))) {
      expect((await callRoute(route, await scene.signIn(scene.member('王五')))).status, nameOf(route)).toBe(404)
    }
    await scene.revoke(grantId)
  }
})
