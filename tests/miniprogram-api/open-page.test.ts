import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
beforeAll(async () => {
  scene = await openApiScene({ demo: true })
})
afterAll(() => scene.close())

const page = (query = '') => fetch(`${scene.url}/open${query}`)

const publish = async (name: string, index: string): Promise<number> => {
  const token = await scene.signIn(scene.member('赵六'))
  const body = {
    name,
    indexNumber: index,
    summary: '<script>alert(1)</script>',
    mode: 'long',
    unitId: scene.unit('CG'),
    datedOn: '2026-11-20',
  }
  const grant = await scene.grant('赵六', 'editor', 'ZFB')
  const made = await scene.ask('post', '/disclosures', { token, body })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const done = await scene.ask('post', `/disclosures/${made.body.number}/publish`, { token, body: {} })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  await scene.revoke(grant)
  return made.body.number as number
}

test('the public page shows what is published, escaped, without login, and nothing else', async () => {
  expect(await (await page()).text()).toContain('目前没有公开的信息')
  await publish('办事指南 & "收费"', 'LJ-1')
  const answer = await page()
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  const html = await answer.text()
  expect(html).toContain('办事指南 &amp; &quot;收费&quot;')
  expect(html).toContain('&lt;script&gt;')
  expect(html).not.toContain('<script')
  expect(html).not.toContain('赵六')
  expect(html).not.toMatch(/https?:\/\//u)
  expect((await fetch(`${scene.url}/open/style.css`)).headers.get('content-type')).toContain('text/css')
})

test('pages have a first and a last; odd addresses show the first', async () => {
  for (let n = 0; n < 21; n += 1) await publish(`指南${n}`, `LJ-P-${n}`)
  expect(await (await page('?page=2')).text()).toContain('第 2 页,共 2 页')
  for (const odd of ['?page=0', '?page=-1', '?page=abc', '?page=1&page=2']) expect(await (await page(odd)).text(), odd).toContain('第 1 页')
  expect(await (await page('?page=99999')).text()).toContain('第 2 页')
})
