import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { OutboundMessage, WorkGroup } from '../../entities/index.ts'
import { countDemands } from '../../use-cases/burden/count-demands.ts'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
beforeAll(async () => {
  scene = await openApiScene()
  await scene.grant('张三', 'supervisor', 'ZFB')
  await scene.grant('王五', 'unit_head', 'CG')
})
afterAll(() => scene.close())

describe('groups', () => {
  const path = (): string => `/groups/${scene.group('消防隐患排查群')}`
  beforeEach(() =>
    scene.stage.runner.transaction((tx) => tx.update(WorkGroup, { name: '消防隐患排查群' }, { closedAt: null, closesOn: null })),
  )

  test('the owner keeps a group until a day, or without end', async () => {
    const li = await scene.as('李四')
    expect((await li.post(`${path()}/keep`, { closesOn: '2026-12-31' })).body).toMatchObject({ closesOn: '2026-12-31', ended: false })
    expect((await li.post(`${path()}/keep`, {})).body).toMatchObject({ closesOn: '2026-12-31' })
    expect((await li.post(`${path()}/keep`, { closesOn: null })).body).toMatchObject({ closesOn: null })
    for (const closesOn of ['2026-11-01', '2026-13-01', 'morgen', 20_261_231])
      expect((await li.post(`${path()}/keep`, { closesOn })).status, String(closesOn)).toBe(400)
  })

  test('the owner closes it once; the group is told before the bot leaves', async () => {
    const li = await scene.as('李四')
    expect((await li.post(`${path()}/close`, {})).body).toMatchObject({ closedAt: scene.now() })
    const told = await scene.stage.runner.read((tx) => tx.findBy(OutboundMessage, { groupId: scene.group('消防隐患排查群') }))
    expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('我将退出')])
    expect((await li.post(`${path()}/close`, {})).status).toBe(409)
    expect((await li.post(`${path()}/keep`, {})).status).toBe(409)
  })

  test('who only sits in it or oversees it may not; to others it does not exist', async () => {
    for (const verb of ['keep', 'close']) {
      expect((await (await scene.as('张三')).post(`${path()}/${verb}`, {})).status, verb).toBe(403)
      expect((await (await scene.as('赵六')).post(`${path()}/${verb}`, {})).status, verb).toBe(404)
      expect((await (await scene.as('李四')).post(`/groups/nonsense/${verb}`, {})).status, verb).toBe(404)
    }
  })

  test('coverage is the overseers’ and the heads’', async () => {
    const all = await (await scene.as('张三')).get('/groups/coverage')
    expect(all.body.items.map((each: { unit: { name: string } }) => each.unit.name)).toContain('消防救援支队')
    const own = await (await scene.as('王五')).get('/groups/coverage?gapsOnly=true')
    expect(own).toMatchObject({ status: 200, body: { items: [] } })
    expect((await (await scene.as('赵六')).get('/groups/coverage')).status).toBe(404)
  })
})

