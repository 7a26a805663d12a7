import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildBulletinDocx } from '../../../documents/bulletin/build-bulletin-docx.ts'
import { buildBulletinXlsx } from '../../../documents/bulletin/build-bulletin-xlsx.ts'
import { buildIssueDocx } from '../../../documents/issue/build-issue-docx.ts'
import { buildHandlingReport } from '../../../documents/supervision/build-handling-report.ts'
import { buildLedgerXlsx } from '../../../documents/supervision/build-ledger-xlsx.ts'
import { buildSupervisionPaper } from '../../../documents/supervision/build-supervision-paper.ts'
import { buildTopicsDocx } from '../../../documents/topics/build-topics-docx.ts'
import { printFiles, type Page, type Picture, type Printed } from '../../support/libreoffice.ts'
import { bulletin, exported, figures, issue, ledgerRow, paper, report, sentence, topics } from '../samples.ts'

/** 版心, in points. */
const text = { left: 79.4, right: 521.6, top: 104.9, bottom: 742.7 }
const middle = (text.left + text.right) / 2
const slack = 8
/** A mark at the end of a line may hang over the edge. */
const edgeOf = (line: string): number => text.right + slack + (/[，。、；：”）]$/u.test(line) ? 12 : 0)

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')
const item = (body: string): { title: string; body: string; units: string[] } => ({ title: '短讯', body, units: ['市教育局'] })
const longClass = {
  name: '市直部门',
  rows: Array.from({ length: 60 }, (_, index) => ({
    unit: index === 3 ? '市农业农村和乡村振兴工作领导小组办公室' : `市直单位${index + 1}`,
    place: index + 1,
    period: figures(120 - index, 60, 12_050),
    toDate: figures(480 - index, 300, 50_025),
    note: null,
  })),
  total: { period: figures(5400, 3600, 723_000), toDate: figures(27_030, 18_000, 3_001_500) },
}

let printed: Printed
const pages = new Map<string, Page[]>()
const of = (name: string): Page[] => pages.get(name)!

beforeAll(async () => {
  const files = new Map<string, Buffer>([
    ['issue.docx', await buildIssueDocx(issue({ items: [...issue().items, item(lines(12, () => sentence))] }))],
    ['draft.docx', await buildIssueDocx(issue({ signed: null, publication: '临江市人民政府办公室政务信息专报', items: [item(sentence)] }))],
    [
      'grid.docx',
      await buildIssueDocx(issue({ editorNote: null, items: [item(`${'政'.repeat(110)}\n${lines(60, (index) => `第${index}行`)}`)] })),
    ],
    [
      'headings.docx',
      await buildIssueDocx(issue({ items: [item(lines(90, (index) => (index % 3 === 0 ? '一、强化统筹' : '正文内容')))] })),
    ],
    ...(await Promise.all(
      [8, 9, 10, 11, 12].map(async (count): Promise<[string, Buffer]> => [
        `end${count}.docx`,
        await buildIssueDocx(issue({ items: [item(lines(count, () => sentence))] })),
      ]),
    )),
    ['bulletin.docx', await buildBulletinDocx(bulletin({ classes: [...bulletin().classes, longClass] }))],
    ['topics.docx', await buildTopicsDocx(topics())],
    ['paper.docx', await buildSupervisionPaper(paper({ kind: 'coloured', colour: { name: '黄牌', rgb: 'E6A800' } }))],
    ['report.docx', await buildHandlingReport(report({ result: lines(9, () => sentence) }))],
    ['tables.xlsx', await buildBulletinXlsx(bulletin({ classes: [longClass] }))],
    [
      'ledger.xlsx',
      await buildLedgerXlsx({
        title: '2026年督查事项台账',
        note: null,
        rows: Array.from({ length: 60 }, (_, number) => ledgerRow({ number, progress: sentence })),
        exported,
      }),
    ],
  ])
  printed = await printFiles(files)
  for (const name of files.keys()) pages.set(name, await printed.pages(name))
}, 60_000)
afterAll(() => printed?.close())

const papers = ['issue.docx', 'draft.docx', 'grid.docx', 'headings.docx', 'bulletin.docx', 'topics.docx', 'paper.docx', 'report.docx']
const isNumber = ({ text: words }: { text: string }): boolean => /^—\d+—$/u.test(words)

describe.each(papers)('%s', (name) => {
  test('stays within the margins of A4', () => {
    for (const page of of(name)) {
      expect([Math.round(page.width), Math.round(page.height)]).toEqual([595, 842])
      for (const line of page.lines.filter((one) => !isNumber(one))) {
        expect(line.left, line.text).toBeGreaterThan(text.left - slack)
        expect(line.right, line.text).toBeLessThan(edgeOf(line.text))
        expect(line.top, line.text).toBeGreaterThan(text.top - slack)
        expect(line.bottom, line.text).toBeLessThan(text.bottom + slack)
      }
    }
  })

  test('numbers its pages outside, below the text', () => {
    for (const [index, page] of of(name).entries()) {
      const number = page.lines.find(isNumber)
      expect(number?.text).toBe(`—${index + 1}—`)
      expect(number!.top).toBeGreaterThan(text.bottom)
      if (index % 2 === 0) expect(number!.right).toBeGreaterThan(text.right - 30)
      else expect(number!.left).toBeLessThan(text.left + 30)
    }
  })
})

