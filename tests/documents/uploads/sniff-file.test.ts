import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Document, Packer, Paragraph } from 'docx'
import ExcelJS from 'exceljs'
import { afterAll, describe, expect, test } from 'vitest'
import { officeFileLimits } from '../../../documents/uploads/check-office-file.ts'
import { sniffFile } from '../../../documents/uploads/sniff-file.ts'
import { Problem } from '../../../rules/problems.ts'
import { contentTypes, docxOf, heicOf, jpgBytes, pdfOf, pngOf, webpBytes, zipOf } from '../../support/sample-files.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'qunban-sniff-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const written = (bytes: Uint8Array): string => {
  const file = path.join(folder, String((files += 1)))
  writeFileSync(file, bytes)
  return file
}
const refusalOf = async (bytes: Uint8Array): Promise<Problem> => {
  const error: unknown = await sniffFile(written(bytes)).then(
    (type) => new Error(`taken for ${type}`),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Problem)) throw error
  return error
}

describe('a file is known by its content', () => {
  test.each([
    ['png', pngOf()],
    ['jpg', jpgBytes],
    ['webp', webpBytes],
    ['heic', heicOf('heic', 'mif1')],
    ['heic', heicOf('mif1', 'heic')],
    ['pdf', pdfOf()],
    ['pdf', pdfOf(200_000)],
    ['docx', docxOf({ name: 'word/media/image1.png', bytes: pngOf(2_000) })],
  ])('%s', async (type, bytes) => {
    expect(await sniffFile(written(bytes))).toBe(type)
  })

  test('.docx and .xlsx as real programs write them', async () => {
    const document = new Document({ sections: [{ children: [new Paragraph('关于做好防汛工作的通知')] }] })
    expect(await sniffFile(written(await Packer.toBuffer(document)))).toBe('docx')
    const workbook = new ExcelJS.Workbook()
    workbook.addWorksheet('台账').addRow(['序号', '事项'])
    expect(await sniffFile(written(new Uint8Array(await workbook.xlsx.writeBuffer())))).toBe('xlsx')
  })
})

describe('refused', () => {
  const macro = 'application/vnd.ms-word.document.macroEnabled.main+xml'
  const rels = (target: string) => ({
    name: 'word/_rels/settings.xml.rels',
    bytes: `<Relationships><Relationship Id="r1" Type="x/attachedTemplate" Target="${target}" TargetMode="External"/></Relationships>`,
  })
  test.each<[string, Uint8Array, string]>([
    ['nothing', Buffer.alloc(0), '是空的'],
    ['a program', Buffer.from('MZ\u0090\u0000'), '不支持'],
    ['a page', Buffer.from('<html><script>alert(1)</script></html>'), '不支持'],
    ['a drawing with script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), '不支持'],
    ['a picture format browsers run code for', Buffer.from('GIF89a/*'), '不支持'],
    ['a film', heicOf('isom', 'mp42'), '不支持'],
    ['another picture in the same box', heicOf('avif', 'mif1'), '不支持'],
    ['an old document, macros and all', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '不支持'],
    ['half a PDF', pdfOf().subarray(0, 100), 'PDF 不完整'],
    ['a zip of anything', zipOf([{ name: 'run.exe', bytes: 'MZ' }]), '压缩包'],
    ['a program archive', zipOf([{ name: 'META-INF/MANIFEST.MF', bytes: 'x' }]), '压缩包'],
    ['a document with macros by its name', docxOf({ name: 'word/vbaProject.bin', bytes: 'x' }), '宏'],
    ['a document with macros by its list', zipOf([contentTypes(macro)]), '宏'],
    ['a list that hides what it names', zipOf([{ ...contentTypes(), bytes: `${String(contentTypes().bytes)}&#109;acro` }]), '不规范'],
    ['a sheet with old macros', docxOf({ name: 'xl/macrosheets/sheet1.xml', bytes: 'x' }), '宏'],
    ['a document with controls', docxOf({ name: 'word/activeX/activeX1.bin', bytes: 'x' }), '宏'],
    ['a template from elsewhere', docxOf(rels('http://evil.example/t.dotm')), '外部模板'],
    ['a part twice', docxOf({ name: 'word/document.xml', bytes: 'other' }), '不规范'],
    ['half a document', docxOf().subarray(0, 120), '损坏'],
    ['a picture that goes on as a document', Buffer.concat([Buffer.from('PK\u0003\u0004'), pngOf()]), '损坏'],
  ])('%s', async (_what, bytes, words) => {
    const refusal = await refusalOf(bytes)
    expect(refusal.code).toBe('bad_request')
    expect(refusal.message).toContain(words)
  })
})

describe('a zip bomb is refused by its directory, before it is inflated', () => {
  const zeros = Buffer.alloc(officeFileLimits.ratioFromBytes + 1)
  test.each<[string, () => Buffer, string]>([
    ['one part packed beyond belief', () => docxOf({ name: 'word/media/a.bin', bytes: zeros }), '压缩比过高'],
    [
      'more than may be unpacked',
      () => docxOf({ name: 'word/media/a.bin', bytes: 'x', claimed: officeFileLimits.inflatedBytes }),
      '解压后太大',
    ],
    [
      'too many parts',
      () => docxOf(...Array.from({ length: officeFileLimits.entries }, (_, n) => ({ name: `p${n}`, bytes: '' }))),
      '内含文件过多',
    ],
    [
      'parts that share their bytes',
      () =>
        docxOf(
          { name: 'a0', bytes: Buffer.from(Array.from({ length: 4_000 }, (_, n) => (n * 7_919) % 251)) },
          ...Array.from({ length: 20 }, (_, n) => ({
            name: `a${n + 1}`,
            bytes: Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7_919) % 251)),
            sharesBytes: true as const,
          })),
        ),
      '互相重叠',
    ],
    ['a list too long to read', () => docxOf({ name: 'word/_rels/x.rels', bytes: Buffer.alloc(2 * 1024 * 1024, 0x20) }), '目录太大'],
  ])('%s', async (_what, bytes, words) => {
    expect(await refusalOf(bytes())).toMatchObject({ code: 'too_large', message: expect.stringContaining(words) })
  })

  test('and one whose directory lies about the size fails as damaged, at the length it gave', async () => {
    const refusal = await refusalOf(docxOf({ name: 'word/media/a.bin', bytes: Buffer.alloc(50_000_000), claimed: 1_000 }))
    expect(refusal).toMatchObject({ code: 'bad_request', message: expect.stringContaining('损坏') })
  })
})