describe('suggestions', () => {
  test('are listed to their author and to who answers, and answered once', async () => {
    const [zhao, zhang, wang] = [await scene.as('赵六'), await scene.as('张三'), await scene.as('王五')]
    const made = await zhao.post('/suggestions', { body: '周报月报内容重复,请合并' })
    const { number } = made.body
    expect((await zhao.get('/suggestions')).body.items).toMatchObject([{ number, mine: true, state: 'open', answer: null }])
    expect((await zhang.get('/suggestions?state=open')).body.items).toMatchObject([{ number, mine: false, author: { name: '赵六' } }])
    expect((await wang.get('/suggestions')).body.items).toEqual([])
    expect((await wang.get(`/matters/${number}`)).status).toBe(404)
    expect((await wang.post(`/suggestions/${number}/answer`, { text: '好' })).status).toBe(404)
    expect((await zhao.post(`/suggestions/${number}/answer`, { text: '好' })).status).toBe(403)
    expect((await zhang.post(`/suggestions/${number}/answer`, { text: ' ' })).status).toBe(400)
    expect((await zhang.post(`/suggestions/${number}/answer`, { text: '长'.repeat(4_001) })).status).toBe(400)
    const both = await Promise.all([1, 2].map((n) => zhang.post(`/suggestions/${number}/answer`, { text: `答复${n}` })))
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    const [answered] = (await zhao.get('/suggestions')).body.items
    expect(answered).toMatchObject({ state: 'closed', answer: { by: { name: '张三' } } })
    expect((await zhao.get('/suggestions?state=open')).body.items).toEqual([])
  })

  test('no role opens another’s suggestion, nor finds it in a list or by its words', async () => {
    const zhao = await scene.as('赵六')
    const { number } = (await zhao.post('/suggestions', { body: '食堂排队太长,错峰就餐' })).body
    for (const role of ['leader', 'director', 'deputy_director', 'unit_head', 'editor'] as const) {
      const grantId = await scene.grant('王五', role, 'ZFB')
      const wang = await scene.as('王五')
      expect((await wang.get(`/matters/${number}`)).status, role).toBe(404)
      for (const query of ['', '?kind=suggestion', '?text=错峰就餐', '?state=open']) {
        const { items } = (await wang.get(`/matters${query}`)).body
        expect(
          items.filter((each: { number: number }) => each.number === number),
          `${role} ${query}`,
        ).toEqual([])
      }
      await scene.revoke(grantId)
    }
    const { items } = (await (await scene.as('张三')).get('/matters?kind=suggestion')).body
    expect(items.map((each: { number: number }) => each.number)).toContain(number)
  })
})

describe('burden', () => {
  test('is the whole office’s for its overseers, the own unit’s for heads, and nobody else’s', async () => {
    await scene.task('完成老旧小区消防隐患排查', [`m:${scene.member('李四')}`, `u:${scene.unit('CG')}`])
    await scene.task('完成老旧小区消防隐患的排查', [`u:${scene.unit('CG')}`])
    while ((await scene.byClock((ctx) => countDemands(ctx))) > 0);
    const all = (await (await scene.as('张三')).get('/burden')).body
    expect(all).toMatchObject({ whole: true, by: 'week', total: { demands: 3, repeated: 1 } })
    const own = (await (await scene.as('王五')).get('/burden?by=month&periods=2')).body
    expect(own).toMatchObject({ whole: false, total: { demands: 2 }, suggestions: null })
    expect((await (await scene.as('王五')).get('/burden/repeats')).body.items).toMatchObject([{ asked: { name: '城市管理局' } }])
    expect((await (await scene.as('赵六')).get('/burden')).status).toBe(404)
    for (const query of ['?periods=0', '?periods=54', '?periods=x', '?by=day', '?unitId=1'])
      expect((await (await scene.as('张三')).get(`/burden${query}`)).status, query).toBe(400)
    const foreign = `?unitId=${scene.unit('XF')}`
    expect((await (await scene.as('王五')).get(`/burden${foreign}`)).status).toBe(400)
    expect((await (await scene.as('王五')).get(`/burden/repeats${foreign}`)).status).toBe(400)
  })

  test('a supervisor of a single unit has no office to look at', async () => {
    const grantId = await scene.grant('赵六', 'supervisor', 'XF')
    const zhao = await scene.as('赵六')
    expect((await zhao.get('/burden')).status).toBe(403)
    expect((await zhao.get('/groups/coverage')).status).toBe(403)
    await scene.revoke(grantId)
  })

  test('the page and its files are served, and nothing else of the folder', async () => {
    const page = await fetch(`${scene.url}/burden`)
    expect(page.headers.get('content-type')).toContain('text/html')
    const html = await page.text()
    expect(html).not.toMatch(/https?:\/\//u)
    for (const file of ['app.js', 'style.css', 'cards.js', 'charts.js', 'elements.js', 'server.js', 'icon.svg'])
      expect((await fetch(`${scene.url}/burden/page/${file}`)).status, file).toBe(200)
    for (const file of ['index.html', '..%2f..%2fserver.ts', 'constructor', '__proto__', 'app.ts'])
      expect((await fetch(`${scene.url}/burden/page/${file}`)).status, file).toBe(404)
  })
})
