import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Route } from '../../miniprogram-api/define-route.ts'
import { openApiScene, type ApiScene } from './api-scene.ts'
import { sampleCalls, type Samples } from './samples.ts'

/** Routes of duties beside tasks and the information line. */
const kinds = /^\/(?:urgent-reports|procedures|absences|meetings|disclosures|members\/:id\/hand-over)/u

let scene: ApiScene
let samples: Samples
const numbers = new Map<string, number>()
beforeAll(async () => {
  scene = await openApiScene({ demo: true })
  samples = sampleCalls(scene, { matter: 1, grantId: '' })
  await scene.grant('赵六', 'director', 'ZFB')
  for (const role of ['supervisor', 'editor', 'security_admin'] as const) await scene.grant('张三', role, 'ZFB')
  const zhang = await scene.as('张三')
  for (const kind of ['urgent-reports', 'procedures', 'absences', 'meetings', 'disclosures']) {
    const made = await zhang.post(`/${kind}`, samples[`post /${kind}`]?.body)
    if (made.status !== 201) throw new Error(`${kind}: ${JSON.stringify(made.body)}`)
    numbers.set(kind, made.body.number ?? made.body.matter?.number)
  }
})
afterAll(() => scene.close())

const huge = (value: unknown): unknown[] => {
  if (typeof value === 'string') return ['字'.repeat(21_000), 7, '']
  if (typeof value === 'number') return [Number.MAX_SAFE_INTEGER + 2, 1.5, '1']
  if (Array.isArray(value)) return [Array.from({ length: 600 }, () => value[0]), {}, 'x']
  if (typeof value === 'boolean') return ['yes', 2]
  return []
}

test('every field of every body has an end, and what goes beyond it is refused with its name', async () => {
  const zhang = await scene.as('张三')
  const routes = scene.routes.filter(({ method, path, body }: Route) => kinds.test(path) && method === 'post' && body !== undefined)
  expect(routes.length).toBeGreaterThan(20)
  for (const { path } of routes) {
    const { body = {}, path: at } = samples[`post ${path}`] ?? {}
    const kind = path.split('/')[1] ?? ''
    const address = path.replace(':number', String(numbers.get(kind))).replace(':id', at?.['id'] ?? '')
    for (const [field, value] of Object.entries(body as Record<string, unknown>)) {
      for (const wrong of huge(value)) {
        const answer = await zhang.post(address, { ...(body as object), [field]: wrong })
        const what = `${path} ${field} ${JSON.stringify(wrong).slice(0, 20)}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`
        // A title may be left empty where it is made from the words, a reason where none is asked: that is the route's to say.
        if (wrong === '') expect.soft([200, 201, 400, 403, 409], what).toContain(answer.status)
        else expect.soft(answer.status, what).toBe(400)
      }
    }
    const other = await zhang.post(address, { ...(body as object), nobodyAskedForThis: true })
    expect.soft(other.status, `${path} with a field of its own`).toBe(400)
    const tooLarge = await zhang.post(address, { ...(body as object), text: 'x'.repeat(3_000_000) })
    expect.soft([400, 413], path).toContain(tooLarge.status)
    for (const form of ['[]', 'null', '"x"', '{', '{"a":'.repeat(5_000)]) {
      const answer = await scene.ask('post', address, { token: zhang.token, raw: form, headers: { 'content-type': 'application/json' } })
      expect.soft(answer.status, `${path} ${form.slice(0, 10)}`).toBe(400)
    }
  }
  expect(scene.faults()).toEqual([])
}, 60_000)

test('a procedure of too many steps, a step of too many words, a meeting of too many people', async () => {
  const zhang = await scene.as('张三')
  const step = { key: 'do', name: '办理', party: { by: 'applicant' } }
  const definition = { code: 'much', name: '太多', steps: [step] }
  const bad = [
    { steps: Array.from({ length: 21 }, (_, n) => ({ ...step, key: `k${n}` })) },
    { steps: [{ ...step, name: '办'.repeat(21) }] },
    { steps: [{ ...step, content: '办'.repeat(201) }] },
    { steps: [{ ...step, party: { by: 'member', member: '张'.repeat(91) } }] },
    { steps: [{ ...step, limit: { workingDays: 251 } }] },
    { steps: [{ ...step, limit: { workingHours: 0 } }] },
    { name: '太'.repeat(21) },
    { code: 'c'.repeat(33) },
    { note: '注'.repeat(401) },
  ]
  for (const part of bad) {
    const answer = await zhang.post('/procedures/definitions', { ...definition, ...part })
    expect.soft(answer.status, JSON.stringify(part).slice(0, 60)).toBe(400)
  }
  const parties = Array.from({ length: 501 }, () => `m:${scene.member('李四')}`)
  expect((await zhang.post('/meetings', { body: '防火工作例会', parties, startsAt: scene.now() + 86_400_000 })).status).toBe(400)
  expect(scene.faults()).toEqual([])
})
