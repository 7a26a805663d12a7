import { get } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
beforeAll(async () => {
  scene = await openApiScene({ demo: true })
})
afterAll(() => scene.close())

const page = (query = '') => fetch(`${scene.url}/open${query}`)

/** As a browser asks again: fetch would add words of its own. */
const ask = (path: string, headers: Record<string, string>): Promise<[status: number, bytes: number]> =>
  new Promise((resolve, reject) => {
    get(`${scene.url}${path}`, { headers }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length)).on('end', () => resolve([answer.statusCode ?? 0, bytes]))
    }).on('error', reject)
  })

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
  expect(html).toContain('办事指南 &amp; “收费”')
  expect(html).toContain('&lt;script&gt;')
  expect(html).not.toContain('<script')
  expect(html).not.toContain('赵六')
  expect(html).not.toMatch(/https?:\/\//u)
  expect((await fetch(`${scene.url}/open/style.css`)).headers.get('content-type')).toContain('text/css')
})

test('it says how one applies for what is not there, where, and within how many working days', async () => {
  const html = await (await page()).text()
  expect(html).toContain('<h2>怎样申请公开</h2>')
  expect(html).toContain('自收到申请之日起 20 个工作日内答复')
  expect(html).toContain('<dt>受理机构</dt><dd>临江市人民政府办公室</dd>')
  expect(html).not.toContain('<dt>地址</dt>')
  const grants = [await scene.grant('张三', 'system_admin', 'ZFB'), await scene.grant('张三', 'director', 'ZFB')]
  const token = await scene.signIn(scene.member('张三'))
  const disclosure = { acceptedBy: '信息公开科', address: '江滨路1号<b>', phone: '0571-8888', hours: '工作日 9:00至17:00' }
  expect((await scene.ask('patch', '/settings', { token, body: { disclosure } })).status).toBe(200)
  const own = {
    code: 'disclosure_request',
    name: '依申请公开',
    limit: { workingDays: 15 },
    steps: [{ key: 'do', name: '办理', party: { by: 'chosen_unit' } }],
  }
  expect((await scene.ask('post', '/procedures/definitions', { token, body: own })).status).toBe(201)
  for (const grant of grants) await scene.revoke(grant)
  const after = await (await page()).text()
  expect(after).toContain('<dt>受理机构</dt><dd>信息公开科</dd><dt>地址</dt><dd>江滨路1号&lt;b&gt;</dd>')
  expect(after).toContain('自收到申请之日起 15 个工作日内答复')
})

test('whoever asks again is told that nothing changed; it is kept for a minute, its style for an hour', async () => {
  for (const [path, age] of [
    ['/open', 60],
    ['/open/style.css', 3_600],
  ] as const) {
    const first = await fetch(`${scene.url}${path}`)
    expect(first.headers.get('cache-control')).toBe(`public, max-age=${age}`)
    const etag = first.headers.get('etag') ?? ''
    expect(await ask(path, { 'if-none-match': etag })).toEqual([304, 0])
    expect((await ask(path, { 'if-none-match': '"other"' }))[0]).toBe(200)
    expect((await fetch(`${scene.url}${path}`, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(`${scene.url}${path}`, { method: 'POST' })).status).toBe(404)
  }
})

test('pages follow each other both ways and miss nothing; odd addresses show the first', async () => {
  for (let n = 0; n < 44; n += 1) await publish(`指南${n}`, `LJ-P-${n}`)
  const namesOf = (html: string): string[] => [...html.matchAll(/<h2>(指南\d+|办事指南[^<]*)<\/h2>/gu)].map(([, name]) => name ?? '')
  const linkOf = (html: string, way: 'before' | 'after'): string | null =>
    new RegExp(`href="/open(\\?${way}=[^"]+)"`, 'u').exec(html)?.[1] ?? null
  const seen: string[][] = []
  let query: string | null = ''
  while (query !== null) {
    const html = await (await page(query)).text()
    seen.push(namesOf(html))
    query = linkOf(html, 'after')
  }
  expect(seen.map(({ length }) => length)).toEqual([20, 20, 5])
  expect(new Set(seen.flat()).size).toBe(45)
  const first = await (await page()).text()
  const second = await (await page(linkOf(first, 'after') ?? '')).text()
  const back = await (await page(linkOf(second, 'before') ?? '')).text()
  expect(namesOf(back)).toEqual(seen[0])
  expect(linkOf(back, 'before')).toBeNull()
  expect(linkOf(first, 'before')).toBeNull()
  for (const odd of ['?page=2', '?after=', '?after=abc', '?before=%00', `?after=${'x'.repeat(3_000)}`, '?after=a&after=b', '?after[]=1'])
    expect(namesOf(await (await page(odd)).text()), odd).toEqual(seen[0])
})

test('what it asks the database goes by an index', async () => {
  const plans = await scene.byClock(async ({ tx }) => {
    const isSqlite = tx.connection.options.type === 'better-sqlite3'
    const explain = isSqlite ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'
    return JSON.stringify(await tx.query(`${explain} SELECT COUNT(1) FROM disclosure_items WHERE shown = 1`))
  })
  expect(plans).toContain('ix_disclosure_items_shown')
})
