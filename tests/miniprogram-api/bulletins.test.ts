import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AuditRecord, PointEntry } from '../../entities/index.ts'
import { countBulletins } from '../../jobs/draw-bulletins.ts'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
beforeEach(async () => {
  scene = await openApiScene()
  await scene.grant('王五', 'editor', 'ZFB')
  await scene.grant('系管', 'director', 'ZFB')
})
afterEach(() => scene.close())

const rules = [{ validFrom: '2026-01-01', name: '计分办法', reporting: [{ points: 1.5 }], adoption: [{ level: 'province', points: 10 }] }]

/** One item of 李四 that the province used, points, and a draft of November with its figures. */
const drawn = async (): Promise<{ editor: Awaited<ReturnType<ApiScene['as']>>; number: number }> => {
  const editor = await scene.as('王五')
  const put = await scene.ask('put', '/points/rules', { token: editor.token, body: { rules, reason: '新办法' } })
  expect(put.status).toBe(200)
  const officer = await scene.as('李四')
  const sent = await officer.post('/submissions', { title: '消防支队检查老旧小区', body: '11月23日,在江南街道检查12处。' })
  expect(sent.status).toBe(201)
  const item = sent.body.matter.number as number
  await editor.post(`/submissions/${item}/receive`)
  expect((await editor.post(`/submissions/${item}/adopt`, { level: 'province', publication: '每日要情' })).status).toBe(200)
  const asked = await editor.post('/bulletins', { period: '2026-11' })
  expect(asked.status).toBe(201)
  expect(asked.body).toMatchObject({ isCounting: true, countedAt: null, classes: [], period: '2026-11', length: 'month' })
  await countBulletins.run(scene.stage)
  return { editor, number: asked.body.number }
}

describe('bulletins by the API', () => {
  test('from the request to the issued files, whose sum is that of the ledger', async () => {
    const { editor, number } = await drawn()
    const read = await editor.get(`/bulletins/${number}`)
    expect(read.body).toMatchObject({ isCounting: false, isOutdated: false, state: 'open', adoptedItems: 1 })
    const unit = read.body.classes[0].rows[0].unit
    expect(read.body.classes[0].rows[0]).toMatchObject({
      place: null,
      period: { reported: 1, adopted: 1, adoptionRate: 100, instructed: null, points: 1150 },
    })
    expect((await editor.get(`/bulletins/${number}/items`)).body.items).toMatchObject([
      { position: 1, units: '消防救援支队', level: 'province' },
    ])

    const changed = await editor.post(`/bulletins/${number}/changes`, { subjectId: unit.id, field: 'adopted', value: 2, reason: '补登' })
    expect(changed.body.classes[0].rows[0]).toMatchObject({
      period: { adopted: 2 },
      changes: [{ field: 'adopted', counted: 1, value: 2, reason: '补登' }],
    })
    expect((await editor.post(`/bulletins/${number}/restore`, { subjectId: unit.id, field: 'adopted', reason: '核实' })).status).toBe(200)
    expect((await editor.patch(`/bulletins/${number}`, { problems: '{没有}', reason: '试' })).body.error.message).toContain(
      '{没有} 没有对应的数据',
    )
    const edited = await editor.patch(`/bulletins/${number}`, { title: '关于11月信息采用情况的通报', reason: '按领导意见' })
    expect(edited.body.title).toBe('关于11月信息采用情况的通报')

    const file = await scene.ask('get', `/bulletins/${number}/xlsx`, { token: editor.token })
    expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain('送审稿')
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(file.body)
    const cells = (workbook.worksheets[0]!.getSheetValues() as unknown[][]).filter(Array.isArray)
    const ledger = await scene.byClock((ctx) => ctx.tx.find(PointEntry))
    const total = cells.find((row) => row.includes('合计'))!
    expect(total).toContain(ledger.reduce((sum, { points }) => sum + points, 0) / 100)

    expect((await editor.post(`/bulletins/${number}/issue`, { version: 1 })).status).toBe(409)
    const issued = await editor.post(`/bulletins/${number}/issue`, { version: edited.body.version })
    expect(issued.status).toBe(200)
    const paper = await scene.ask('get', `/bulletins/${number}/docx`, { token: editor.token })
    expect(decodeURIComponent(paper.headers.get('content-disposition') ?? '')).not.toContain('送审稿')
    expect(new Uint8Array(paper.body).slice(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]))
    const audit = await scene.byClock((ctx) => ctx.tx.findBy(AuditRecord, { action: 'export.bulletin' }))
    expect(audit.map(({ actorId, detail }) => [actorId === scene.member('王五'), detail!['form'], detail!['state']])).toEqual([
      [true, 'xlsx', 'open'],
      [true, 'docx', 'closed'],
    ])
    expect((await editor.post(`/bulletins/${number}/recount`, {})).status).toBe(409)
    expect((await editor.get('/bulletins?length=month&limit=1')).body.items).toMatchObject([
      { number, state: 'closed', issuedOn: '2026-11-23' },
    ])
  })

  test('a draft hides itself from units, refuses what makes no sense, and answers a repeated request once', async () => {
    const { editor, number } = await drawn()
    const officer = await scene.as('李四')
    for (const path of [`/bulletins/${number}`, `/bulletins/${number}/docx`, `/bulletins/${number}/xlsx`, `/bulletins/${number}/items`])
      expect((await scene.ask('get', path, { token: officer.token })).status, path).toBe(404)
    expect((await officer.get('/bulletins')).body.items).toEqual([])
    expect((await officer.get('/bulletins?state=open')).body.items).toEqual([])
    expect((await officer.post('/bulletins', { period: '2026-10' })).status).toBe(403)
    for (const period of ['2026-13', '2026-Q5', '26', '2026-11-01', ''])
      expect((await editor.post('/bulletins', { period })).status, period).toBe(400)
    expect((await editor.post('/bulletins', { period: '2027-01' })).status).toBe(400)
    expect((await editor.post('/bulletins', { period: '2026-11' })).body.error).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`〔${number}〕`),
    })
    const key = { 'Idempotency-Key': 'one-bulletin-please' }
    const [first, again] = [
      await editor.post('/bulletins', { period: '2026' }, key),
      await editor.post('/bulletins', { period: '2026' }, key),
    ]
    expect([again.status, again.body.number]).toEqual([201, first.body.number])
    const change = (body: object) => editor.post(`/bulletins/${number}/changes`, body)
    const unit = scene.unit('XF')
    expect((await change({ subjectId: unit, field: 'adopted', reason: '没写数' })).status).toBe(400)
    expect((await change({ subjectId: unit, field: 'adopted', value: -1, reason: '负数' })).status).toBe(400)
    expect((await change({ subjectId: unit, field: 'adopted', value: 1.5, reason: '小数' })).status).toBe(400)
    expect((await change({ subjectId: unit, field: 'adopted', value: 3, reason: '   ' })).status).toBe(400)
    expect((await change({ subjectId: unit, field: 'place', value: 1, reason: '名次' })).status).toBe(400)
    expect((await change({ subjectId: '0'.repeat(26), field: 'adopted', value: 3, reason: '没有的单位' })).status).toBe(404)
    expect((await editor.patch(`/bulletins/${number}`, { situation: '长'.repeat(6_001), reason: '太长' })).status).toBe(400)
    expect((await editor.patch(`/bulletins/${number}`, { situation: '机密★1年', reason: '试' })).status).toBe(400)
    expect((await editor.get('/bulletins/999999')).status).toBe(404)
    const task = await scene.task('完成排查', [`m:${scene.member('李四')}`])
    expect((await scene.ask('get', `/bulletins/${task}`, { token: (await scene.as('张三')).token })).status).toBe(409)
  })
})

