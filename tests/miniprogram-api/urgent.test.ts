import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OutboundMessage } from '../../entities/index.ts'
import { HOUR_MS, MINUTE_MS } from '../../rules/instant.ts'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
beforeAll(async () => {
  scene = await openApiScene()
  await scene.grant('赵六', 'director', 'ZFB')
})
afterAll(() => scene.close())

const text = '高新区某厂区发生火灾,正在扑救'
const report = async (more: Record<string, unknown> = {}) => {
  const li = await scene.as('李四')
  return li.post('/urgent-reports', { text, eventAt: scene.now() - 10 * MINUTE_MS, ...more })
}

describe('an urgent report by API', () => {
  it('is taken at once with what it lacks, told to the signer, and shown as one chain to its end', async () => {
    const eventAt = scene.now() - 10 * MINUTE_MS
    const created = await report({ eventAt })
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({
      matter: { kind: 'urgent', state: 'open', urgency: 'critical' },
      reporter: { name: '李四' },
      severity: { code: 'general', name: '一般' },
      clocks: { eventAt, eventStated: true, phoneDueAt: null, writtenDueAt: eventAt + 3 * HOUR_MS, nextFollowUpAt: null },
      signed: null,
      overdue: false,
      missing: ['时间', '伤亡', '信息来源'],
      entries: [{ action: 'create', followUp: null, name: null, text }],
    })
    const { number } = created.body.matter
    const said = await scene.stage.runner.read((tx) => tx.findBy(OutboundMessage, { memberId: scene.member('赵六') }))
    expect(said.at(-1)?.text).toContain(`请于`)

    const li = await scene.as('李四')
    const zhao = await scene.as('赵六')
    expect((await li.post(`/urgent-reports/${number}/supplement`, { text: '据园区报告,10时起火,伤亡核实中' })).status).toBe(200)
    expect((await li.post(`/urgent-reports/${number}/final`, { text: '已扑灭' })).status).toBe(409)
    expect((await li.post(`/urgent-reports/${number}/sign`, {})).status).toBe(403)
    expect((await zhao.post(`/urgent-reports/${number}/sign`, {})).status).toBe(200)
    expect((await zhao.post(`/urgent-reports/${number}/sign`, {})).status).toBe(409)
    expect((await li.post(`/urgent-reports/${number}/follow-up`, { text: '明火已扑灭' })).status).toBe(200)
    const open = await li.get(`/urgent-reports/${number}`)
    expect(open.body).toMatchObject({ missing: [], followUps: 1, signed: { by: { name: '赵六' }, late: false, asDeputy: false } })
    expect(open.body.clocks.nextFollowUpAt).toBeGreaterThan(scene.now())
    expect((await li.post(`/urgent-reports/${number}/final`, { text: '现场清理完毕' })).body.state).toBe('closed')
    const whole = await zhao.get(`/urgent-reports/${number}`)
    expect(whole.body.entries.map((entry: { action: string; name: string | null }) => entry.name ?? entry.action)).toEqual([
      'create',
      'supplement',
      'sign',
      '续报一',
      'final',
    ])
    expect(whole.body.clocks.nextFollowUpAt).toBeNull()
    expect((await li.post(`/urgent-reports/${number}/follow-up`, { text: '复燃' })).status).toBe(409)
  })

  it('is refused with a time to come, an unknown severity, no words, too many, in a group one does not sit in, or marked secret', async () => {
    expect((await report({ eventAt: scene.now() + HOUR_MS })).status).toBe(400)
    expect((await report({ severity: 'huge' })).status).toBe(400)
    expect((await report({ text: ' ' })).status).toBe(400)
    expect((await report({ text: '字'.repeat(4_001) })).status).toBe(400)
    expect((await report({ text: '机密★ 某部队驻地起火' })).status).toBe(400)
    const wang = await scene.as('王五')
    expect((await wang.post('/urgent-reports', { text, groupId: scene.group('消防隐患排查群') })).status).toBe(404)
  })

  it('is nobody else’s to see, and other matters are none', async () => {
    const { number } = (await report()).body.matter
    const wang = await scene.as('王五')
    expect((await wang.get(`/urgent-reports/${number}`)).status).toBe(404)
    expect((await wang.post(`/urgent-reports/${number}/follow-up`, { text: '进展' })).status).toBe(404)
    const task = await scene.task('报送方案', [`m:${scene.member('李四')}`])
    expect((await (await scene.as('李四')).get(`/urgent-reports/${task}`)).status).toBe(409)
  })
})

describe('its severity by API', () => {
  it('is raised with the limits of the new one, by whoever follows the event; the page says so', async () => {
    const severities = [
      { code: 'general', name: '一般', writtenMinutes: 180 },
      { code: 'major', name: '重大', writtenMinutes: 60, tellUnits: ['CG'] },
    ]
    const grant = await scene.grant('系管', 'system_admin', 'ZFB').catch(() => null)
    expect((await (await scene.as('系管')).patch('/settings', { urgent: { severities } })).status).toBe(200)
    if (grant) await scene.revoke(grant)
    const eventAt = scene.now() - 10 * MINUTE_MS
    const { number } = (await report({ eventAt })).body.matter
    const [li, wang] = [await scene.as('李四'), await scene.as('王五')]
    const path = `/urgent-reports/${number}/severity`
    expect((await wang.post(path, { severity: 'major' })).status).toBe(404)
    expect((await li.post(path, { severity: 'huge' })).status).toBe(400)
    expect((await li.post(path, { severity: 'general' })).status).toBe(409)
    expect((await li.post(path, { severity: 'major', text: '死亡3人' })).status).toBe(200)
    const page = (await li.get(`/urgent-reports/${number}`)).body
    expect(page).toMatchObject({ severity: { code: 'major' }, clocks: { writtenDueAt: eventAt + HOUR_MS }, overdue: false })
    expect(page.entries.at(-1)).toMatchObject({ action: 'grade', text: expect.stringMatching(/^由“一般”升为“重大”.*死亡3人$/u) })
    // Told of such an event, its unit sees it from now on.
    expect((await wang.get(`/urgent-reports/${number}`)).status).toBe(200)
    const said = await scene.stage.runner.read((tx) => tx.findBy(OutboundMessage, { memberId: scene.member('王五') }))
    expect(said.at(-1)?.text).toContain('【紧急·重大】李四(消防救援支队)报')
    expect((await li.post(path, { severity: '一般' })).status).toBe(400)
    expect((await li.post(path, { severity: '一般', text: '核实无人员死亡' })).status).toBe(200)
  })
})

describe('an instruction by API', () => {
  it('shows on what it stands, its round and its answer', async () => {
    const zhang = await scene.as('张三')
    const task = await scene.task('清理占道经营', [`m:${scene.member('王五')}`])
    const created = await zhang.post('/instructions', {
      text: '请抓紧办理',
      number: task,
      parties: [{ party: `u:${scene.unit('CG')}` }],
      dueAt: scene.now() + 72 * HOUR_MS,
    })
    const { number } = created.body
    const wang = await scene.as('王五')
    await wang.post(`/matters/${number}/finish`, { text: '已整改12处' })
    expect((await wang.get(`/instructions/${number}`)).body).toMatchObject({
      text: '请抓紧办理',
      leader: { name: '张三' },
      on: { number: task },
      paper: null,
      fromPaper: false,
      round: 1,
      answer: '已整改12处',
    })
    expect((await (await scene.as('李四')).get(`/instructions/${number}`)).status).toBe(404)
    expect((await wang.get(`/instructions/${task}`)).status).toBe(409)
  })
})
