import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApiScene, type ApiScene } from './api-scene.ts'

let scene: ApiScene
type Person = Awaited<ReturnType<ApiScene['as']>>
let editor: Person
let director: Person
let officer: Person
beforeAll(async () => {
  scene = await openApiScene()
  await scene.grant('赵六', 'editor', 'ZFB')
  await scene.grant('王五', 'director', 'ZFB')
  editor = await scene.as('赵六')
  director = await scene.as('王五')
  officer = await scene.as('李四')
})
afterAll(() => scene.close())

const story = async (title: string): Promise<number> => {
  const answer = await officer.post('/submissions', { title, body: `11月23日,${title},发现隐患3处。` })
  expect(answer.status).toBe(201)
  return answer.body.matter.number
}
const compile = async (name: string, numbers: number[]): Promise<number> => {
  const items = numbers.map((number) => ({ number }))
  const answer = await editor.post('/issues', { publicationId: scene.publication(name), items })
  expect([answer.status, answer.body.error]).toEqual([201, undefined])
  return answer.body.number
}

test('the whole chain by the API: compiled, arranged, passed, signed, published, adopted, withdrawn', async () => {
  const made = await editor.post('/publications', {
    name: '要情',
    level: 'city',
    direction: 'upward',
    reviewChain: ['editor', 'director'],
    distribution: { report: '省政府办公厅' },
    copies: 5,
  })
  expect(made.status).toBe(201)
  const [a, b] = [await story('检查老旧小区'), await story('检查商场')]
  const compiled = await editor.post('/issues', { publicationId: made.body.id, items: [{ number: a }, { number: b, form: 'brief' }] })
  const { number, version } = compiled.body
  const arranged = await editor.get(`/issues/${number}`)
  expect(arranged.body).toMatchObject({
    state: 'open',
    serial: null,
    items: [{ number: a }, { number: b, form: 'brief', version: 1, newestVersion: 1 }],
  })
  const put = async (body: unknown) => scene.ask('put', `/issues/${number}/arrangement`, { token: editor.token, body })
  expect(
    (await put({ version, editorNote: '请阅', items: [{ number: b, heading: '商场检查' }, { number: a }] })).body.items[0],
  ).toMatchObject({
    number: b,
    heading: '商场检查',
    position: 1,
  })
  expect((await put({ version, editorNote: null })).status).toBe(409)

  expect((await editor.post(`/issues/${number}/pass`, {})).status).toBe(409)
  expect((await editor.post(`/issues/${number}/request-signature`, {})).body.state).toBe('signing')
  expect((await director.post(`/issues/${number}/pass`, {})).status).toBe(403)
  expect((await editor.post(`/issues/${number}/pass`, {})).status).toBe(200)
  const read = (await director.get(`/issues/${number}`)).body
  expect(read.waitingFor).toMatchObject([{ name: '王五' }])
  expect(read.chain).toMatchObject([
    { role: 'editor', by: { name: '赵六' } },
    { role: 'director', by: null },
  ])
  expect((await director.post(`/issues/${number}/sign`, { digest: 'x'.repeat(64) })).status).toBe(409)
  expect((await director.post(`/issues/${number}/sign`, { digest: read.digest })).body.state).toBe('signed')
  expect((await editor.post(`/issues/${number}/publish`, {})).body.state).toBe('closed')
  expect((await editor.post(`/issues/${number}/publish`, {})).status).toBe(409)

  const list = await editor.get(`/publications/${made.body.id}/issues?state=closed&year=2026`)
  expect(list.body.items).toMatchObject([{ number, serial: 1, year: 2026, signedOn: '2026-11-23', items: 2, title: '《要情》2026年第1期' }])
  expect((await officer.get(`/publications/${made.body.id}/issues`)).status).toBe(403)
  expect((await officer.get(`/submissions/${a}/adoptions`)).body.adoptions).toMatchObject([
    { publication: '要情', issue: number, level: 'city' },
  ])

  expect((await editor.post(`/issues/${number}/withdraw`, {})).status).toBe(400)
  expect((await editor.post(`/issues/${number}/withdraw`, { reason: '数据有误' })).body.state).toBe('cancelled')
  expect((await editor.get(`/issues/${number}`)).body).toMatchObject({ serial: 1, withdrawnReason: '数据有误' })
  expect((await officer.get(`/submissions/${a}/adoptions`)).body.adoptions).toEqual([])
})

