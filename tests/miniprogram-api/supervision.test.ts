import ExcelJS from 'exceljs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AuditRecord, Matter, OutboundMessage, SecurityIncident, Supervision } from '../../entities/index.ts'
import { planTemplate } from '../../documents/plans/plan-template.ts'
import { HOUR_MS } from '../../rules/instant.ts'
import { countSupervisions } from '../../use-cases/supervision/count-supervisions.ts'
import { openZip } from '../documents/opened.ts'
import { openApiScene, type Answer, type ApiScene } from './api-scene.ts'

let scene: ApiScene
let boss: Awaited<ReturnType<ApiScene['as']>>
let doer: Awaited<ReturnType<ApiScene['as']>>
beforeAll(async () => {
  scene = await openApiScene()
  boss = await scene.as('张三')
  doer = await scene.as('李四')
})
afterAll(() => scene.close())

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const bytesOf = (answer: Answer): Buffer => Buffer.from(answer.body as ArrayBuffer)
const wordsOf = async (answer: Answer): Promise<string> =>
  ((await openZip(bytesOf(answer))).get('word/document.xml') ?? '').replaceAll(/<[^>]+>/gu, '')
const sheetOf = async (answer: Answer): Promise<string[][]> => {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(answer.body as ArrayBuffer)
  const lines: string[][] = []
  workbook.worksheets[0]?.eachRow((row) => {
    const cells: string[] = []
    row.eachCell({ includeEmpty: true }, ({ text }) => void cells.push(text))
    lines.push(cells)
  })
  return lines
}
const audited = (action: string): Promise<AuditRecord[]> => scene.stage.runner.read((tx) => tx.findBy(AuditRecord, { action }))
const settle = (): Promise<number> => scene.byClock((ctx) => countSupervisions(ctx))
const errorOf = ({ status, body }: Answer): [number, string] => [status, (body as { error: { message: string } }).error.message]

describe('milestones, source and assessment by API', () => {
  test('stand in the matter and are told to those concerned', async () => {
    const number = await scene.task('完成高层建筑排查', [`m:${scene.member('李四')}`], scene.group('消防隐患排查群'))
    const step = (title: string, hours: number) => ({ title, dueAt: scene.now() + hours * HOUR_MS })
    expect((await boss.post(`/matters/${number}/milestones`, { milestones: [step('整改', 30), step('摸底', 8)] })).status).toBe(200)
    expect((await doer.post(`/matters/${number}/finish-milestone`, { text: '32栋' })).status).toBe(200)
    expect((await boss.post(`/matters/${number}/source`, { text: '市政府常务会议' })).status).toBe(200)
    const { body } = await boss.get(`/matters/${number}`)
    expect(body.supervision).toEqual({
      source: { kind: 'meeting', text: '市政府常务会议' },
      milestones: [
        { title: '摸底', dueAt: expect.any(Number), doneAt: scene.now(), doneBy: { id: scene.member('李四'), name: '李四' } },
        { title: '整改', dueAt: expect.any(Number), doneAt: null, doneBy: null },
      ],
      assessment: null,
    })
    const told = await scene.stage.runner.read((tx) => tx.find(OutboundMessage))
    expect(told.some(({ text }) => text.includes('节点 1 已完成:摸底'))).toBe(true)
    await doer.post(`/matters/${number}/finish`, { text: '完成' })
    await boss.post(`/matters/${number}/accept`, {})
    expect((await boss.post(`/matters/${number}/assess`, { assessment: 'satisfied' })).status).toBe(200)
    expect(errorOf(await doer.post(`/matters/${number}/assess`, { assessment: 'satisfied' }))[0]).toBe(403)
    expect((await boss.get(`/matters/${number}`)).body.supervision.assessment).toBe('satisfied')
  })

  test('refuse what is malformed, too much, late or said twice', async () => {
    const number = await scene.task('完成燃气排查', [`m:${scene.member('李四')}`])
    const plan = (milestones: unknown) => boss.post(`/matters/${number}/milestones`, { milestones })
    const dueAt = scene.now() + HOUR_MS
    const many = Array.from({ length: 21 }, (_, n) => ({ title: `第${n}步`, dueAt }))
    for (const bad of [[], many, [{ title: '', dueAt }], [{ title: '长'.repeat(61), dueAt }], [{ title: '摸底' }], 'x'])
      expect((await plan(bad)).status).toBe(400)
    expect(errorOf(await plan([{ title: '摸底', dueAt: scene.now() - 1 }]))).toEqual([400, '时限已经过去,请重新填写'])
    expect(errorOf(await plan([{ title: '摸底', dueAt: scene.now() + 48 * HOUR_MS }]))).toEqual([400, `节点“摸底”晚于〔${number}〕的时限`])
    await plan([{ title: '摸底', dueAt }])
    const both = await Promise.all([1, 2].map(() => doer.post(`/matters/${number}/finish-milestone`, { position: 1 })))
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect((await boss.post(`/matters/${number}/assess`, { assessment: 'excellent' })).status).toBe(400)
    expect((await (await scene.as('王五')).post(`/matters/${number}/finish-milestone`, {})).status).toBe(404)
  })
})