/** Where red is, by rows of a picture: its first and last column, in points. */
const redRows = ({ width, height, pixels }: Picture, dpi: number): { y: number; from: number; to: number; count: number }[] => {
  const points = 72 / dpi
  const isRed = (at: number): boolean => pixels[at]! > 180 && pixels[at + 1]! < 90 && pixels[at + 2]! < 90
  return Array.from({ length: height }, (_, y) => {
    const columns = Array.from({ length: width }, (_none, x) => x).filter((x) => isRed((y * width + x) * 3))
    return { y: y * points, from: (columns[0] ?? 0) * points, to: (columns.at(-1) ?? 0) * points, count: columns.length * points }
  }).filter(({ count }) => count > 0)
}

describe('the head of an issue', () => {
  test.each(['issue.docx', 'draft.docx'])('%s: a red name in the middle, a red rule across below it', async (name) => {
    const rows = redRows(await printed.picture(name, 1, 72), 72)
    const rule = rows.filter(({ count }) => count > 380)
    expect(rule.length).toBeGreaterThan(0)
    expect(rule.length).toBeLessThan(6)
    const above = rows.filter(({ y }) => y < rule[0]!.y - 10)
    const [from, to] = [Math.min(...above.map((row) => row.from)), Math.max(...above.map((row) => row.to))]
    expect(Math.abs((from + to) / 2 - middle)).toBeLessThan(8)
    expect(above.at(-1)!.y - above[0]!.y).toBeGreaterThan(40)
    expect(above.at(-1)!.y).toBeLessThan(rule[0]!.y)
  })

  test('has compiler and date on one line, the number in the middle above', () => {
    const [page] = of('issue.docx')
    const number = page!.lines.find((line) => line.text === '第49期')!
    expect(Math.abs((number.left + number.right) / 2 - middle)).toBeLessThan(6)
    expect(page!.text).toContain('临江市人民政府办公室2026年4月3日')
  })
})

describe('the text', () => {
  test('has 28 characters to the line, and the page is full', () => {
    const [first, second] = of('grid.docx')
    const rows = first!.lines.map((line) => line.text).filter((line) => /^政+$/u.test(line))
    expect(rows.map((row) => row.length)).toEqual([26, 28, 28, 28])
    // LibreOffice counts the lines of the grid for itself, 21.99 as 21, and lays out no more.
    expect(second!.lines.filter((line) => /^第\d+行$/u.test(line.text)).length).toBeGreaterThanOrEqual(21)
  })

  test('never ends a page with a heading, and never begins one without its title', () => {
    const all = of('headings.docx')
    expect(all.length).toBeGreaterThan(3)
    for (const page of all.slice(0, -1)) expect(page.lines.findLast((line) => !isNumber(line))?.text).toBe('正文内容')
  })

  test.each([8, 9, 10, 11, 12])('of %i paragraphs: the foot block is in one piece and not alone on its page', (count) => {
    const last = of(`end${count}.docx`).at(-1)!
    expect(last.text).toMatch(/新增[^]*6400个。[^]*（市教育局）\n报：[^]*送：[^]*发：[^]*签发：王建国核稿：李明编辑：赵敏\n共印50份/u)
  })

  test('keeps issuer and date together', () => {
    for (const [name, issuer, date] of [
      ['report.docx', '市住建局', '2026年4月28日'],
      ['bulletin.docx', '临江市人民政府办公室', '2026年5月3日'],
    ] as const) {
      expect(of(name).some((page) => page.text.includes(`\n${issuer}\n${date}`))).toBe(true)
    }
  })
})

describe('tables', () => {
  test('repeat their header on every page and end with 合计', () => {
    const annex = of('bulletin.docx').filter((page) => /市直单位\d/u.test(page.text))
    expect(annex.length).toBeGreaterThan(1)
    for (const page of annex) expect(page.text).toMatch(/名次\n?单位|本月/u)
    expect(annex.at(-1)!.text).toContain('合计5400')
  })

  test('keep figures on one line', () => {
    const annex = of('bulletin.docx').find((page) => page.text.includes('市直单位1'))!
    expect(annex.lines.some((line) => /120\s?60\s?50\.0%\s?120\.50?\s?480\s?300\s?62\.5%\s?500\.25/u.test(line.text))).toBe(true)
  })

  test.each([
    ['tables.xlsx', '名次', '积分'],
    ['ledger.xlsx', '序号', '备注'],
  ])('%s prints landscape, one page wide, with its header and footer on every page', (name, firstColumn, lastColumn) => {
    const all = of(name).filter((page) => page.text.includes(firstColumn))
    expect(all.length).toBeGreaterThan(1)
    for (const [index, page] of all.entries()) {
      expect([Math.round(page.width), Math.round(page.height)]).toEqual([842, 595])
      expect(page.text).toContain(lastColumn)
      expect(page.text).toContain('导出：张三2026年4月3日10:05')
      expect(page.text.replaceAll(' ', '')).toContain(`第${index + 1}页，共`)
    }
  })
})
