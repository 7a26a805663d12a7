import { describe, expect, test } from 'vitest'
import { buildListXlsx } from '../../../documents/sheets/build-list-xlsx.ts'
import { sheetLimits, type SheetColumn, type SheetRow, type SheetTable } from '../../../documents/sheets/sheet-table.ts'
import { openWorkbook, openZip, valuesOf } from '../opened.ts'
import { exported } from '../samples.ts'

const table = (changes: Partial<SheetTable> = {}): SheetTable => ({
  name: '名单',
  title: '名单',
  columns: [
    { title: '姓名', type: 'text' },
    { title: '数', type: 'integer' },
  ],
  rows: [],
  ...changes,
})
const build = async (...sheets: SheetTable[]): Promise<Buffer> => buildListXlsx({ sheets, exported })
const text: SheetColumn = { title: '文字', type: 'text' }

describe('types of columns', () => {
  test('text, integer, decimal, percent, date and time are what they say', async () => {
    const columns: SheetColumn[] = (['text', 'integer', 'decimal', 'percent', 'date', 'date', 'time'] as const).map((type) => ({
      title: type,
      type,
    }))
    const row: SheetRow = ['甲', 12, 1.25, 0.195, '2026-04-03', exported.at, exported.at]
    const sheet = (
      await openWorkbook(await build(table({ columns, rows: [row, row.map(() => null), ['', Number.NaN, '—', null, '待定', null, null]] })))
    ).worksheets[0]!
    const moment = new Date('2026-04-03T10:05:00Z')
    expect(sheet.getRow(3).values).toEqual([undefined, '甲', 12, 1.25, 0.195, new Date('2026-04-03T00:00:00Z'), moment, moment])
    expect(Array.from({ length: 7 }, (_, index) => sheet.getRow(3).getCell(index + 1).numFmt)).toEqual([
      undefined,
      '0',
      '0.00',
      '0.0%',
      'yyyy-mm-dd',
      'yyyy-mm-dd',
      'yyyy-mm-dd hh:mm',
    ])
    expect(Array.from({ length: 7 }, (_, index) => sheet.getRow(4).getCell(index + 1).value)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ])
    expect(Array.from({ length: 5 }, (_, index) => sheet.getRow(5).getCell(index + 1).value)).toEqual([null, null, '—', null, '待定'])
  })

  test('a day is the office’s day, whatever the machine’s zone and summer time', async () => {
    const columns: SheetColumn[] = [
      { title: '日', type: 'date' },
      { title: '时', type: 'time' },
    ]
    const sheets = [table({ columns, rows: [['2026-03-29', Date.UTC(2026, 2, 29, 1, 30)]] })]
    const sheet = (await openWorkbook(await buildListXlsx({ sheets, exported: { ...exported, zone: 'Europe/Berlin' } }))).worksheets[0]!
    expect([sheet.getCell('A3').value, sheet.getCell('B3').value]).toEqual([
      new Date('2026-03-29T00:00:00Z'),
      new Date('2026-03-29T03:30:00Z'),
    ])
  })
})

describe('text is never a formula', () => {
  const tricks = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =cmd|/C calc!A0', '＝1+1', '=HYPERLINK("http://x","y")', '-']

  test.each(tricks)('%j', async (trick) => {
    const bytes = await build(table({ title: trick, note: trick, columns: [{ ...text, title: trick }], rows: [[trick]], total: [trick] }))
    const content = (await openZip(bytes)).get('xl/worksheets/sheet1.xml')!
    expect(content).not.toContain('<f')
    expect(content.match(/<c [^>]*t="(?!s")/gu)).toBeNull()
    const sheet = (await openWorkbook(bytes)).worksheets[0]!
    for (const address of ['A1', 'A2', 'A3', 'A4', 'A5']) {
      expect(typeof sheet.getCell(address).value, address).toBe('string')
      // A cell of format “text” stays text when somebody edits it or saves the sheet again.
      expect(sheet.getCell(address).numFmt, address).toBe('@')
    }
  })

  test('text that only contains such a sign keeps its plain format', async () => {
    const sheet = (await openWorkbook(await build(table({ columns: [text], rows: [['1+1=2']] })))).worksheets[0]!
    expect([sheet.getCell('A3').value, sheet.getCell('A3').numFmt]).toEqual(['1+1=2', undefined])
  })

  test('the exporter’s name is no code of the footer and no formula of the last row', async () => {
    const bytes = await buildListXlsx({ sheets: [table({ columns: [text] })], exported: { ...exported, by: '=张&P三' } })
    const sheet = (await openWorkbook(bytes)).worksheets[0]!
    expect(sheet.headerFooter.oddFooter).toContain('导出：=张&&P三 2026')
    expect(sheet.getCell('A4').value).toBe('导出：=张&P三 2026年4月3日 10:05')
  })
})

describe('whatever is in it', () => {
  test('control characters, half characters and escapes of the format leave a sound file with the same words', async () => {
    const bytes = await build(
      table({ columns: [text], rows: [['a\u0000\u0008b\uD800<&>"\u202E'], ['_x0041_ 和 _xyz_'], ['第一行\r\n第二行']] }),
    )
    const files = await openZip(bytes)
    expect(files.get('xl/sharedStrings.xml')).toContain('_x005F_x0041_ 和 _xyz_')
    const sheet = (await openWorkbook(bytes)).worksheets[0]!
    expect(sheet.getCell('A3').value).toBe('ab<&>"')
    expect(sheet.getCell('A5').value).toBe('第一行\n第二行')
    expect(sheet.getRow(5).height).toBeGreaterThan(sheet.getRow(3).height)
  })

  test('a cell longer than a workbook takes is cut and says so', async () => {
    const bytes = await build(table({ columns: [text], rows: [['长'.repeat(40_000)]] }))
    const value = (await openWorkbook(bytes)).worksheets[0]!.getCell('A3').value as string
    expect(value.length).toBeLessThan(32_767)
    expect(value.endsWith('……（内容过长，未全部导出）')).toBe(true)
  })

  test('names of tabs are made legal and different', async () => {
    const names = ['县/区', '县/区', "O'B[1]:*?\\", '', '很长'.repeat(30), '很长'.repeat(30)]
    const workbook = await openWorkbook(await build(...names.map((name) => table({ name }))))
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      '县 区',
      '县 区 (2)',
      'O B 1',
      '表4',
      '很长'.repeat(30).slice(0, 31),
      `${'很长'.repeat(30).slice(0, 27)} (2)`,
    ])
    expect(workbook.worksheets.every(({ pageSetup }) => pageSetup.printTitlesRow === '1:2')).toBe(true)
  })

  test('too many rows are refused in words', async () => {
    const rows = Array.from({ length: sheetLimits.rows + 1 }, (): SheetRow => [])
    await expect(build(table({ rows }))).rejects.toMatchObject({ code: 'too_large' })
  })

  test('the same table has the same bytes', async () => {
    const first = await build(table({ rows: [['甲', 1]] }))
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    expect((await build(table({ rows: [['甲', 1]] }))).equals(first)).toBe(true)
  })

  test('an empty table says so in the words it was given, or in ours', async () => {
    const workbook = await openWorkbook(await build(table({ empty: '本月没有' }), table({ name: '二' })))
    expect(workbook.worksheets.map((sheet) => valuesOf(sheet)[2]![0])).toEqual(['本月没有', '没有符合条件的记录'])
  })
})