describe('papers', () => {
  let number: number
  beforeAll(async () => {
    number = await scene.task('完成老旧小区整改', [`m:${scene.member('李四')}`])
    await doer.post(`/matters/${number}/feedback`, { text: '已整改3处,20%' })
    await boss.post(`/matters/${number}/urge`, {})
  })

  test.each([
    ['notice', '督查通知单'],
    ['assignment', '交办单'],
    ['urging', '催办单'],
  ])('%s is made by the issuer and noted', async (kind, name) => {
    const before = (await audited('export.supervision')).length
    const answer = await boss.get(`/matters/${number}/supervision-paper.docx?kind=${kind}`)
    expect(answer.status).toBe(200)
    const words = await wordsOf(answer)
    for (const said of [name, `督〔2026〕${number}号`, '完成老旧小区整改', '李四', '张三', '市政府督查室']) expect(words).toContain(said)
    if (kind === 'urging') expect(words).toContain('已整改3处')
    expect(await audited('export.supervision')).toHaveLength(before + 1)
  })

  test('a coloured one takes name and colour of the light by the office’s mapping, and is refused while it is normal', async () => {
    const far = (
      await boss.post('/tasks', {
        body: '完成年度普查',
        parties: [{ party: `m:${scene.member('李四')}` }],
        dueAt: scene.now() + 480 * HOUR_MS,
      })
    ).body.matter.number as number
    expect(errorOf(await boss.get(`/matters/${far}/supervision-paper.docx?kind=coloured`))).toEqual([
      409,
      `〔${far}〕目前为“正常”,不发三色督办单`,
    ])
    const answer = await boss.get(`/matters/${number}/supervision-paper.docx?kind=coloured`)
    expect(await wordsOf(answer)).toContain('临近督办单')
    expect((await openZip(bytesOf(answer))).get('word/document.xml')).toContain('3B7DDD')
  })

  test('a handling report says what was done, why not, and what comes next', async () => {
    await doer.post(`/matters/${number}/finish`, { text: '已整改12处。\n未办结原因:2处产权不清。\n下一步:12月10日前完成。' })
    const words = await wordsOf(await boss.get(`/matters/${number}/handling-report.docx`))
    for (const said of ['待确认', '已整改12处', '未办结的原因', '2处产权不清', '下一步工作', '12月10日前完成'])
      expect(words).toContain(said)
  })

  test('are not for those who owe, nor for strangers, nor of other kinds', async () => {
    const path = `/matters/${number}/supervision-paper.docx`
    expect((await doer.get(path)).status).toBe(403)
    expect((await (await scene.as('王五')).get(path)).status).toBe(404)
    expect((await boss.get(`${path}?kind=secret`)).status).toBe(400)
    const asked = await doer.post('/suggestions', { body: '食堂菜太咸' })
    expect((await doer.get(`/matters/${asked.body.number}/supervision-paper.docx`)).status).toBe(409)
  })
})

