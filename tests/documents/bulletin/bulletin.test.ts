import { describe, expect, test } from 'vitest'
import { buildBulletinDocx } from '../../../documents/bulletin/build-bulletin-docx.ts'
import { buildBulletinXlsx } from '../../../documents/bulletin/build-bulletin-xlsx.ts'
import type { BulletinPeriod } from '../../../documents/bulletin/bulletin.ts'
import { all, has, looks, one, openPaper, openWorkbook, openZip, textOf, valuesOf, type Node, type OpenedPaper } from '../opened.ts'
import { bulletin, figures } from '../samples.ts'

const onPaper = async (changes: Parameters<typeof bulletin>[0] = {}): Promise<OpenedPaper> =>
  openPaper(await buildBulletinDocx(bulletin(changes)))
const cells = (table: Node): string[][] =>
  all(table, 'w:tr').map((row) => all(row, 'w:tc').map((cell) => all(cell, 'w:p').map(textOf).join('\n')))

describe('on paper', () => {
  test('title, 主送, three sections with their figures, list of annexes, signature', async () => {
    const { text, paragraph } = await onPaper()
    expect(text).toContain(
      [
        '关于2026年4月政务信息报送及采用情况的通报',
        '各县（区）人民政府，市政府各部门：',
        '现将2026年4月政务信息报送及采用情况通报如下：',
        '一、基本情况',
        '4月份，全市共报送政务信息348条，被采用167条，采用率48.0%。',
        '二、存在问题',
        '个别单位报送不及时。',
        '三、工作要求',
      ].join('\n'),
    )
    expect(text).toContain('附件：1．县（区）2026年4月政务信息报送及采用情况统计表\n2．市直部门2026年4月')
    expect(text).toContain('\n临江市人民政府办公室\n2026年5月3日\n附件1\n')
    expect(looks(paragraph('一、基本情况'))[0]!.font).toBe('黑体')
    expect(one(paragraph('2026年5月3日'), 'w:ind').attributes['w:right']).toBe('1280')
    expect(one(paragraph('附件1'), 'w:pageBreakBefore')).toBeDefined()
  })

  test('an empty section is left out and the next one takes its number', async () => {
    const { text } = await onPaper({ problems: '' })
    expect(text).toContain('二、工作要求')
    expect(text).not.toContain('存在问题')
  })

  test('a figure that the text names and the data lacks is refused', async () => {
    await expect(buildBulletinDocx(bulletin({ situation: '共{报送}条，{缺少的数}条' }))).rejects.toMatchObject({ code: 'bad_request' })
    await expect(buildBulletinDocx(bulletin({ situation: '{constructor}' }))).rejects.toMatchObject({ code: 'bad_request' })
  })

  test('a table per class: two-row header repeated on every page, ties, 合计, whole rows', async () => {
    const { document } = await onPaper()
    const [counties, departments] = all(document, 'w:tbl')
    expect(cells(counties!)).toEqual([
      ['名次', '单位', '本月', '本年累计（1—4月）'],
      ['', '', '报送', '采用', '采用率', '积分', '报送', '采用', '采用率', '积分'],
      ['1', '青山县', '30', '15', '50.0%', '12.5', '130', '55', '42.3%', '52'],
      ['2', '东湖区', '20', '10', '50.0%', '10.0', '90', '40', '44.4%', '41'],
      ['2', '西岭县', '18', '10', '55.6%', '10.0', '80', '38', '47.5%', '39'],
      ['4', '南港区', '0', '0', '—', '0.0', '10', '1', '10.0%', '1'],
      ['合计', '68', '35', '51.5%', '32.5', '310', '134', '43.2%', '133'],
    ])
    const rows = all(counties!, 'w:tr')
    expect(rows.map((row) => has(row, 'w:tblHeader') && one(row, 'w:tblHeader').attributes['w:val'] !== 'false')).toEqual([
      true,
      true,
      ...rows.slice(2).map(() => false),
    ])
    expect(rows.every((row) => has(row, 'w:cantSplit'))).toBe(true)
    expect(all(rows[0]!, 'w:gridSpan').map(({ attributes }) => attributes['w:val'])).toEqual(['4', '4'])
    expect(all(rows[0]!, 'w:vMerge').map(({ attributes }) => attributes['w:val'])).toEqual(['restart', 'restart'])
    const columns = all(counties!, 'w:gridCol').map(({ attributes }) => Number(attributes['w:w']))
    expect(columns.reduce((sum, width) => sum + width, 0)).toBe(8844)
    const widths = rows.map((row) => all(row, 'w:tcW').map(({ attributes }) => Number(attributes['w:w'])))
    const sum = (from: number, to: number): number => columns.slice(from, to).reduce((whole, width) => whole + width, 0)
    expect(widths[0]).toEqual([columns[0], columns[1], sum(2, 6), sum(6, 10)])
    expect(widths[1]).toEqual(columns.slice(2))
    expect(widths[2]).toEqual(columns)
    expect(widths.at(-1)).toEqual([sum(0, 2), ...columns.slice(2)])
    expect(cells(departments!)[2]).toContain('市教育局')
  })

  test('places and points are printed only where the office has switched them on', async () => {
    const { document, text } = await onPaper({ ranking: false, points: false })
    expect(cells(all(document, 'w:tbl')[0]!).slice(0, 4)).toEqual([
      ['序号', '单位', '本月', '本年累计（1—4月）'],
      ['', '', '报送', '采用', '采用率', '报送', '采用', '采用率'],
      ['1', '青山县', '30', '15', '50.0%', '130', '55', '42.3%'],
      ['2', '东湖区', '20', '10', '50.0%', '90', '40', '44.4%'],
    ])
    expect(text).not.toMatch(/名次|积分/u)
  })

  test('adopted items and zero reports are annexes; an empty one is said in words', async () => {
    const { document } = await onPaper()
    const [, , adopted, zero] = all(document, 'w:tbl')
    expect(cells(adopted!)[1]).toEqual(['1', '青山县抢抓农时备春耕', '青山县', '张三、李四', '政务信息第49期', '市级', '2026年4月3日'])
    expect(cells(zero!)[1]).toEqual(['1', '南港区', '县（区）'])
    const empty = await onPaper({ adopted: [], zeroReport: [], classes: [{ ...bulletin().classes[0]!, rows: [] }] })
    expect(all(empty.document, 'w:tbl')).toEqual([])
    expect(empty.text).toMatch(/本类没有参加统计的单位。[^]*2026年4月没有被采用的信息。[^]*2026年4月没有零报送单位。/u)
  })

  test.each<[BulletinPeriod, string, string[]]>([
    [{ kind: 'month', year: 2026, month: 1 }, '关于2026年1月政务信息报送及采用情况的通报', ['本月', '本年累计（1月）']],
    [{ kind: 'quarter', year: 2026, quarter: 3 }, '关于2026年第三季度政务信息报送及采用情况的通报', ['本季度', '本年累计（1—9月）']],
    [{ kind: 'half', year: 2026, half: 1 }, '关于2026年上半年政务信息报送及采用情况的通报', ['本半年', '本年累计（1—6月）']],
    [{ kind: 'year', year: 2026 }, '关于2026年度政务信息报送及采用情况的通报', ['全年']],
  ])('%j', async (period, title, blocks) => {
    const { text, document } = await onPaper({ period })
    expect(text.startsWith(title)).toBe(true)
    expect(cells(all(document, 'w:tbl')[0]!)[0]!.slice(2)).toEqual(blocks)
  })

  test('further annexes and notes on a manual change', async () => {
    const [first] = bulletin().classes
    const noted = { ...first!, rows: first!.rows.map((row, index) => ({ ...row, note: index === 0 ? '补计2条' : null })) }
    const { document } = await onPaper({
      classes: [noted],
      furtherAnnexes: [
        {
          title: '人工调整记录',
          columns: [
            { title: '单位', width: 20 },
            { title: '原因', width: 60 },
          ],
          rows: [['青山县', '补报3月信息2条']],
          empty: '无',
        },
      ],
    })
    const tables = all(document, 'w:tbl')
    expect(cells(tables[0]!)[2]!.at(-1)).toBe('补计2条')
    expect(cells(tables.at(-1)!)).toEqual([
      ['单位', '原因'],
      ['青山县', '补报3月信息2条'],
    ])
  })
})

