import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { peopleTemplate } from '../../../documents/people/people-template.ts'
import { readPeopleTable } from '../../../documents/people/read-people-table.ts'
import { Problem } from '../../../rules/problems.ts'

const header = ['姓名', '单位代码', '单位', '职务', '工号', '手机']

const workbook = async (fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('人员')
  sheet.addRow(header)
  fill(sheet, book)
  return Buffer.from(await book.xlsx.writeBuffer())
}

const refusal = async (bytes: Buffer): Promise<{ code: string; message: string }> => {
  const error = await readPeopleTable(bytes).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Problem)) throw new Error('not refused in words', { cause: error })
  return { code: error.code, message: error.message }
}

describe('an .xlsx', () => {
  test('gives rows by column, with the line a person sees', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(['张三', 'ZFB', '市政府办', '副秘书长', 1001, 13_800_001_111])
      sheet.addRow([])
      sheet.addRow([{ richText: [{ text: '李' }, { text: '四' }] }, ' ZFB '])
    })
    expect((await readPeopleTable(bytes)).rows).toEqual([
      {
        line: 2,
        values: { name: '张三', unitCode: 'ZFB', unitName: '市政府办', post: '副秘书长', staffNo: '1001', mobile: '13800001111' },
        faults: [],
      },
      { line: 4, values: { name: '李四', unitCode: 'ZFB' }, faults: [] },
    ])
  })

  test('a formula is not taken, nor an error cell', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(['张三', { formula: 'A1', result: 'ZFB' }])
      sheet.addRow(['李四', 'ZFB', { error: '#REF!' } as ExcelJS.CellErrorValue])
    })
    const { rows } = await readPeopleTable(bytes)
    expect(rows.map(({ line, faults }) => [line, faults])).toEqual([
      [2, ['“单位代码”是公式,请粘贴为数值']],
      [3, ['“单位”单元格报错 #REF!']],
    ])
  })

  test('dates come as days, and the sheet called 人员 wins over the first', async () => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('说明').addRow(['随便'])
    const sheet = book.addWorksheet('人员')
    sheet.addRow(['姓名', '单位代码', '截止日期'])
    sheet.addRow(['张三', 'ZFB', new Date('2026-12-31')])
    const { rows } = await readPeopleTable(Buffer.from(await book.xlsx.writeBuffer()))
    expect(rows[0]?.values.endsOn).toBe('2026-12-31')
  })

  test('the template itself holds nothing but examples', async () => {
    expect(await readPeopleTable(await peopleTemplate())).toEqual({ rows: [], examples: 3 })
  })

  test('a cut file is refused', async () => {
    const bytes = await workbook((sheet) => sheet.addRow(['张三', 'ZFB']))
    expect(await refusal(bytes.subarray(0, bytes.length - 200))).toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('损坏'),
    })
  })

  test('an old .xls or a locked workbook is named as such', async () => {
    expect(await refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toMatchObject({ message: expect.stringContaining('另存为') })
  })
})

describe('a .csv', () => {
  const text = '姓名,单位代码,职务\n张三,ZFB,"局长,党组书记"\n\n李四,ZFB,\n'
  /** What `iconv -t gb18030` makes of 姓名,单位代码 and one person. */
  const gbk = Buffer.from('d0d5c3fb2cb5a5cebbb4facbfb0ad5c5c8fd2c5a46420a', 'hex')

  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text.replaceAll(',', '\t').replace('"局长\t', '"局长,'), 'utf16le')])],
    ['semicolons', Buffer.from('姓名;单位代码;职务\r\n张三;ZFB;局长,党组书记\r\n\r\n李四;ZFB;\r\n')],
  ])('in %s', async (_what, bytes) => {
    expect((await readPeopleTable(bytes)).rows).toEqual([
      { line: 2, values: { name: '张三', unitCode: 'ZFB', post: '局长,党组书记' }, faults: [] },
      { line: 4, values: { name: '李四', unitCode: 'ZFB' }, faults: [] },
    ])
  })

  test('in GBK', async () => {
    const bytes = Buffer.concat([Buffer.from('d0d5c3fb2cb5a5cebbb4fac2eb0a', 'hex'), gbk.subarray(gbk.length - 9)])
    expect((await readPeopleTable(bytes)).rows).toEqual([{ line: 2, values: { name: '张三', unitCode: 'ZFB' }, faults: [] }])
  })

  test('a cell with a line break keeps the counting right', async () => {
    const { rows } = await readPeopleTable(Buffer.from('姓名,单位代码,职务\n张三,ZFB,"局长\n党组书记"\n李四,ZFB,\n'))
    expect(rows.map(({ line }) => line)).toEqual([2, 4])
  })

  test('a binary file is no table', async () => {
    expect(await refusal(Buffer.from([1, 0, 2, 0, 3, 0]))).toMatchObject({ code: 'bad_request' })
    expect(await refusal(Buffer.from('姓名,单位代码\n"张三,ZFB\n'))).toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('格式有误'),
    })
  })
})