describe('the ledger', () => {
  test('has the fourteen columns in their order, filters and pages, and is noted', async () => {
    const number = (
      await boss.post('/tasks', {
        body: '来源:=HYPERLINK("x")专题会 修缮学校围墙',
        parties: [{ party: `u:${scene.unit('CG')}` }, { party: `m:${scene.member('李四')}`, role: 'assisting' }],
        dueAt: scene.now() + 24 * HOUR_MS,
      })
    ).body.matter.number as number
    await settle()
    const lines = await sheetOf(await boss.get(`/supervision/ledger.xlsx?month=2026-11&unitId=${scene.unit('CG')}`))
    const header = lines.findIndex(([first]) => first === '序号')
    expect(lines[header]).toEqual('序号 编号 来源 事项 领导 交办时间 牵头 配合 时限 进展 状态 灯 反馈时间 备注'.split(' '))
    expect(lines[header + 1]).toEqual([
      '1',
      String(number),
      '会议',
      '修缮学校围墙',
      '张三',
      expect.any(String),
      '城市管理局',
      '李四',
      expect.any(String),
      '',
      '已立项',
      '临近',
      '',
      '来源:=HYPERLINK("x")专题会',
    ])
    expect((await audited('export.ledger')).at(-1)?.detail).toMatchObject({ month: '2026-11', rows: 1 })

    const page = await boss.get('/supervision/ledger?limit=2')
    const next = await boss.get(`/supervision/ledger?limit=2&cursor=${page.body.nextCursor}`)
    const numbers = [...page.body.items, ...next.body.items].map((row: { number: number }) => row.number)
    expect(new Set(numbers).size).toBe(4)
    expect(numbers).toEqual(numbers.toSorted((a: number, b: number) => a - b))
    expect((await boss.get('/supervision/ledger?source=meeting&state=closed')).body.items).toHaveLength(1)
    const going = (await boss.get('/supervision/ledger?state=going&limit=100')).body.items as { state: string }[]
    const all = (await boss.get('/supervision/ledger?state=all&limit=100')).body.items as { state: string }[]
    expect(going).toEqual(all.filter(({ state }) => state !== '已办结' && state !== '已撤销'))
    expect((await boss.get('/supervision/ledger?state=overdue')).body.items).toEqual([])
    expect((await boss.get('/supervision/ledger?year=2025')).body).toEqual({ items: [], nextCursor: null })
    expect((await boss.get('/supervision/ledger?month=2026-13')).status).toBe(400)
    expect((await boss.get(`/supervision/ledger?year=2025&cursor=${page.body.nextCursor}`)).status).toBe(400)
  })

  test('is the section’s and the leaders’', async () => {
    expect((await doer.get('/supervision/ledger')).status).toBe(404)
    const grant = await scene.grant('王五', 'supervisor', 'CG')
    expect((await (await scene.as('王五')).get('/supervision/ledger')).status).toBe(403)
    await scene.revoke(grant)
  })
})

describe('the summary', () => {
  test('agrees with the matters, as JSON and as a spreadsheet', async () => {
    await settle()
    const { body } = await boss.get('/supervision/summary?month=2026-11')
    const matters = await scene.stage.runner.read((tx) => tx.findBy(Matter, { kind: 'task' }))
    const closed = matters.filter(({ state }) => state === 'closed').length
    expect(body.office.counts).toMatchObject({ opened: matters.length, closed, going: matters.length - closed })
    const { shares } = body.office.rates
    expect(Math.round((shares.inTime + shares.late + shares.goingInTime + shares.overdue) * 10)).toBe(1_000)
    const lines = await sheetOf(await boss.get('/supervision/summary.xlsx?month=2026-11'))
    expect(lines.find(([first]) => first === '合计')?.slice(1, 3)).toEqual([String(matters.length), String(closed)])
    expect((await boss.get('/supervision/summary?month=11')).status).toBe(400)
    expect((await doer.get('/supervision/summary')).status).toBe(404)
  })
})