describe('as a spreadsheet', () => {
  test('a sheet per annex, merged title and header, repeated on print, frozen, A4 landscape on one page’s width', async () => {
    const workbook = await openWorkbook(await buildBulletinXlsx(bulletin()))
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['县（区）', '市直部门', '采用信息', '零报送单位'])
    const [sheet] = workbook.worksheets
    expect(sheet!.model.merges.toSorted()).toEqual(['A10:J10', 'A1:J1', 'A2:J2', 'A3:A4', 'B3:B4', 'C3:F3', 'G3:J3'])
    expect(sheet!.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:4',
    })
    expect(sheet!.views[0]).toMatchObject({ state: 'frozen', ySplit: 4 })
    expect(sheet!.headerFooter.oddFooter).toBe('&L导出：张三 2026年4月3日 10:05&R第 &P 页，共 &N 页')
    expect(sheet!.getCell('C5').border).toEqual({
      top: { style: 'thin' },
      bottom: { style: 'thin' },
      left: { style: 'thin' },
      right: { style: 'thin' },
    })
  })

  test('numbers are numbers, shares are shares with a format, and the sums stand below', async () => {
    const [sheet] = (await openWorkbook(await buildBulletinXlsx(bulletin()))).worksheets
    expect(valuesOf(sheet!).slice(4)).toEqual([
      [1, '青山县', 30, 15, 0.5, 12.5, 130, 55, 0.423, 52],
      [2, '东湖区', 20, 10, 0.5, 10, 90, 40, 0.444, 41],
      [2, '西岭县', 18, 10, 0.556, 10, 80, 38, 0.475, 39],
      [4, '南港区', 0, 0, '—', 0, 10, 1, 0.1, 1],
      [undefined, '合计', 68, 35, 0.515, 32.5, 310, 134, 0.432, 133],
      Array.from({ length: 10 }, () => '导出：张三 2026年4月3日 10:05'),
    ])
    expect(['E5', 'F5', 'J5'].map((address) => sheet!.getCell(address).numFmt)).toEqual(['0.0%', '0.0', '0'])
  })

  test('says the same as the paper', async () => {
    const data = bulletin({ ranking: false, points: false, zeroReport: [] })
    const workbook = await openWorkbook(await buildBulletinXlsx(data))
    expect(valuesOf(workbook.worksheets[0]!)[2]!.slice(0, 5)).toEqual(['序号', '单位', '本月', '本月', '本月'])
    expect(valuesOf(workbook.worksheets[0]!)[4]).toEqual([1, '青山县', 30, 15, 0.5, 130, 55, 0.423])
    expect(valuesOf(workbook.getWorksheet('零报送单位')!)[3]![0]).toBe('2026年4月没有零报送单位')
  })

  test('a year of 907 adopted items is built in a moment, on paper too', async () => {
    const adopted = Array.from({ length: 907 }, (_, index) => ({ ...bulletin().adopted[0]!, title: `第${index}条` }))
    const units = Array.from({ length: 120 }, (_, index) => ({
      unit: `单位${index}`,
      place: null,
      period: figures(40, 8),
      toDate: figures(40, 8),
      note: null,
    }))
    const data = bulletin({
      period: { kind: 'year', year: 2026 },
      ranking: false,
      points: false,
      adopted,
      classes: [{ ...bulletin().classes[0]!, rows: units }],
    })
    const started = performance.now()
    await buildBulletinDocx(data)
    await openZip(await buildBulletinXlsx(data))
    expect(performance.now() - started).toBeLessThan(15_000)
  }, 60_000)
})
