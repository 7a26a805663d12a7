import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attachmentNameLimit, cleanFileName, fitFileName } from '../../rules/attachment-files.ts'

describe('a file name', () => {
  test.each([
    ['报告.docx', '报告.docx'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\Windows\\win.ini', 'win.ini'],
    ['C:\\Users\\张三\\桌面\\隐患 台账.xlsx', '隐患 台账.xlsx'],
    ['/', '附件'],
    ['..', '附件'],
    ['', '附件'],
    ['.htaccess', 'htaccess'],
    ['a\u0000b\r\nSet-Cookie: x.pdf', 'abSet-Cookie x.pdf'],
    ['通知\u202Efdp.exe', '通知fdp.exe'],
    ['“引号”"<b>|?*.png', '“引号”b.png'],
    ['  两端  空白 .pdf ', '两端 空白.pdf'],
  ])('%j becomes %j', (raw, clean) => {
    expect(cleanFileName(raw)).toBe(clean)
  })

  test('is cut to its limit by letters, the ending kept', () => {
    expect(cleanFileName(`${'长'.repeat(300)}.docx`)).toBe(`${'长'.repeat(attachmentNameLimit - 5)}.docx`)
  })

  test('is never empty, never a path, never longer than its column, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
        const clean = cleanFileName(raw)
        expect(clean).not.toBe('')
        expect(clean).not.toMatch(/[/\\\p{Cc}\p{Cs}]/u)
        expect([...clean].length).toBeLessThanOrEqual(attachmentNameLimit)
        expect(cleanFileName(clean)).toBe(clean)
        expect([...fitFileName(clean.replaceAll('.', ''), 'docx')].length).toBeLessThanOrEqual(attachmentNameLimit)
      }),
      { numRuns: 500 },
    )
  })
})

describe('its ending', () => {
  test.each([
    ['照片.JPEG', 'jpg', '照片.JPEG'],
    ['照片', 'jpg', '照片.jpg'],
    ['关于1.2亿元资金的请示', 'pdf', '关于1.2亿元资金的请示.pdf'],
    ['方案v1.2', 'docx', '方案v1.2.docx'],
  ] as const)('of %j with a %s inside: %j', (name, type, fitting) => {
    expect(fitFileName(name, type)).toBe(fitting)
  })

  test.each([
    ['报告.docx', 'pdf'],
    ['报告.pdf.exe', 'pdf'],
    ['旧报告.doc', 'docx'],
    ['带宏.docm', 'docx'],
    ['图.svg', 'png'],
  ] as const)('of %j with a %s inside is a disguise', (name, type) => {
    expect(() => fitFileName(name, type)).toThrow(`内容却是 .${type}`)
  })
})
