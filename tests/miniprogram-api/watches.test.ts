import ExcelJS from 'exceljs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { zipOf } from '../support/sample-files.ts'
import { openApiScene, type ApiScene, type Answer } from './api-scene.ts'

let scene: ApiScene
let number: number
beforeAll(async () => {
  scene = await openApiScene()
})
afterAll(() => scene.close())

const shifts = [
  { name: '白班', from: '08:30', to: '17:30' },
  { name: '夜班', from: '17:30', to: '08:30' },
]
beforeEach(async () => {
  const zhang = await scene.as('张三')
  const made = await zhang.post('/watches', { title: '应急值班', dutyUnitId: scene.unit('CG'), times: { shifts } })
  number = made.body.number
})

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const send = async (raw: string | Uint8Array<ArrayBuffer>, { as = '张三', type = 'text/csv' } = {}): Promise<Answer> =>
  scene.ask('post', `/watches/${number}/roster`, { token: (await scene.as(as)).token, raw, headers: { 'content-type': type } })

const book = async (rows: readonly unknown[][]): Promise<Uint8Array<ArrayBuffer>> => {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('排班表')
  for (const row of rows) sheet.addRow(row)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/** 12-01 白班 李四, as the API shows it. */
const planned = async (day: string): Promise<string[]> => {
  const zhang = await scene.as('张三')
  const { body } = await zhang.get(`/watches/${number}?from=${day}&to=${day}`)
  return body.slots.map(({ member, toAt, fromAt }: { member: { name: string }; fromAt: number; toAt: number }) => {
    const hours = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(11, 16)
    return `${hours(fromAt)}-${hours(toAt)} ${member.name}`
  })
}

describe('a roster as a table', () => {
  test('is planned from a .csv and from an .xlsx, and again: what went to somebody else is counted', async () => {
    const csv = '日期,姓名,班次\n2026-12-01,李四,白班\n2026-12-01,王五,夜班\n'
    expect((await send(csv)).body).toMatchObject({ planned: 2, passed: 0, replaced: 0 })
    expect(await planned('2026-12-01')).toEqual(['08:30-17:30 李四', '17:30-08:30 王五'])
    const sheet = await book([
      ['日期', '姓名', '班次', '开始'],
      [new Date('2026-12-01'), '王五', '白班'],
      // A time as a spreadsheet keeps it.
      ['2026/12/2', '赵六', '', new Date(Date.UTC(1899, 11, 30, 17, 30))],
      ['2026年12月3日', '李四'],
    ])
    expect((await send(sheet, { type: xlsx })).body).toMatchObject({ planned: 4, replaced: 1 })
    expect(await planned('2026-12-01')).toEqual(['08:30-17:30 王五', '17:30-08:30 王五'])
    expect(await planned('2026-12-02')).toEqual(['17:30-08:30 赵六'])
    expect(await planned('2026-12-03')).toEqual(['08:30-17:30 李四', '17:30-08:30 李四'])
  })

  test('is planned from the filled template, whose examples are nobody', async () => {
    const zhang = await scene.as('张三')
    const file = await zhang.get('/watches/roster-template')
    expect([file.status, file.headers.get('content-type')]).toEqual([200, xlsx])
    expect((await send(new Uint8Array(file.body), { type: xlsx })).body.error.message).toBe('排班表是空的')
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(file.body as ArrayBuffer)
    workbook.getWorksheet('排班表')?.addRow(['2026-12-01', '李四', '', '夜班'])
    expect((await send(new Uint8Array(await workbook.xlsx.writeBuffer()), { type: xlsx })).body).toMatchObject({ planned: 1 })
    expect(await planned('2026-12-01')).toEqual(['17:30-08:30 李四'])
  })

  test('every wrong line is named as it stands in the file, and nothing is planned', async () => {
    const csv = [
      '日期,姓名,单位代码,班次,开始',
      '2026-12-01,李四,,白班,',
      '',
      '2026-02-30,李四,,,',
      '明天,李四,,,',
      '2026-12-02,李四四,,,',
      '2026-12-02,李四,CG,,',
      '2026-12-02,李四,,早班,',
      '2026-12-02,李四,,,8点',
      '2026-12-01,王五,,白班,',
      ',李四,,,',
      '2026-12-02,,,,',
    ].join('\n')
    const { status, body } = await send(csv)
    expect(status).toBe(400)
    expect(body.error.message.split('\n')).toEqual([
      '第 4 行:日期“2026-02-30”请写成 2026-11-24',
      '第 5 行:日期“明天”请写成 2026-11-24',
      '第 6 行:没有“李四四”这个人',
      '第 7 行:没有“李四”这个人',
      '第 8 行:没有“早班”,这张表的班次是 白班、夜班',
      '第 9 行:时间“8点”请写成 08:30',
      '第 10 行:12月1日(周二)08:30 的时段与第 2 行排了两个人',
      '第 11 行:没有写日期',
      '第 12 行:没有写姓名',
      '请改好后整份重发,这次一个时段都没有排',
    ])
    expect(await planned('2026-12-01')).toEqual([])
  })

  test.each([
    ['an empty file', '', 400, '文件是空的'],
    ['nothing but a header', '日期,姓名\n', 400, '排班表是空的'],
    ['another table', '姓名,手机\n李四,1\n', 400, '缺少“日期”列'],
    ['no table at all', new Uint8Array([0, 1, 2, 3, 4, 5, 0, 0]), 400, ''],
    ['a cut .xlsx', new Uint8Array(Buffer.from('PK\u0003\u0004 broken', 'latin1')), 400, ''],
    ['a zip that is no workbook', new Uint8Array(zipOf([{ name: 'a.txt', bytes: '日期' }])), 400, ''],
    [
      'a zip bomb',
      new Uint8Array(zipOf([{ name: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(60 * 1024 * 1024, 0x20) }])),
      413,
      '压缩比',
    ],
    ['more than 5 MB', `日期,姓名\n${'2026-12-01,李四\n'.repeat(330_000)}`, 413, ''],
    ['too many rows', `日期,姓名\n${'2026-12-01,李四\n'.repeat(1_001)}`, 413, '一次最多 1000 行'],
    ['an old .xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 400, '另存为'],
  ])('is refused: %s', async (_what, raw, status, words) => {
    const answer = await send(raw, { type: 'application/octet-stream' })
    expect([answer.status, answer.body.error.message]).toEqual([status, expect.stringContaining(words)])
    expect(await planned('2026-12-01')).toEqual([])
  })

  test('only by those who may plan, and only while the roster has not ended', async () => {
    const csv = '日期,姓名\n2026-12-01,李四\n'
    expect((await send(csv, { as: '王五' })).status).toBe(404)
    expect((await send(csv)).status).toBe(200)
    expect((await send(csv, { as: '李四' })).status).toBe(403)
    expect((await send('日期,姓名\n2026-11-01,李四\n')).body.error).toMatchObject({
      code: 'wrong_state',
      message: '这些时段都已开始或过去,没有可排的',
    })
    const zhang = await scene.as('张三')
    expect((await zhang.post(`/watches/${number}/end`, {})).body.state).toBe('closed')
    expect((await send(csv)).status).toBe(409)
    expect((await zhang.post(`/watches/${number}/end`, {})).status).toBe(409)
  })
})

describe('a roster by its own calls', () => {
  const day = '2026-12-01'
  test('is planned, swapped, asked for again and withdrawn', async () => {
    const zhang = await scene.as('张三')
    const li = await scene.as('李四')
    const wang = await scene.as('王五')
    const [liId, wangId, zhaoId] = [scene.member('李四'), scene.member('王五'), scene.member('赵六')]
    const lines = [
      { day, memberId: liId, shift: '白班' },
      { day, memberId: wangId, shift: '夜班' },
    ]
    expect((await zhang.post(`/watches/${number}/plan`, { lines })).body).toMatchObject({ planned: 2, replaced: 0 })
    expect((await zhang.post(`/watches/${number}/plan`, { lines: [...lines, { day, memberId: zhaoId }] })).body.error.message).toContain(
      '第 3 行:12月1日(周二)08:30 的时段与第 1 行排了两个人',
    )
    expect((await li.post(`/watches/${number}/swap`, { toId: wangId, day })).status).toBe(200)
    expect((await li.post(`/watches/${number}/swap`, { toId: wangId, day })).status).toBe(409)
    expect((await wang.post(`/watches/${number}/withdraw-swap`, {})).status).toBe(409)
    expect((await li.post(`/watches/${number}/withdraw-swap`, { day })).status).toBe(200)
    expect((await wang.post(`/watches/${number}/answer-swap`, { agrees: true })).status).toBe(409)
    expect((await li.post(`/watches/${number}/swap`, { toId: wangId, day })).status).toBe(200)
    expect((await wang.post(`/watches/${number}/answer-swap`, { agrees: true, fromId: zhaoId })).status).toBe(409)
    expect((await wang.post(`/watches/${number}/answer-swap`, { agrees: true, fromId: liId })).status).toBe(200)
    expect(await planned(day)).toEqual(['08:30-17:30 王五', '17:30-08:30 王五'])
  })
})
