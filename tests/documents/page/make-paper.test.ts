import { expect, test } from 'vitest'
import { buildIssueDocx } from '../../../documents/issue/build-issue-docx.ts'
import { makePaper, type Papers } from '../../../documents/page/make-paper.ts'
import { openPaper, openWorkbook, openZip } from '../opened.ts'
import { bulletin, exported, figures, issue, ledgerRow, paper, report, topics } from '../samples.ts'

const list = { sheets: [{ name: '名单', title: '名单', columns: [{ title: '姓名', type: 'text' as const }], rows: [['张三']] }], exported }
const papers: { [Kind in keyof Papers]: Papers[Kind] } = {
  issue: issue(),
  bulletin: bulletin(),
  'bulletin-tables': bulletin(),
  topics: topics(),
  'supervision-paper': paper(),
  'handling-report': report(),
  ledger: { title: '台账', note: null, rows: [ledgerRow()], exported },
  list,
}

test('every paper can be made apart, several at once', async () => {
  const kinds = Object.keys(papers) as (keyof Papers)[]
  const made = await Promise.all(kinds.map(async (kind) => [kind, await openZip(await makePaper(kind, papers[kind]))] as const))
  for (const [kind, files] of made) {
    const main = ['bulletin-tables', 'ledger', 'list'].includes(kind) ? 'xl/workbook.xml' : 'word/document.xml'
    expect(files.has(main), kind).toBe(true)
  }
}, 60_000)

test('the bytes are those of the builder', async () => {
  expect((await makePaper('issue', issue())).equals(await buildIssueDocx(issue()))).toBe(true)
})

test('a refusal keeps its code and words, a fault is a fault', async () => {
  await expect(makePaper('bulletin', bulletin({ demands: '{没有}' }))).rejects.toMatchObject({
    name: 'Problem',
    code: 'bad_request',
    message: '通报正文里的 {没有} 没有对应的数据',
  })
  await expect(makePaper('topics', { ...topics(), topics: null } as unknown as Papers['topics'])).rejects.toThrow(
    'topics could not be built',
  )
  expect((await openPaper(await makePaper('topics', topics()))).text).toContain('报送要点')
})

test('a year of 907 adopted items and a ledger of ten thousand matters do not hold up the process', async () => {
  const year = bulletin({
    period: { kind: 'year', year: 2026 },
    adopted: Array.from({ length: 907 }, (_, index) => ({ ...bulletin().adopted[0]!, title: `第${index}条` })),
    classes: [
      {
        ...bulletin().classes[0]!,
        rows: Array.from({ length: 120 }, (_, index) => ({
          unit: `单位${index}`,
          place: null,
          period: figures(40, 8, 800),
          toDate: figures(40, 8, 800),
          note: null,
        })),
      },
    ],
  })
  const rows = Array.from({ length: 10_000 }, (_, number) => ledgerRow({ number, matter: `事项${number}，请抓紧研究提出方案` }))
  let [last, longest] = [performance.now(), 0]
  const ticking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  const started = performance.now()
  const [document, ledger] = await Promise.all([
    makePaper('bulletin', year),
    makePaper('ledger', { title: '台账', note: null, rows, exported }),
  ])
  clearInterval(ticking)
  // What remains is handing the data over: a share of the time, on whatever machine.
  expect(longest).toBeLessThan((performance.now() - started) / 2)
  expect((await openPaper(document)).text).toContain('第906条')
  expect((await openWorkbook(ledger)).worksheets[0]!.rowCount).toBe(10_003)
}, 60_000)
