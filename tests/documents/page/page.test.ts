import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { buildBulletinDocx } from '../../../documents/bulletin/build-bulletin-docx.ts'
import { buildIssueDocx } from '../../../documents/issue/build-issue-docx.ts'
import { buildHandlingReport } from '../../../documents/supervision/build-handling-report.ts'
import { oneCharacter, page, textWidth } from '../../../documents/page/layout.ts'
import { buildSupervisionPaper } from '../../../documents/supervision/build-supervision-paper.ts'
import { buildTopicsDocx } from '../../../documents/topics/build-topics-docx.ts'
import { all, one, openPaper, parseXml, textOf } from '../opened.ts'
import { bulletin, issue, paper, report, topics } from '../samples.ts'

const papers: [string, () => Promise<Buffer>][] = [
  ['an issue', () => buildIssueDocx(issue())],
  ['a bulletin', () => buildBulletinDocx(bulletin())],
  ['a list of topics', () => buildTopicsDocx(topics())],
  ['a supervision paper', () => buildSupervisionPaper(paper())],
  ['a handling report', () => buildHandlingReport(report())],
]

describe.each(papers)('the page of %s', (_name, build) => {
  test('is A4 with the margins and the grid of GB/T 9704', async () => {
    const { document } = await openPaper(await build())
    const sections = all(document, 'w:sectPr')
    expect(sections).toHaveLength(1)
    expect(one(document, 'w:pgSz').attributes).toMatchObject({ 'w:w': '11906', 'w:h': '16838' })
    expect(one(document, 'w:pgMar').attributes).toMatchObject({ 'w:top': '2098', 'w:bottom': '1984', 'w:left': '1588', 'w:right': '1474' })
    expect(one(document, 'w:docGrid').attributes).toEqual({ 'w:type': 'linesAndChars', 'w:linePitch': '580', 'w:charSpace': '-849' })
  })

  test('numbers its pages in 宋体 14 pt, right on odd pages and left on even ones', async () => {
    const { files, document } = await openPaper(await build())
    expect(files.get('word/settings.xml')).toContain('<w:evenAndOddHeaders')
    const targets = new Map(
      all(parseXml(files.get('word/_rels/document.xml.rels')!), 'Relationship').map(({ attributes }) => [
        attributes['Id'],
        attributes['Target'],
      ]),
    )
    for (const [type, side] of [
      ['default', 'right'],
      ['even', 'left'],
    ] as const) {
      const reference = all(document, 'w:footerReference').find(({ attributes }) => attributes['w:type'] === type)!
      const footer = parseXml(files.get(`word/${targets.get(reference.attributes['r:id'])}`)!)
      expect(one(footer, 'w:jc').attributes['w:val']).toBe(side)
      expect(one(footer, 'w:ind').attributes[`w:${side}`]).toBe('280')
      expect(textOf(footer)).toBe('—  —')
      expect(one(footer, 'w:instrText').text.trim()).toBe('PAGE')
      expect(one(footer, 'w:sz').attributes['w:val']).toBe('28')
      expect(one(footer, 'w:rFonts').attributes).toMatchObject({ 'w:eastAsia': '宋体', 'w:ascii': '宋体', 'w:hAnsi': '宋体' })
    }
  })

  test('names a font for Chinese and Latin characters on every run', async () => {
    const { document } = await openPaper(await build())
    const runs = all(document, 'w:r')
    expect(runs.length).toBeGreaterThan(10)
    for (const run of runs) {
      const { attributes } = one(run, 'w:rFonts')
      expect([attributes['w:ascii'], attributes['w:hAnsi']], textOf(run)).toEqual([attributes['w:eastAsia'], attributes['w:eastAsia']])
    }
    expect(all(document, 'w:b')).toEqual([])
  })

  test('is written from the Normal style: 仿宋 16 pt, 22 lines of 28 characters', async () => {
    const { files } = await openPaper(await build())
    const normal = all(parseXml(files.get('word/styles.xml')!), 'w:style').find(({ attributes }) => attributes['w:styleId'] === 'Normal')!
    expect(normal.attributes['w:default']).toBe('1')
    expect(one(normal, 'w:sz').attributes['w:val']).toBe('32')
    expect(one(normal, 'w:rFonts').attributes['w:eastAsia']).toBe('仿宋_GB2312')
    expect(22 * page.line).toBeLessThanOrEqual(page.height - page.top - page.bottom)
    expect(23 * page.line).toBeGreaterThan(page.height - page.top - page.bottom)
    expect([28, 29].map((characters) => characters * (oneCharacter - 6) <= textWidth)).toEqual([true, false])
    expect(all(normal, 'w:spacing').map(({ attributes }) => attributes)).toEqual([
      { 'w:line': '579', 'w:lineRule': 'exact' },
      { 'w:val': '-6' },
    ])
  })

  test('tells who exported it and when in its properties, and nothing of the machine', async () => {
    const bytes = await build()
    const core = (await openPaper(bytes)).files.get('docProps/core.xml')!
    expect(core).toContain('<dc:creator>张三</dc:creator>')
    expect(core).toContain('<dc:description>导出：张三 2026年4月3日 10:05</dc:description>')
    expect(core).toContain('2026-04-03T02:05:00Z')
    const digest = (content: Buffer): string => createHash('sha256').update(content).digest('hex')
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(digest(await build())).toBe(digest(bytes))
  })
})

test('text with characters that XML cannot carry still makes a paper', async () => {
  const evil = 'a\u0000b\u0008\u000B\u001F\uFFFE\uD800c<w:p>&amp;"\'\u202E\tend'
  const opened = await openPaper(
    await buildIssueDocx(
      issue({
        publication: evil,
        compiler: evil,
        editorNote: evil,
        items: [{ title: evil, body: evil, units: [evil] }],
        exported: { by: evil, at: 0, zone: 'UTC' },
      }),
    ),
  )
  expect(opened.text).toContain('c<w:p>&amp;"\' end')
  for (const content of opened.files.values()) expect(content).not.toMatch(/[\p{Cs}\uFFFE\u202E]|[^\P{Cc}\n]/u)
})
