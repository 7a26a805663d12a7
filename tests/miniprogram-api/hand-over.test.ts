import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
beforeAll(async () => {
  scene = await openApiScene()
})
afterAll(() => scene.close())

const assign = (title: string, name: string): Promise<number> =>
  scene.task(title, [`m:${scene.member(name)}`], scene.group('消防隐患排查群'))

describe('undo in the mini-program', () => {
  test('takes back one’s own last act on a matter, not another’s, and shows it as taken back', async () => {
    const number = await assign('完成老旧小区消防隐患排查', '李四')
    const [zhang, li] = [await scene.as('张三'), await scene.as('李四')]
    await li.post(`/matters/${number}/feedback`, { text: '已排查12栋,60%' })
    expect((await zhang.post(`/matters/${number}/undo`, {})).body.error.message).toBe(`〔${number}〕已有后续办理,请用 #撤销 ${number} 原因`)
    expect((await li.post(`/matters/${number}/undo`, {})).body).toMatchObject({ state: 'open', percent: null })
    expect((await li.post(`/matters/${number}/undo`, {})).body.error.code).toBe('wrong_state')
    const { timeline } = (await li.get(`/matters/${number}?limit=10`)).body
    expect(timeline.items.map(({ action, undone }: { action: string; undone: boolean }) => [action, undone])).toEqual([
      ['undo', false],
      ['feedback', true],
      ['create', false],
    ])
    expect((await zhang.post(`/matters/${number}/undo`, {})).body.state).toBe('cancelled')
  })
})

describe('a hand-over in the mini-program', () => {
  test('is for the security administrator, the supervisor and the unit’s head; for anybody else it is not there', async () => {
    const number = await assign('电梯安全检查', '李四')
    const address = `/members/${scene.member('李四')}/hand-over`
    const body = { toId: scene.member('赵六'), reason: '轮岗' }
    for (const name of ['李四', '张三', '系管', '审计']) expect((await (await scene.as(name)).post(address, body)).status, name).toBe(404)
    const grantId = await scene.grant('王五', 'unit_head', 'CG')
    expect((await (await scene.as('王五')).post(address, body)).status).toBe(403)
    await scene.revoke(grantId)
    const security = await scene.as('安管')
    expect((await security.post(address, { toId: scene.member('李四') })).status).toBe(400)
    expect((await security.post(address, { toId: 'nobody' })).status).toBe(400)
    expect((await security.post('/members/00000000000000000000000000/hand-over', body)).status).toBe(404)
    const moved = await security.post(address, body)
    expect(moved.body).toEqual({ matters: expect.any(Number), issued: 0, todos: expect.any(Number), withoutRole: 0, series: 0 })
    expect(moved.body.todos).toBeGreaterThan(0)
    expect((await security.post(address, body)).body.error.code).toBe('wrong_state')
    expect((await (await scene.as('赵六')).get('/todos')).body.items).toMatchObject([{ matter: { number } }])
    expect((await (await scene.as('李四')).get('/todos')).body.items).toEqual([])
  })
})
