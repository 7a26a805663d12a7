import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OutboundMessage } from '../../entities/index.ts'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
beforeAll(async () => {
  scene = await openApiScene()
})
afterAll(() => scene.close())

const body = '明天上午9点防汛调度会(需签收,今天下班前)'
const saidIn = (groupId: string): Promise<OutboundMessage[]> => scene.stage.runner.read((tx) => tx.findBy(OutboundMessage, { groupId }))

describe('POST /notices', () => {
  it('posts to a group, which reads the whole notice, and counts who signs', async () => {
    const groupId = scene.group('消防隐患排查群')
    const zhang = await scene.as('张三')
    const created = await zhang.post('/notices', { body, groupId, audience: 'members' })
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({ outcome: 'new', asked: 1, limit: 'set', matter: { kind: 'notice', state: 'open' } })
    const said = (await saidIn(groupId)).map(({ text }) => text)
    expect(said[0]).toContain(body)
    const { number } = created.body.matter

    const li = await scene.as('李四')
    expect((await li.get(`/notices/${number}`)).body).toMatchObject({ asked: 1, signed: 0, mayReadNames: false, body })
    expect((await li.post(`/notices/${number}/sign`, {})).status).toBe(200)
    expect((await li.post(`/notices/${number}/sign`, {})).status).toBe(200)
    expect((await zhang.get(`/notices/${number}`)).body).toMatchObject({ asked: 1, signed: 1, mayReadNames: true })
  })

  it('is read from its words or from the fields; a document needs its number', async () => {
    const zhang = await scene.as('张三')
    const party = `u:${scene.unit('CG')}`
    const refused = await zhang.post('/notices', { form: 'document', body: '关于防汛的通知', parties: [party] })
    expect(refused.status).toBe(400)
    const created = await zhang.post('/notices', {
      form: 'document',
      body: '关于防汛的通知',
      documentNumber: '临政办发〔2026〕15号',
      parties: [party],
      dueAt: scene.now() + 86_400_000,
    })
    expect(created.status).toBe(201)
    const ledger = await zhang.get(`/notices?form=document&documentNumber=${encodeURIComponent('临政办发〔2026〕')}`)
    expect(ledger.body.items).toMatchObject([{ title: '关于防汛的通知', documentNumber: '临政办发〔2026〕15号', asked: 1, signed: 0 }])
    const other = await zhang.get('/notices?form=document&documentNumber=%25')
    expect(other.body.items).toEqual([])
  })

  it('is refused to who may not, in a group one does not sit in, to nobody, with a passed limit, oversized or malformed', async () => {
    const wang = await scene.as('王五')
    const party = `m:${scene.member('李四')}`
    expect((await wang.post('/notices', { body, parties: [party] })).status).toBe(403)
    expect((await wang.post('/notices', { body, groupId: scene.group('消防隐患排查群'), audience: 'members' })).status).toBe(404)
    const zhang = await scene.as('张三')
    expect((await zhang.post('/notices', { body })).status).toBe(400)
    expect((await zhang.post('/notices', { body, parties: [party], dueAt: 1 })).status).toBe(400)
    expect((await zhang.post('/notices', { body: '字'.repeat(4_001), parties: [party] })).status).toBe(400)
    expect((await zhang.post('/notices', { body, parties: ['nobody'] })).status).toBe(400)
    expect((await zhang.post('/notices', { body: '传阅 机密★ 文件(需签收)', parties: [party] })).status).toBe(400)
  })
})

describe('the ledger and the names', () => {
  it('show each what they may see, page by page; names to the organiser alone', async () => {
    const zhang = await scene.as('张三')
    const parties = ['李四', '赵六', '王五'].map((name) => `m:${scene.member(name)}`)
    const { number } = (await zhang.post('/notices', { body: '年终考核方案(需签收)', parties })).body.matter
    const wang = await scene.as('王五')
    await wang.post(`/notices/${number}/sign`, {})

    const first = await zhang.get(`/notices/${number}/receipts?limit=1`)
    expect(first.body.items).toMatchObject([{ name: '李四', signedAt: null }])
    const second = await zhang.get(`/notices/${number}/receipts?limit=1&cursor=${first.body.nextCursor}`)
    expect(second.body.items).toMatchObject([{ name: '赵六' }])
    expect(second.body.nextCursor).toBeNull()
    expect((await zhang.get(`/notices/${number}/receipts?of=signed`)).body.items).toMatchObject([
      { name: '王五', signedBy: { name: '王五' } },
    ])
    expect((await zhang.get(`/notices/${number}/receipts?of=signed&cursor=${first.body.nextCursor}`)).status).toBe(400)

    expect((await wang.get(`/notices/${number}/receipts`)).status).toBe(403)
    const seen = (await wang.get('/notices?limit=100')).body.items.map((item: { number: number }) => item.number)
    expect(seen).toContain(number)
    const stranger = await scene.as('系管')
    expect((await stranger.get('/notices')).body.items).toEqual([])
    for (const path of ['', '/receipts']) expect((await stranger.get(`/notices/${number}${path}`)).status).toBe(404)
    expect((await stranger.post(`/notices/${number}/sign`, {})).status).toBe(404)
  })

  it('urging is once a day and ending closes what is owed', async () => {
    const zhang = await scene.as('张三')
    const parties = [`m:${scene.member('李四')}`]
    const { number } = (await zhang.post('/notices', { body: '防汛值班表(需签收)', parties })).body.matter
    const li = await scene.as('李四')
    expect((await li.post(`/notices/${number}/urge`, {})).status).toBe(403)
    expect((await zhang.post(`/notices/${number}/urge`, {})).status).toBe(200)
    expect((await zhang.post(`/notices/${number}/urge`, {})).status).toBe(409)
    expect((await zhang.post(`/notices/${number}/end`, { text: '不再等' })).body).toMatchObject({ state: 'closed' })
    expect((await zhang.post(`/notices/${number}/end`, {})).status).toBe(409)
    expect((await li.post(`/notices/${number}/sign`, {})).status).toBe(403)
    expect((await li.get('/todos')).body.items.map((todo: { matter: { number: number } }) => todo.matter.number)).not.toContain(number)
  })

  it('a number that is no notice says so to who may see it', async () => {
    const number = await scene.task('报送方案', [`m:${scene.member('李四')}`])
    expect((await (await scene.as('李四')).get(`/notices/${number}`)).status).toBe(409)
    expect((await (await scene.as('王五')).get(`/notices/${number}`)).status).toBe(404)
  })
})
