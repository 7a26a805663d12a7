import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countBulletins } from '../../jobs/draw-bulletins.ts'
import { settleFigures } from '../../jobs/count-items.ts'
import { DAY_MS, HOUR_MS } from '../../rules/instant.ts'
import { officePlanSchema } from '../../use-cases/office/lay-office.ts'
import { openPaper, openWorkbook, valuesOf } from '../documents/opened.ts'
import { openApiScene, type ApiScene, type Answer } from './api-scene.ts'

/** The office of examples/office.json, and its month once more, all of it over HTTP. */
const plan = officePlanSchema.parse(JSON.parse(readFileSync(new URL('../../examples/office.json', import.meta.url), 'utf8')))
const units = plan.units.filter((unit) => unit.class !== undefined)
const officerOf = (code: string): string => plan.people.find((person) => person.unit === code && person.officer !== undefined)!.name
const headOf = (code: string): string | undefined =>
  plan.people.find((person) => person.unit === code && person.roles.some(({ role }) => role === 'unit_head'))?.name

const openText = async (bytes: Buffer): Promise<string> => (await openPaper(bytes)).text

let scene: ApiScene
const people = new Map<string, Awaited<ReturnType<ApiScene['as']>>>()
const as = async (name: string): Promise<Awaited<ReturnType<ApiScene['as']>>> => {
  const known = people.get(name) ?? (await scene.as(name))
  people.set(name, known)
  return known
}
const good = (answer: Answer): any => {
  expect([answer.status, answer.body?.error]).toEqual([expect.toSatisfy((status: number) => status < 300), undefined])
  return answer.body
}
const does = async (name: string, path: string, body: unknown = {}): Promise<any> => good(await (await as(name)).post(path, body))
const reads = async (name: string, path: string): Promise<any> => good(await (await as(name)).get(path))

beforeAll(async () => {
  scene = await openApiScene({}, plan)
})
afterAll(() => scene.close())

/** Reports by the unit's officer, and sees it through to the editors. */
const reports = async (code: string, title: string, more: Record<string, unknown> = {}): Promise<number> => {
  const { matter } = await does(officerOf(code), '/submissions', { title, body: `11月23日,临江市${title},共12处、30人。`, ...more })
  const head = headOf(code)
  if (head !== undefined && more['tone'] !== 'problem') await does(head, `/submissions/${matter.number}/approve`)
  return matter.number
}
const compiles = async (name: string, numbers: number[]): Promise<number> =>
  (await does('文清', '/issues', { publicationId: scene.publication(name), items: numbers.map((number) => ({ number })) })).number

