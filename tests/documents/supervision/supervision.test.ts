import { describe, expect, test } from 'vitest'
import { buildHandlingReport } from '../../../documents/supervision/build-handling-report.ts'
import { buildLedgerXlsx } from '../../../documents/supervision/build-ledger-xlsx.ts'
import { buildSupervisionPaper } from '../../../documents/supervision/build-supervision-paper.ts'
import { all, looks, one, openPaper, openWorkbook, textOf, valuesOf, type Node, type OpenedPaper } from '../opened.ts'
import { dueAt, exported, ledgerRow, paper, report } from '../samples.ts'

const opened = async (changes: Parameters<typeof paper>[0] = {}): Promise<OpenedPaper> =>
  openPaper(await buildSupervisionPaper(paper(changes)))
const cells = (table: Node): string[][] =>
  all(table, 'w:tr').map((row) => all(row, 'w:tc').map((cell) => all(cell, 'w:p').map(textOf).join('\n')))

describe('a supervision paper', () => {
  test('names itself, its number, the matter, the words of the leader, the units, the limit and the contact', async () => {
    const { document, paragraphs } = await opened()
    expect(textOf(paragraphs[0]!)).toBe('督查通知单')
    expect(looks(paragraphs[0]!)[0]).toMatchObject({ font: '方正小标宋简体', size: '44' })
    expect(textOf(paragraphs[1]!)).toBe('编号：督〔2026〕128号2026年4月3日')
    expect(cells(all(document, 'w:tbl')[0]!)).toEqual([
      ['事项', '推进老旧小区改造'],
      ['来源', '领导批示'],
      ['批示原文', '王市长2026年4月3日批示：\n此事关系群众利益，请市住建局牵头抓紧研究，4月30日前报我。'],
      ['牵头单位', '市住建局', '配合单位', '市财政局、市城管局'],
      ['办理要求', '4月15日前提出工作方案。\n每周五12点前报送进展。'],
      ['办理时限', '2026年4月30日（周四）17:30前'],
      ['联系人', '李明（0898-12345678）'],
    ])
  })

  test('has a line to sign for every unit', async () => {
    const { document } = await opened()
    expect(cells(all(document, 'w:tbl')[1]!)).toEqual([
      ['单位', '责任', '签收人', '签收时间', '备注'],
      ['市住建局', '牵头', '', '', ''],
      ['市财政局', '配合', '', '', ''],
      ['市城管局', '配合', '', '', ''],
    ])
  })

  test('bears the name and the colour the office gave its level', async () => {
    const coloured = await opened({ kind: 'coloured', colour: { name: '黄牌', rgb: '#e6a800' } })
    expect(looks(coloured.paragraphs[0]!)[0]).toMatchObject({ text: '黄牌督办单', color: 'E6A800' })
    expect(one(coloured.paragraphs[1]!, 'w:bottom').attributes['w:color']).toBe('E6A800')
    const nonsense = await opened({ kind: 'coloured', colour: { name: '红旗', rgb: 'red" onload' } })
    expect(looks(nonsense.paragraphs[0]!)[0]).toMatchObject({ text: '红旗督办单', color: 'FF0000' })
  })

  test('an urging says how often and what was reported, an assignment neither', async () => {
    const urging = await opened({ kind: 'urging', urged: { times: 2, progress: '' } })
    expect(cells(all(urging.document, 'w:tbl')[0]!)).toEqual(
      expect.arrayContaining([
        ['已催办', '第2次催办'],
        ['目前进展', '尚未反馈'],
      ]),
    )
    expect((await opened({ kind: 'assignment' })).text).not.toContain('催办')
  })

  test('several that none leads are responsible, each for itself', async () => {
    const { document } = await opened({ lead: ['市住建局', '市财政局'], assisting: [] })
    const [form, receipts] = all(document, 'w:tbl').map(cells)
    expect(form).toContainEqual(['责任单位', '市住建局、市财政局'])
    expect(form!.flat()).not.toContain('牵头单位')
    expect(receipts!.slice(1).map(([unit, role]) => [unit, role])).toEqual([
      ['市住建局', '责任'],
      ['市财政局', '责任'],
    ])
  })

  test('says what is not known instead of leaving a hole', async () => {
    const { document, text } = await opened({
      lead: [],
      assisting: [],
      dueAt: null,
      contact: null,
      instruction: null,
      source: null,
      requirement: '',
    })
    expect(cells(all(document, 'w:tbl')[0]!)).toEqual([
      ['事项', '推进老旧小区改造'],
      ['牵头单位', '无', '配合单位', '无'],
      ['办理要求', '按批示（交办）要求办理，按时书面反馈办理情况。'],
      ['办理时限', '待定，另行通知'],
      ['联系人', '未指定'],
    ])
    expect(text).toContain('尚未确定承办单位。')
  })
})