describe('the header', () => {
  const said = async (line: string): Promise<string> => (await refusal(Buffer.from(`${line}\n张三,ZFB\n`))).message

  test('names what is missing, unknown and twice, and what is possible', async () => {
    const message = await said('名号,单位代码,单位编码')
    expect(message).toContain('第 1 行表头有误:不认识的列“名号”;“单位代码”列出现了两次;缺少“姓名”列')
    expect(message).toContain('截止日期')
  })

  test('is understood with stars, spaces, remarks and other names', async () => {
    const { rows } = await readPeopleTable(Buffer.from('* 姓 名,单位编码(必填),手机号\n张三,ZFB,13800001111\n'))
    expect(rows[0]?.values).toEqual({ name: '张三', unitCode: 'ZFB', mobile: '13800001111' })
  })

  test('must be there', async () => {
    expect(await refusal(Buffer.from(''))).toMatchObject({ message: '文件是空的' })
    expect(await refusal(Buffer.from('\n\n'))).toMatchObject({ message: '表格是空的' })
  })
})

describe('a file that means harm', () => {
  /** A zip with one entry; `claimed` is what its directory says of the inflated size. */
  const zip = (inflated: Buffer, claimed = inflated.length): Buffer => {
    const name = Buffer.from('xl/worksheets/sheet1.xml')
    const data = deflateRawSync(inflated, { level: 9 })
    const fields = (signature: number, extra: number): Buffer => {
      const head = Buffer.alloc(extra)
      head.writeUInt32LE(signature, 0)
      return head
    }
    const local = fields(0x04034b50, 30)
    const central = fields(0x02014b50, 46)
    for (const [head, at] of [
      [local, 4],
      [central, 6],
    ] as const) {
      head.writeUInt16LE(20, at)
      head.writeUInt16LE(8, at + 4)
      head.writeUInt32LE(data.length, at + 14)
      head.writeUInt32LE(claimed, at + 18)
      head.writeUInt16LE(name.length, at + 22)
    }
    const directoryAt = local.length + name.length + data.length
    const end = fields(0x06054b50, 22)
    end.writeUInt16LE(1, 8)
    end.writeUInt16LE(1, 10)
    end.writeUInt32LE(central.length + name.length, 12)
    end.writeUInt32LE(directoryAt, 16)
    return Buffer.concat([local, name, data, central, name, end])
  }

  test('a small zip that inflates without end is refused before anything is parsed', async () => {
    const bomb = zip(Buffer.alloc(60 * 1024 * 1024, 0x20))
    expect(bomb.length).toBeLessThan(200_000)
    expect(await refusal(bomb)).toMatchObject({ code: 'too_large', message: expect.stringContaining('压缩比') })
    expect(await refusal(zip(Buffer.alloc(70 * 1024 * 1024, 0x20)))).toMatchObject({ code: 'too_large' })
  })

  test('a directory that lies about the size is found out', async () => {
    expect(await refusal(zip(Buffer.alloc(20 * 1024 * 1024, 0x20), 1_000))).toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('损坏'),
    })
  })

  test('more than 5 MB is not even opened', async () => {
    expect(await refusal(Buffer.alloc(5 * 1024 * 1024 + 1, 0x41))).toEqual({ code: 'too_large', message: '文件超过 5 MB' })
  })

  test('too many lines are refused, and the loop goes on turning while a large file is read', async () => {
    const lines = (count: number): Buffer =>
      Buffer.from(`姓名,单位代码\n${Array.from({ length: count }, (_, index) => `人${index},ZFB`).join('\n')}\n`)
    let turns = 0
    const watch = setInterval(() => {
      turns += 1
    }, 5)
    expect((await readPeopleTable(lines(19_000))).rows).toHaveLength(19_000)
    clearInterval(watch)
    expect(turns).toBeGreaterThan(5)
    expect(await refusal(lines(20_001))).toMatchObject({ code: 'too_large' })
  })
})