describe('a month of the information line over HTTP', () => {
  const numbers = new Map<string, number[]>()
  const all = () => [...numbers.values()].flat()
  let call = 0
  const issues: number[] = []

  test('sixty reports of twelve units, one of them 报忧, three of them answers to a call', async () => {
    const asked = ['JNQ', 'JBQ', 'GXJ', 'QHX']
    const opened = await does('文清', '/calls', {
      body: '优化营商环境典型做法,每篇1000字以内',
      topic: '优化营商环境典型做法',
      unitIds: asked.map((code) => scene.unit(code)),
      dueAt: scene.now() + 2 * DAY_MS,
    })
    call = opened.matter.number
    expect(opened.counts).toEqual({ called: 4, taken: 0, delivered: 0, adopted: 0, overdue: 0 })
    // The one who is asked, nobody else, takes it; a stranger does not even see it.
    await does('江帆', `/calls/${call}/take`)
    expect((await (await as('苏明')).post(`/calls/${call}/take`)).status).toBe(404)
    for (const { code } of units) {
      const own = [0, 1, 2, 3].map((index) => ({
        title: `${code}第${index + 1}项工作取得进展`,
        tone: code === 'JBQ' && index === 3 ? 'problem' : 'positive',
      }))
      numbers.set(code, [])
      for (const { title, tone } of own) numbers.get(code)!.push(await reports(code, title, { tone }))
    }
    for (const code of ['JNQ', 'GXJ']) {
      const delivered = await does(officerOf(code), `/calls/${call}/deliver`, {
        title: `${code}优化营商环境`,
        body: '11月以来,临江市办结诉求512件。',
      })
      expect(delivered).toMatchObject({ late: false })
      numbers.get(code)!.push(delivered.matter.number)
      await does(headOf(code)!, `/submissions/${delivered.matter.number}/approve`)
    }
    scene.officePasses(3 * DAY_MS)
    const late = await does('柳青', `/calls/${call}/deliver`, { title: 'JBQ优化营商环境', body: '11月以来,临江市办结诉求86件。' })
    expect(late).toMatchObject({ late: true, waitingFor: 1 })
    numbers.get('JBQ')!.push(late.matter.number)
    for (const code of ['FGW', 'JYJ', 'GAJ', 'ZJJ', 'NYJ', 'WJW', 'YJJ', 'LSX', 'QHX'])
      numbers.get(code)!.push(await reports(code, `${code}第五项工作取得进展`))
    expect(all()).toHaveLength(60)
    expect(new Set(all()).size).toBe(60)
  })

  test('the call, unit by unit for its organiser; a unit sees its own row and how many the others are', async () => {
    const whole = await reads('文清', `/calls/${call}`)
    expect(whole.units.map((row: any) => [row.unit.name, row.stage, row.overdue])).toEqual([
      ['江南区', 'delivered', false],
      ['江北区', 'delivered', true],
      ['工信局', 'delivered', false],
      ['青河县', 'called', true],
    ])
    expect((await reads('王建国', `/calls/${call}`)).units).toHaveLength(4)
    const own = await reads('何清', `/calls/${call}`)
    expect(own.units.map((row: any) => row.unit.name)).toEqual(['青河县'])
    expect(own.counts).toEqual({ called: 1, taken: 0, delivered: 3, adopted: 0, overdue: 2 })
    expect((await (await as('苏明')).get(`/calls/${call}`)).status).toBe(404)
    await does('文清', `/calls/${call}/finish`)
    expect((await (await as('何清')).post(`/calls/${call}/deliver`, { title: '迟来', body: '正文' })).status).toBe(409)
  })

  test('《报送要点》 by numbers and by month', async () => {
    const editor = await as('文清')
    for (const query of [`numbers=${call}`, 'month=2026-11']) {
      const paper = await editor.get(`/calls/topics.docx?${query}`)
      expect(paper.status).toBe(200)
      const text = await openText(Buffer.from(paper.body))
      expect(text).toContain('优化营商环境典型做法')
      expect(text).toContain('每篇1000字以内')
      expect(text).toContain('江南区、江北区、工信局、青河县')
      expect(text).toContain('2026年11月25日')
    }
    expect(await openText(Buffer.from((await editor.get('/calls/topics.docx?month=2026-10')).body))).toContain('本期没有报送要点')
    expect((await (await as('苏明')).get(`/calls/topics.docx?numbers=${call}`)).status).toBe(404)
    expect((await editor.get('/calls/topics.docx?numbers=abc')).status).toBe(400)
  })

  test('edited, sent to be signed, signed, sent up; merged; put aside', async () => {
    const [first] = numbers.get('FGW')!
    await does('文清', `/submissions/${first}/receive`)
    await does('文清', `/submissions/${first}/edit`, { title: '临江港扩建工程获批' })
    expect((await (await as('文清')).post(`/submissions/${first}/send-up`, { to: '省政府办公厅' })).body.error.message).toContain(
      '还没有签发',
    )
    await does('文清', `/submissions/${first}/approve`)
    await does('周正', `/submissions/${first}/sign`)
    await does('文清', `/submissions/${first}/send-up`, { to: '省政府办公厅' })
    const problem = numbers.get('JBQ')![3]!
    expect((await (await as('何清')).get(`/submissions/${problem}`)).status).toBe(404)
    await does('周正', `/submissions/${problem}/sign`)
    const parts = [numbers.get('JNQ')![0]!, numbers.get('JBQ')![0]!]
    const joint = await does('文清', '/submissions/merge', { numbers: parts, title: '两区联动整治' })
    expect((await reads('江帆', `/submissions/${joint.number}`)).authors.map((author: any) => author.member.name)).toEqual(['江帆', '柳青'])
    const shelved = numbers.get('ZJJ')![3]!
    expect((await does('文清', `/submissions/${shelved}/shelve`)).state).toBe('closed')
    expect((await (await as('黄蓉')).post(`/submissions/${numbers.get('ZJJ')![2]}/shelve`)).status).toBe(403)
  })

  test('three issues: two downward by the editors, one upward by the director', async () => {
    const pick = (position: number, codes: string[]): number[] => codes.map((code) => numbers.get(code)![position]!)
    for (const items of [pick(1, ['JYJ', 'GAJ', 'NYJ', 'WJW', 'YJJ', 'LSX']), pick(2, ['GXJ', 'JNQ', 'QHX', 'JYJ', 'FGW'])]) {
      const issue = await compiles('政务信息', items)
      await does('文清', `/issues/${issue}/request-signature`)
      await does('许静', `/issues/${issue}/sign`)
      await does('许静', `/issues/${issue}/publish`)
      issues.push(issue)
    }
    const upward = await compiles('专报', [numbers.get('GXJ')![4]!, numbers.get('JNQ')![4]!])
    await does('文清', `/issues/${upward}/request-signature`)
    expect((await (await as('文清')).post(`/issues/${upward}/sign`)).status).toBe(403)
    await does('周正', `/issues/${upward}/sign`)
    await does('文清', `/issues/${upward}/publish`)
    issues.push(upward)
    const serials = []
    for (const number of issues) serials.push((await reads('文清', `/issues/${number}`)).serial)
    expect(serials).toEqual([41, 42, 7])
    const paper = await (await as('文清')).get(`/issues/${upward}/docx`)
    expect(await openText(Buffer.from(paper.body))).toContain('第7期')
    expect((await reads('文清', `/calls/${call}`)).counts).toMatchObject({ adopted: 2, delivered: 1 })
  })

  test('adopted by the city and the province; the month’s bulletin equals the ledger, line by line', async () => {
    const uses = [
      [numbers.get('FGW')![0]!, 'province', '每日要情'],
      [numbers.get('WJW')![2]!, 'province', '省政府专报'],
      [numbers.get('GAJ')![0]!, 'city', '每日汇报'],
      [numbers.get('JBQ')![3]!, 'province', '每日要情'],
      [numbers.get('JNQ')![2]!, 'city', '每日汇报'],
    ] as const
    for (const [number, level, publication] of uses) await does('许静', `/submissions/${number}/adopt`, { level, publication })
    await does('许静', `/submissions/${uses[2][0]}/revoke-adoption`, {})
    scene.officePasses(2 * HOUR_MS)
    const { number } = await does('文清', '/bulletins', { period: '2026-11' })
    await countBulletins.run(scene.stage)
    await settleFigures(scene.stage)

    // The ledger, unit by unit, as it is explained.
    const ledger: Record<string, number> = {}
    for (const { code, name } of units) {
      const explained = await reads('文清', `/points/explain?unitId=${scene.unit(code)}&from=2026-11&to=2026-11&limit=100`)
      ledger[name] = explained.total / 100
      expect(explained.items.reduce((sum: number, line: any) => sum + line.points, 0)).toBe(explained.total)
    }
    // By hand: five reports, one at the province (5), one printed (2); 青河县 left the call unanswered.
    expect(ledger).toMatchObject({ 发展改革委: 12, 卫生健康委: 15, 公安局: 7, 青河县: 5, 住建局: 5 })

    await does('文清', `/bulletins/${number}/issue`)
    const file = await (await as('文清')).get(`/bulletins/${number}/xlsx`)
    const workbook = await openWorkbook(Buffer.from(file.body))
    const rows = ['市直部门', '县(市、区)'].flatMap((name) => {
      const sheet = workbook.worksheets.find((each) => each.name.replaceAll(/[()]/gu, '') === name.replaceAll(/[()]/gu, ''))
      expect(sheet, workbook.worksheets.map((each) => each.name).join(' ')).toBeDefined()
      return valuesOf(sheet!)
    })
    const printed = Object.fromEntries(rows.filter((row) => String(row[1]) in ledger).map((row) => [String(row[1]), Number(row[5])]))
    expect(printed).toEqual(ledger)
    const reported = rows.filter((row) => String(row[1]) in ledger).reduce((sum, row) => sum + Number(row[2]), 0)
    expect(reported).toBe(60)
  })
})
