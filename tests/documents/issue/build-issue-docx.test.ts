import { describe, expect, test } from 'vitest'
import { buildIssueDocx } from '../../../documents/issue/build-issue-docx.ts'
import { all, has, looks, one, openPaper, textOf, type Node } from '../opened.ts'
import { issue, sentence } from '../samples.ts'

const opened = async (changes: Parameters<typeof issue>[0] = {}): ReturnType<typeof openPaper> =>
  openPaper(await buildIssueDocx(issue(changes)))
const attribute = (node: Node, element: string, name: string): string | undefined => one(node, element).attributes[name]

describe('the red head', () => {
  test('is the name, large, red and centred', async () => {
    const { paragraphs } = await opened()
    const [name] = paragraphs
    expect(textOf(name!)).toBe('政务信息')
    expect(attribute(name!, 'w:jc', 'w:val')).toBe('center')
    for (const look of looks(name!)) expect(look).toMatchObject({ font: '方正小标宋简体', size: '132', color: 'FF0000' })
  })

  test('grows smaller with a longer name, and takes two lines before it grows too small', async () => {
    const sizes = []
    for (const publication of ['情况反映', '临江政务信息快报', '临江市人民政府办公室政务信息专报']) {
      const [name] = (await opened({ publication })).paragraphs
      sizes.push([Number(looks(name!)[0]!.size), all(name!, 'w:br').length])
    }
    expect(sizes).toEqual([
      [132, 0],
      [100, 0],
      [88, 1],
    ])
  })

  test.each([
    [{ series: 'regular', number: 49, total: null, on: '2026-04-03' }, '第49期'],
    [{ series: 'regular', number: 49, total: 1234, on: '2026-04-03' }, '第49期（总第1234期）'],
    [{ series: 'supplement', number: 3, total: null, on: '2026-12-31' }, '增刊第3期'],
    [null, '送审稿'],
  ] as const)('below it the number: %j is %s', async (signed, words) => {
    const { paragraphs } = await opened({ signed })
    expect(textOf(paragraphs[1]!)).toBe(words)
    expect(attribute(paragraphs[1]!, 'w:jc', 'w:val')).toBe('center')
  })

  test('then left the compiler, right the date of signing without leading zeros, on a red rule', async () => {
    const { paragraph } = await opened()
    const line = paragraph('临江市人民政府办公室')
    expect(textOf(line)).toBe('临江市人民政府办公室2026年4月3日')
    expect(all(line, 'w:tab').map(({ attributes }) => attributes)).toEqual([{ 'w:val': 'right', 'w:pos': '8524' }, {}])
    expect(one(line, 'w:bottom').attributes).toMatchObject({ 'w:val': 'single', 'w:color': 'FF0000', 'w:sz': '18' })
  })

  test('leaves room for the date in a draft, and the draft alone shows who printed it', async () => {
    const draft = await opened({ signed: null })
    expect(textOf(draft.paragraph('临江市人民政府办公室'))).toBe('临江市人民政府办公室　　年　　月　　日')
    expect(draft.text).not.toContain('期\n临江')
    expect(draft.text).toContain('导出：张三 2026年4月3日 10:05')
    expect((await opened()).text).not.toContain('导出')
  })
})

