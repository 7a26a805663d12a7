import { parse } from 'csv-parse/sync'
import { Problem } from '../../rules/problems.ts'
import { tableLimits, type TableLine } from './table.ts'

/** Excel writes UTF-16 as “Unicode 文本”, UTF-8 with a mark, or the machine's GBK; a file that is not UTF-8 is taken as GB 18030. */
const decode = (bytes: Buffer): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

const delimiterOf = (text: string): string => {
  const [header = ''] = text.split(/[\r\n]/, 1)
  const count = (delimiter: string): number => header.split(delimiter).length
  return [',', '\t', ';'].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

interface RecordWithInfo {
  record: string[]
  info: { lines: number }
}

/** The lines of a .csv; empty ones are left out, their numbers are not. Throws `bad_request` for what is not a table. */
export const parseCsv = (bytes: Buffer): TableLine[] => {
  const text = decode(bytes)
  if (text.includes('\u0000')) throw new Problem('bad_request', '不是文本表格,请另存为 .xlsx 或 .csv')
  const records = ((): RecordWithInfo[] => {
    try {
      const options = {
        delimiter: delimiterOf(text),
        info: true,
        relax_column_count: true,
        skip_empty_lines: true,
        max_record_size: 64 * 1024,
      } as const
      return parse(text, options) as unknown as RecordWithInfo[]
    } catch (error) {
      throw new Problem('bad_request', `表格格式有误:${error instanceof Error ? error.message : '无法解析'}`)
    }
  })()
  // A record may span lines; it is known by the one it begins on.
  const height = (record: readonly string[]): number => record.reduce((sum, cell) => sum + cell.split(/\r\n|\r|\n/).length - 1, 0)
  if (records.length > tableLimits.lines) throw new Problem('too_large', `超过 ${tableLimits.lines} 行,请分成几个文件`)
  return records.map(({ record, info }) => ({ line: info.lines - height(record), cells: record, faults: [] }))
}