describe('units read what was issued', () => {
  const text = async (bytes: ArrayBuffer): Promise<string> => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(bytes)
    return workbook.worksheets
      .map((sheet) => [sheet.name, ...(sheet.getSheetValues() as unknown[][]).flat().map(String)].join('|'))
      .join('\n')
  }

  test('with their own place alone, and never who is last; the office sees all', async () => {
    const { editor, number } = await drawn()
    const director = await scene.as('系管')
    expect((await director.post('/points/ranking', { ranking: true, reason: '办公会决定' })).status).toBe(200)
    expect((await director.patch('/settings', { bulletins: { bottom: 1, top: 1 } })).status).toBe(200)
    await editor.post(`/bulletins/${number}/recount`, {})
    await countBulletins.run(scene.stage)
    const unit = scene.unit('CG')
    await editor.post(`/bulletins/${number}/changes`, { subjectId: unit, field: 'points', value: 100, reason: '补登' })
    const officer = await scene.as('李四')
    expect((await officer.get(`/bulletins/${number}`)).status).toBe(404)
    expect((await editor.post(`/bulletins/${number}/issue`, {})).status).toBe(200)

    const [whole, read] = [(await editor.get(`/bulletins/${number}`)).body, (await officer.get(`/bulletins/${number}`)).body]
    const places = (view: typeof whole) => view.classes.flatMap((each: any) => each.rows.filter((row: any) => row.place !== null))
    expect(places(whole).length).toBeGreaterThan(1)
    expect(places(read).map((row: any) => row.unit.name)).toEqual(['消防救援支队'])
    expect(whole.changes).toHaveLength(1)
    const named = (view: typeof whole, of: 'top' | 'bottom') => view.classes.flatMap((each: any) => each[of])
    expect([named(whole, 'top'), named(whole, 'bottom').length > 0]).toEqual([['消防救援支队'], true])
    expect([read.excluded, read.changes, read.shows.bottom, named(read, 'bottom'), named(read, 'top')]).toEqual([
      [],
      [],
      0,
      [],
      ['消防救援支队'],
    ])
    expect(read.figures).toEqual(whole.figures)
    expect((await officer.get('/bulletins?state=cancelled')).body.items).toEqual([])
    expect((await officer.get('/bulletins')).body.items).toMatchObject([{ number, state: 'closed' }])
    expect((await officer.get(`/bulletins/${number}/items`)).body.items).toHaveLength(1)

    const file = async (who: { token: string }) => text((await scene.ask('get', `/bulletins/${number}/xlsx`, { token: who.token })).body)
    for (const word of ['名次', '后进单位']) expect([word, (await file(editor)).includes(word)]).toEqual([word, true])
    for (const word of ['名次', '后进单位']) expect([word, (await file(officer)).includes(word)]).toEqual([word, false])
    expect(new Uint8Array((await scene.ask('get', `/bulletins/${number}/docx`, { token: officer.token })).body).slice(0, 2)).toEqual(
      new Uint8Array([0x50, 0x4b]),
    )
    for (const act of ['recount', 'issue', 'cancel'])
      expect((await officer.post(`/bulletins/${number}/${act}`, act === 'cancel' ? { reason: '不对' } : {})).status, act).toBe(404)
    await editor.post(`/bulletins/${number}/cancel`, { reason: '数据有误' })
    expect((await officer.get(`/bulletins/${number}`)).status).toBe(404)
  })
})