describe('what stands in it', () => {
  test('contents only where there are several items', async () => {
    const several = await opened()
    expect(several.text).toContain('本期目录\n1．市教育局推进义务教育优质均衡发展取得阶段性成效\n2．青山县抢抓农时备春耕\n编者按：')
    expect((await opened({ items: issue().items.slice(0, 1) })).text).not.toContain('本期目录')
  })

  test('编者按 in 黑体 with its text in 楷体; none when there is none', async () => {
    const { paragraph } = await opened()
    expect(looks(paragraph('编者按：')).map(({ font }) => font)).toEqual(['黑体', '楷体_GB2312'])
    expect((await opened({ editorNote: null })).text).not.toContain('编者按')
    expect((await opened({ editorNote: ' \n ' })).text).not.toContain('编者按')
  })

  test('headings of items in 小标宋 22 pt, centred, evenly broken, and never left behind on a page', async () => {
    const { paragraph } = await opened()
    const heading = paragraph('市教育局推进')
    expect(looks(heading)).toEqual([
      { text: '市教育局推进义务教育优质', font: '方正小标宋简体', size: '44', color: undefined },
      { text: '均衡发展取得阶段性成效', font: '方正小标宋简体', size: '44', color: undefined },
    ])
    expect(attribute(heading, 'w:jc', 'w:val')).toBe('center')
    expect(one(heading, 'w:keepNext').attributes['w:val']).not.toBe('false')
  })

  test('text in 仿宋 16 pt, indented by two characters; 一、 in 黑体, （一） in 楷体, 1. in 仿宋', async () => {
    const { paragraph } = await opened()
    const fonts = (beginning: string): string[] => looks(paragraph(beginning)).map(({ text, font }) => `${text.slice(0, 9)} ${font}`)
    expect(fonts('一、强化')).toEqual(['一、强化统筹 黑体'])
    expect(fonts('（一）压实')).toEqual(['（一）压实责任。 楷体_GB2312', `${sentence.slice(0, 9)} 仿宋_GB2312`])
    expect(fonts('1. 抓好')).toEqual(['1. 抓好校园安全 仿宋_GB2312'])
    expect(fonts('二、二季度')).toEqual(['二、二季度打算。 黑体', `${sentence.slice(0, 9)} 仿宋_GB2312`])
    expect(fonts('一、二季度')).toEqual(['一、二季度，各项指 仿宋_GB2312'])
    expect(fonts('（1）开展')).toHaveLength(1)
    const text = paragraph('为做好春季')
    expect(one(text, 'w:ind').attributes).toEqual({ 'w:firstLine': '640', 'w:firstLineChars': '200' })
    expect(looks(text)[0]).toMatchObject({ font: '仿宋_GB2312', size: '32' })
    const keeps = (beginning: string): boolean => one(paragraph(beginning), 'w:keepNext').attributes['w:val'] !== 'false'
    expect([keeps('一、强化'), keeps('1. 抓好'), keeps('（一）压实'), keeps('为做好')]).toEqual([true, true, false, false])
  })

  test('who sent it in, all of them for a joint report, nothing for none', async () => {
    const { text } = await opened()
    expect(text).toContain('（市教育局）')
    expect(text).toContain('（青山县人民政府办公室、市农业农村局）')
    const without = await opened({ items: [{ title: '短讯', body: sentence, units: [] }] })
    expect(without.text).not.toContain('（）')
  })

  test('an issue without items and an item without text say so', async () => {
    expect((await opened({ items: [] })).text).toContain('（本期没有稿件。）')
    expect((await opened({ items: [{ title: '短讯', body: ' \r\n\t', units: [] }] })).text).toContain('（本条没有正文。）')
  })
})

describe('the foot block', () => {
  test('says 报 送 发, the people and the copies, in one piece at the bottom of the page', async () => {
    const { document } = await opened()
    const foot = all(document, 'w:tbl').at(-1)!
    expect(all(foot, 'w:p').map(textOf)).toEqual([
      '报：市委、市政府领导。',
      '送：市人大常委会办公室，市政协办公室。',
      '发：各县（区）人民政府，市政府各部门。',
      '签发：王建国核稿：李明编辑：赵敏',
      '共印50份',
    ])
    expect(one(foot, 'w:tblpPr').attributes).toMatchObject({ 'w:vertAnchor': 'margin', 'w:tblpYSpec': 'bottom' })
    expect(all(foot, 'w:trPr').every((row) => has(row, 'w:cantSplit'))).toBe(true)
    expect(looks(foot).every(({ size }) => size === '28')).toBe(true)
  })

  test('leaves out whom it does not go to, and leaves room for a name to come', async () => {
    const { document } = await opened({
      foot: { reportTo: ['市委办公室'], sendTo: [], distributeTo: [], copies: null, signer: null, checker: null, editor: '赵敏' },
    })
    const foot = all(document, 'w:tbl').at(-1)!
    expect(all(foot, 'w:p').map(textOf)).toEqual(['报：市委办公室。', '签发：　　　　核稿：　　　　编辑：赵敏'])
  })
})