test('the .docx is a 送审稿 before, has its number after it is signed', async () => {
  const number = await compile('政务信息', [await story('检查学校')])
  const download = async () => {
    const answer = await editor.get(`/issues/${number}/docx`)
    expect(answer.status).toBe(200)
    expect(
      Buffer.from(answer.body as ArrayBuffer)
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    return decodeURIComponent(answer.headers.get('content-disposition') ?? '')
  }
  expect(await download()).toContain(`政务信息送审稿(${number}).docx`)
  await editor.post(`/issues/${number}/request-signature`, {})
  await editor.post(`/issues/${number}/sign`, {})
  expect(await download()).toContain('政务信息2026年第1期.docx')
  expect((await officer.get(`/issues/${number}/docx`)).status).toBe(404)
})

test('an issue that nobody signed is cancelled, and its submissions are free', async () => {
  const a = await story('检查医院')
  const number = await compile('政务信息', [a])
  expect((await director.post(`/issues/${number}/cancel`, { reason: '不编了' })).body.state).toBe('cancelled')
  await compile('政务信息', [a])
})

test('the same POST twice with one key makes one issue', async () => {
  const a = await story('检查车站')
  const body = { publicationId: scene.publication('政务信息'), items: [{ number: a }] }
  const [first, again] = [
    await editor.post('/issues', body, { 'idempotency-key': 'issue-once-1' }),
    await editor.post('/issues', body, { 'idempotency-key': 'issue-once-1' }),
  ]
  expect([first.status, again.status, again.body.number]).toEqual([201, 201, first.body.number])
})

describe('turned away', () => {
  test.each([
    ['no items', { items: [] }],
    ['too many items', { items: Array.from({ length: 61 }, (_, index) => ({ number: index + 1 })) }],
    ['an endless note', { items: [{ number: 1 }], editorNote: '长'.repeat(4_001) }],
    ['an endless heading', { items: [{ number: 1, heading: '长'.repeat(81) }] }],
    ['what is not asked for', { items: [{ number: 1 }], serial: 99 }],
    ['a publication that is no id', { publicationId: '政务信息', items: [{ number: 1 }] }],
  ])('%s', async (_what, body) => {
    expect((await editor.post('/issues', { publicationId: scene.publication('政务信息'), ...body })).status).toBe(400)
  })

  test('marked texts, as everywhere', async () => {
    const body = { publicationId: scene.publication('政务信息'), items: [{ number: 1 }], editorNote: '机密★ 不得外传' }
    const answer = await editor.post('/issues', body)
    expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining('疑似涉密')])
  })

  test('a publication that does not exist', async () => {
    expect((await editor.post('/issues', { publicationId: '0'.repeat(26), items: [{ number: 1 }] })).status).toBe(404)
    expect((await editor.patch(`/publications/${'0'.repeat(26)}`, { copies: 3 })).status).toBe(404)
  })
})

describe('adoptions', () => {
  const raw = (path: string, bytes: string | Uint8Array<ArrayBuffer>, type = 'text/csv') =>
    scene.ask('post', path, { token: editor.token, raw: bytes, headers: { 'content-type': type } })

  test('one by one, with a leader’s instruction, taken back', async () => {
    const number = await story('检查企业')
    const use = { level: 'province', publication: '每日要情', form: 'single' }
    expect((await editor.post(`/submissions/${number}/adopt`, use)).status).toBe(200)
    expect((await editor.post(`/submissions/${number}/adopt`, use)).status).toBe(409)
    expect((await officer.post(`/submissions/${number}/adopt`, use)).status).toBe(403)
    expect((await editor.post(`/submissions/${number}/adopt`, { ...use, day: '2026-11-31' })).status).toBe(400)
    expect((await editor.post(`/submissions/${number}/instruct`, { leaderLevel: 'city', leader: '王市长', text: '阅' })).status).toBe(200)
    const { adoptions, instructions } = (await officer.get(`/submissions/${number}/adoptions`)).body
    expect([adoptions.length, instructions.length]).toEqual([1, 1])
    expect((await editor.post(`/submissions/${number}/revoke-adoption`, { id: adoptions[0].id })).status).toBe(200)
    expect((await editor.post(`/submissions/${number}/revoke-instruction`, { id: instructions[0].id })).status).toBe(200)
    expect((await officer.get(`/submissions/${number}/adoptions`)).body).toEqual({ adoptions: [], instructions: [] })
  })

  test('in bulk from the filled template, and from .csv', async () => {
    const number = await story('检查工地')
    const template = await scene.ask('get', '/adoptions/template', { token: editor.token })
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(template.body as ArrayBuffer)
    const sheet = workbook.getWorksheet('采用')
    sheet?.addRow([String(number), '', '', '省级', '每日要情', '单篇', '2026-11-23'])
    const bytes = Buffer.from(await workbook.xlsx.writeBuffer())
    const filled = await raw('/adoptions/import', new Uint8Array(bytes), 'application/octet-stream')
    expect(filled.body).toEqual({ applied: true, recorded: 1, items: 1, problems: [] })
    const csv = `编号,级别,刊物,采用日期\n${number},省级,每日要情,2026-11-23\n${number},市级,政务信息,2026-11-23\n`
    const known = { problems: [{ line: 2, reasons: ['已登记过'] }] }
    expect((await raw('/adoptions/import?dryRun=true', csv)).body).toMatchObject({ applied: false, recorded: 1, ...known })
    expect((await raw('/adoptions/import', `${csv}999,市级,政务信息,2026-11-23\n`)).body).toMatchObject({ applied: false })
    expect((await raw('/adoptions/import', csv)).body).toMatchObject({ applied: true, recorded: 1, ...known })
    expect((await raw('/adoptions/import', csv)).body).toMatchObject({ applied: false, recorded: 0 })
  })

  test('what is no table, or too large, is turned away', async () => {
    expect((await raw('/adoptions/import', 'PK\u0003\u0004 broken')).status).toBe(400)
    expect((await raw('/adoptions/import', '标题\n一\n')).status).toBe(400)
    expect((await raw('/adoptions/import', new Uint8Array(5 * 1024 * 1024 + 1))).status).toBe(413)
  })

  test('an editor of a single unit is no editor of the office', async () => {
    await scene.grant('张三', 'editor', 'CG')
    const other = await scene.as('张三')
    const answer = await scene.ask('post', '/adoptions/import', {
      token: other.token,
      raw: '编号\n',
      headers: { 'content-type': 'text/csv' },
    })
    expect([400, 403]).toContain(answer.status)
    expect((await other.post('/issues', { publicationId: scene.publication('政务信息'), items: [{ number: 1 }] })).status).toBe(403)
  })
})
