import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
const tokens: Record<string, string> = {}
beforeAll(async () => {
  scene = await openApiScene()
  await scene.grant('赵六', 'unit_head', 'XF')
  await scene.grant('张三', 'director', 'ZFB')
  await scene.grant('系管', 'editor', 'ZFB')
  for (const name of ['李四', '赵六', '张三', '系管', '王五']) tokens[name] = await scene.signIn(scene.member(name))
})
afterAll(() => scene.close())

const post = (name: string, path: string, body: unknown = {}) => scene.ask('post', path, { token: tokens[name], body })
const get = (name: string, path: string) => scene.ask('get', path, { token: tokens[name] })
const story = { title: '消防支队开展老旧小区检查', body: '11月23日,出动30人,检查江南街道老旧小区12个,发现隐患3处。' }

test('the whole way: draft, submit, approve, receive, edit, send to be signed, sign, send up; every version and the signature are there', async () => {
  const draft = await post('李四', '/submissions', { ...story, draft: true })
  expect(draft.status).toBe(201)
  const { number } = draft.body.matter
  expect(draft.body).toMatchObject({ missing: [], similar: null, matter: { state: 'draft' } })
  // A draft is its author's alone: not even the director sees it.
  expect((await get('张三', `/submissions/${number}`)).status).toBe(404)
  expect((await get('赵六', `/submissions/${number}`)).status).toBe(404)
  expect((await get('张三', '/matters?kind=submission')).body.items).toEqual([])

  expect((await post('李四', `/submissions/${number}/submit`)).body.state).toBe('submitted')
  expect((await get('王五', `/submissions/${number}`)).status).toBe(404)
  expect((await post('赵六', `/submissions/${number}/approve`)).body.state).toBe('open')
  expect((await post('系管', `/submissions/${number}/receive`)).status).toBe(200)
  expect((await post('系管', `/submissions/${number}/edit`, { title: '市消防救援支队检查老旧小区12个', version: 1 })).status).toBe(200)
  // Somebody else read the first version and would overwrite the second.
  expect((await post('系管', `/submissions/${number}/edit`, { title: '另一个标题', version: 1 })).status).toBe(409)
  expect((await post('系管', `/submissions/${number}/send-up`, { to: '省政府办公厅' })).body.error.message).toContain('还没有签发')
  expect((await post('系管', `/submissions/${number}/approve`)).body.state).toBe('signing')
  expect((await post('系管', `/submissions/${number}/sign`)).status).toBe(403)
  expect((await post('张三', `/submissions/${number}/sign`)).body.state).toBe('signed')
  expect((await post('系管', `/submissions/${number}/send-up`, { to: '省政府办公厅' })).body.state).toBe('closed')

  const read = await get('李四', `/submissions/${number}`)
  expect(read.body).toMatchObject({ version: 2, category: { name: '动态' }, sentUpTo: '省政府办公厅', next: null })
  expect(read.body.signatures).toMatchObject([{ version: 2, signer: { name: '张三' }, asDeputy: false }])
  const versions = await get('李四', `/submissions/${number}/versions`)
  expect(versions.body.items.map(({ version, title }: { version: number; title: string }) => [version, title])).toEqual([
    [1, story.title],
    [2, '市消防救援支队检查老旧小区12个'],
  ])
  const comparison = await get('李四', `/submissions/${number}/comparison?from=1&to=2`)
  expect(comparison.body.body).toEqual([{ in: 'both', text: story.body }])
  expect(
    comparison.body.title
      .filter((piece: { in: string }) => piece.in !== 'before')
      .map((piece: { text: string }) => piece.text)
      .join(''),
  ).toBe('市消防救援支队检查老旧小区12个')
  expect((await get('李四', `/submissions/${number}/comparison?from=1&to=9`)).status).toBe(404)
})

test('the list of a month shows what one may see, filtered and paged', async () => {
  for (const index of [1, 2, 3])
    await post('王五', '/submissions', { title: `城管局第${index}次整治`, body: `11月23日整治江南街道${index}处。` })
  const page = await get('王五', '/submissions?limit=2')
  expect(page.body.items.map(({ title }: { title: string }) => title)).toEqual(['城管局第3次整治', '城管局第2次整治'])
  const rest = await get('王五', `/submissions?limit=2&cursor=${page.body.nextCursor}`)
  expect(rest.body).toMatchObject({ items: [{ title: '城管局第1次整治' }], nextCursor: null })
  expect(
    (await get('李四', '/submissions?category=news')).body.items.every(
      ({ unit }: { unit: { name: string } }) => unit.name === '消防救援支队',
    ),
  ).toBe(true)
  expect((await get('系管', '/submissions')).body.items.length).toBeGreaterThanOrEqual(4)
  expect((await get('系管', '/submissions?month=2026-10')).body.items).toEqual([])
  expect((await get('系管', '/submissions?month=2026-13')).status).toBe(400)
  expect((await get('系管', '/matters?kind=submission&text=第2次')).body.items).toMatchObject([{ title: '城管局第2次整治' }])
})

test.each([
  ['no title', { title: '', body: '正文' }],
  ['a title too long', { title: '长'.repeat(61), body: '正文' }],
  ['a body too long', { title: '标题', body: '长'.repeat(20_001) }],
  ['an unknown category', { ...story, category: 'gossip' }],
  ['an author who is not there', { ...story, coAuthorIds: ['0'.repeat(26)] }],
  ['somebody else’s call smuggled in', { ...story, callId: '0'.repeat(26) }],
])('%s is refused in words', async (_what, body) => {
  const answer = await post('李四', '/submissions', body)
  expect(answer.status).toBe(400)
  expect(answer.body.error.message).toMatch(/\p{Script=Han}/u)
})

test('the same request twice reports once', async () => {
  const headers = { 'idempotency-key': 'report-once' }
  const ask = () =>
    scene.ask('post', '/submissions', { token: tokens['李四'], body: { title: '只报一次', body: '11月23日江南街道1处。' }, headers })
  const [first, second] = [await ask(), await ask()]
  expect(second.body.matter.number).toBe(first.body.matter.number)
})