describe('a handling report', () => {
  test('is one matter: basics, the instruction verbatim in 楷体, what was done, why not, what comes next, signature', async () => {
    const { text, paragraph } = await openPaper(await buildHandlingReport(report()))
    expect(text).toBe(
      [
        '关于推进老旧小区改造办理情况的报告',
        '王市长：',
        '现将有关事项办理情况报告如下：',
        '一、事项基本情况',
        '事项：推进老旧小区改造（督〔2026〕128号）',
        '交办时间：2026年4月3日',
        '办理时限：2026年4月30日（周四）17:30前',
        '牵头单位：市住建局',
        '配合单位：无',
        '二、批示（交办）内容',
        '王市长2026年4月3日批示：',
        '此事关系群众利益，请市住建局牵头抓紧研究，4月30日前报我。',
        '三、办理情况（正在办理）',
        '（一）已完成摸底。全市共有老旧小区128个。',
        '四、未办结的原因',
        '资金缺口约2000万元。',
        '五、下一步工作',
        '加快招标。',
        '',
        '',
        '市住建局',
        '2026年4月28日',
        '（联系人：李明）',
      ].join('\n'),
    )
    expect(looks(paragraph('此事关系'))[0]!.font).toBe('楷体_GB2312')
  })

  test('without an answer says so; a matter as long as a paragraph is not its title', async () => {
    const matter = '推进'.repeat(60)
    const { text } = await openPaper(
      await buildHandlingReport(report({ matter, result: '', obstacles: '', nextSteps: ' ', instruction: null, addressee: null })),
    )
    expect(text.startsWith('关于督查事项办理情况的报告\n')).toBe(true)
    expect(text).toContain('二、办理情况（正在办理）\n截至目前，尚未收到书面办理情况。\n')
    expect(text).toContain(`事项：${matter}`)
  })
})

describe('the ledger', () => {
  const build = async (rows = [ledgerRow()]): ReturnType<typeof openWorkbook> =>
    openWorkbook(await buildLedgerXlsx({ title: '2026年督查事项台账', note: null, rows, exported }))

  test('has the fourteen columns in their order, dates as dates and the light in its colour', async () => {
    const sheet = (await build()).getWorksheet('台账')!
    expect(valuesOf(sheet)[1]).toEqual([
      '序号',
      '编号',
      '来源',
      '事项',
      '领导',
      '交办时间',
      '牵头',
      '配合',
      '时限',
      '进展',
      '状态',
      '灯',
      '反馈时间',
      '备注',
    ])
    expect(valuesOf(sheet)[2]!.slice(0, 5)).toEqual([1, 128, '批示', '推进老旧小区改造', '王市长'])
    expect(sheet.getCell('F3').value).toEqual(new Date('2026-04-03T10:05:00Z'))
    expect(sheet.getCell('I3').value).toEqual(new Date('2026-04-30T17:30:00Z'))
    expect([sheet.getCell('F3').numFmt, sheet.getCell('I3').numFmt]).toEqual(['yyyy-mm-dd', 'yyyy-mm-dd hh:mm'])
    expect(sheet.getCell('H3').value).toBe('市财政局、市城管局')
    expect(sheet.getCell('L3').fill).toMatchObject({ fgColor: { argb: 'FFFFE699' } })
    expect(sheet.getCell('M3').value).toBeNull()
    expect(sheet.autoFilter).toBe('A2:N3')
    expect(valuesOf(sheet).at(-1)![0]).toBe('导出：张三 2026年4月3日 10:05')
  })

  test('an empty ledger says so', async () => {
    expect(valuesOf((await build([])).worksheets[0]!)[2]![0]).toBe('没有符合条件的事项')
  })

  test('ten thousand matters are built in seconds while the process goes on answering', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) =>
      ledgerRow({
        number: index + 1,
        matter: `事项${index}，请有关单位抓紧研究提出方案`,
        dueAt: dueAt + index * 60_000,
        progress: `进展${index}`,
      }),
    )
    let ticks = 0
    const ticking = setInterval(() => (ticks += 1), 5)
    const started = performance.now()
    const bytes = await buildLedgerXlsx({ title: '台账', note: null, rows, exported })
    clearInterval(ticking)
    expect(performance.now() - started).toBeLessThan(15_000)
    // One blocked stretch would leave room for hardly any.
    expect(ticks).toBeGreaterThan(10)
    const sheet = (await openWorkbook(bytes)).worksheets[0]!
    expect(sheet.rowCount).toBe(10_003)
    expect(sheet.getCell('D10002').value).toBe('事项9999，请有关单位抓紧研究提出方案')
  }, 60_000)
})