describe('statistics and points by the API', () => {
  test('everybody’s for the editors, one’s own for an officer; the file is written down', async () => {
    const { editor } = await drawn()
    const officer = await scene.as('李四')
    const all = await editor.get('/statistics?by=unit&from=2026-11&to=2026-11')
    expect(all.body.rows).toMatchObject([{ name: '消防救援支队', adoptionRate: 100, reportedShare: 100, period: { points: 1150 } }])
    expect(all.body.total.period).toMatchObject({ reported: 1, points: 1150 })
    expect((await officer.get('/statistics?by=officer')).body.rows).toMatchObject([{ name: '李四', quotaPercent: 20 }])
    expect((await officer.get('/statistics?by=category')).body.rows).toEqual([])
    expect((await editor.get('/statistics?by=quarter&from=2026-01&to=2026-12')).body.rows).toMatchObject([{ subject: '2026-Q4' }])
    for (const bad of ['', '?by=day', '?by=unit&from=2026-13', '?by=unit&unitId=x', '?by=unit&more=1'])
      expect((await editor.get(`/statistics${bad}`)).status, bad).toBe(400)
    const file = await scene.ask('get', '/statistics/xlsx?by=unit', { token: officer.token })
    expect(new Uint8Array(file.body).slice(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]))
    const [audit] = await scene.byClock((ctx) => ctx.tx.findBy(AuditRecord, { action: 'export.statistics' }))
    expect(audit).toMatchObject({ actorId: scene.member('李四'), subject: 'unit' })
    expect((await officer.get('/quotas')).body.items).toMatchObject([
      { kind: 'officer', done: 1, required: 5, percent: 20, period: '2026-11' },
    ])
  })

  test('rules are put whole, every fault is named, and the director alone switches ranking', async () => {
    const { editor } = await drawn()
    const explained = await editor.get(`/points/explain?unitId=${scene.unit('XF')}`)
    expect([explained.body.total, explained.body.items.length]).toEqual([1150, 2])
    expect((await editor.get('/points/explain')).status).toBe(400)
    const put = (body: unknown) => scene.ask('put', '/points/rules', { token: editor.token, body })
    const faulty = await put({ rules: [{ validFrom: '2026-02-30', name: '错', reporting: [{ points: 'x' }] }], reason: '试' })
    expect(faulty.status).toBe(400)
    expect(faulty.body.error.message).toMatch(/没有这一天[\s\S]*分值/u)
    expect((await put({ rules, reason: '' })).status).toBe(400)
    const inForce = await (await scene.as('李四')).get('/points/rules')
    expect(inForce.body).toMatchObject({
      rules: [{ name: '计分办法' }],
      reason: '新办法',
      changedBy: { name: '王五' },
      ranking: { ranking: false, instructionPoints: false },
    })
    expect((await editor.post('/points/ranking', { ranking: true, reason: '试' })).status).toBe(403)
    const director = await scene.as('系管')
    expect((await director.post('/points/ranking', { ranking: true, reason: '' })).status).toBe(400)
    expect((await director.post('/points/ranking', { ranking: true, reason: '办公会决定' })).body).toEqual({
      ranking: true,
      instructionPoints: false,
    })
    const [audit] = await scene.byClock((ctx) => ctx.tx.findBy(AuditRecord, { action: 'points.ranking' }))
    expect(audit!.detail).toMatchObject({ ranking: true, reason: '办公会决定' })
    const incident = await editor.post('/points/incidents', { unitId: scene.unit('XF'), kind: 'late', reason: '迟报' })
    expect(incident.body.error.message).toContain('没有“迟报”这一条')
  })
})