describe('a plan', () => {
  const upload = (bytes: Buffer | string, query = '', token = boss.token): Promise<Answer> =>
    scene.ask('post', `/supervision/plans${query}`, {
      token,
      raw: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
      headers: { 'content-type': xlsx },
    })
  const count = (): Promise<number> => scene.stage.runner.read((tx) => tx.countBy(Matter, { kind: 'task' }))
  let before: number
  beforeEach(async () => {
    before = await count()
  })
  const head = '事项,责任单位,配合单位,时限,来源,节点,交办领导,紧急程度\n'

  test('of quarters and months becomes tasks, from the template’s own file', async () => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(new Uint8Array(await planTemplate()).buffer)
    const sheet = workbook.getWorksheet('计划')
    sheet?.addRow(['1', '新建农村公路', '消防队', '城管局', '第一季度', '', '市政府常务会议', '', '1月20日 完成招标;3月10日 完成路基'])
    sheet?.addRow(['2', '改造排水管网', '城管局、消防队', '', '6月底前', '', '', '急', ''])
    sheet?.addRow(['3', '出台实施方案', '张三', '', '2026-12-05', '', '', '', ''])
    sheet?.addRow(['4', '修编应急预案', '消防救援支队', '', '全年', '', '', '', ''])
    sheet?.addRow(['5', '', '', '', '', '', '', '', ''])
    const answer = await upload(Buffer.from(await workbook.xlsx.writeBuffer()))
    expect(answer.body).toMatchObject({ applied: true, registered: 4, problems: [] })
    const [first] = answer.body.numbers as number[]
    const dues = await Promise.all((answer.body.numbers as number[]).map(async (number) => (await boss.get(`/matters/${number}`)).body))
    expect(dues.map(({ dueAt, dueText }) => [new Date(dueAt + 8 * HOUR_MS).toISOString().slice(0, 16), dueText])).toEqual([
      ['2027-03-31T17:30', '第一季度'],
      ['2027-06-30T17:30', '6月底前'],
      ['2026-12-05T17:30', '2026-12-05'],
      ['2026-12-31T17:30', '全年'],
    ])
    expect(dues[0]).toMatchObject({
      title: '新建农村公路',
      parties: [
        { name: '消防救援支队', role: 'responsible' },
        { name: '城市管理局', role: 'assisting' },
      ],
      supervision: { source: { kind: 'meeting', text: '市政府常务会议' }, milestones: [{ title: '完成招标' }, { title: '完成路基' }] },
    })
    const told = await scene.stage.runner.read((tx) => tx.findBy(OutboundMessage, { memberId: scene.member('李四') }))
    expect(told.filter(({ text }) => text.startsWith('工作计划已立项,由您承办 3 件') && text.includes(`〔${first}〕`))).toHaveLength(1)
    expect((await audited('plans.import')).at(-1)?.detail).toMatchObject({ registered: 4 })

    const again = await upload(Buffer.from(await workbook.xlsx.writeBuffer()))
    expect(again.body).toMatchObject({ applied: false, registered: 0 })
    expect(again.body.problems[0].reasons).toEqual([`已立项〔${first}〕`])
    expect(await count()).toBe(before + 4)
  })

  const wrong = [
    ',消防队,,第一季度,,,,',
    '甲事项,,,第一季度,,,,',
    '乙事项,水利局,,6月前,,,,',
    '丙事项,消防队,,,,,,',
    '丁事项,消防队,,尽快,,尽快摸底;4月5日 验收,赵六,特慢',
    '戊事项,消防队,,2026-11-01,,,,',
    '己事项,消防队,,每月10日前,,,,',
    '庚事项,消防队,,3月底前,,4月5日 验收,,',
    '辛事项,消防队,,3月底前,,,,',
    '辛事项,城管局,,3月底前,,,,',
  ].join('\n')

  test('with wrong rows is refused as a whole, each row with its number and all its reasons', async () => {
    const answer = await upload(head + wrong)
    expect(answer.body).toMatchObject({ applied: false, registered: 1, numbers: [] })
    expect(answer.body.problems).toEqual([
      { line: 2, reasons: ['没有写事项'] },
      { line: 3, reasons: ['没有写责任单位'] },
      { line: 4, reasons: ['“责任单位”里的“水利局”不认识', '时限“6月前”指 2027年5月31日(周一)17:30 还是 2027年6月30日(周三)17:30?'] },
      { line: 5, reasons: ['没有写时限'] },
      {
        line: 6,
        reasons: [
          '赵六尚未授权您代发,请其本人发送:#授权 @张三',
          '您可以给本人和本单位人员交办;消防救援支队请由领导、督查或其单位负责人交办',
          '时限“尽快”没有看懂',
          '紧急程度“特慢”不是特急、急、一般',
          '节点“尽快摸底”没有看懂日期',
        ],
      },
      { line: 7, reasons: ['时限“2026-11-01”已经过去或不明确'] },
      { line: 8, reasons: ['时限“每月10日前”是循环的,请在群里用 #任务 立项'] },
      { line: 9, reasons: ['节点“验收”晚于时限'] },
      { line: 11, reasons: ['与第 10 行重复'] },
    ])
    expect(await count()).toBe(before)
    expect((await upload(head + wrong, '?partial=true&dryRun=true')).body.applied).toBe(false)
    expect(await count()).toBe(before)
    expect((await upload(head + wrong, '?partial=true')).body).toMatchObject({ applied: true, registered: 1 })
    expect(await count()).toBe(before + 1)
  })

  test('is refused when it is none, too long, empty or not yours', async () => {
    expect((await upload('什么,都不是\n1,2\n')).status).toBe(400)
    expect((await upload('')).status).toBe(400)
    expect((await upload(head)).body).toMatchObject({ applied: false, registered: 0, problems: [] })
    const rows = Array.from({ length: 501 }, (_, n) => `第${n}件,消防队,,第一季度,,,,`).join('\n')
    expect((await upload(head + rows)).status).toBe(413)
    expect((await upload(head + wrong, '', doer.token)).status).toBe(404)
    expect(await count()).toBe(before)
  })

  test('marked secret goes no further', async () => {
    const answer = await upload(`${head}机密★ 部署方案,消防队,,第一季度,,,,\n`)
    expect(answer.status).toBe(400)
    expect(answer.body.error.message).toContain('疑似涉密')
    const [incident] = await scene.stage.runner.read((tx) => tx.find(SecurityIncident))
    expect(incident).toMatchObject({ memberId: scene.member('张三'), marking: expect.any(String) })
    expect(JSON.stringify(incident)).not.toContain('部署方案')
    expect(await count()).toBe(before)
  })
})

test('a task has its row from the start, whoever opens it', async () => {
  const rows = await scene.stage.runner.read((tx) => tx.count(Supervision))
  expect(rows).toBe(await scene.stage.runner.read((tx) => tx.countBy(Matter, { kind: 'task' })))
})
