import type { OfficeCalendar } from './calendar/index.ts'
import { daysInMonth, makeDay } from './calendar/civil-day.ts'
import type { Day } from './instant.ts'

/** 长期, 定期, 即时, 逐段 */
export const disclosureModes = ['long', 'regular', 'prompt', 'staged'] as const
export type DisclosureMode = (typeof disclosureModes)[number]

const modeNames: Readonly<Record<DisclosureMode, string>> = {
  long: '长期公开',
  regular: '定期公开',
  prompt: '即时公开',
  staged: '逐段公开',
}

/** 长期公开, 定期公开, 即时公开, 逐段公开 */
export const nameMode = (mode: DisclosureMode): string => modeNames[mode]

/** The six fields as people write them, one a line. */
export interface DisclosureFields {
  name: string | null
  indexNumber: string | null
  summary: string | null
  mode: DisclosureMode | null
  everyMonths: number | null
  unit: string | null
  datedOn: Day | null
}

const labels: readonly [keyof Raw, RegExp][] = [
  ['name', /^(?:信息)?名称$/u],
  ['indexNumber', /^索引号?$/u],
  ['summary', /^内容(?:概述)?$/u],
  ['mode', /^公开(?:方式|时限|形式)$/u],
  ['unit', /^责任(?:单位|部门)$/u],
  ['datedOn', /^(?:生成|公开)?日期$/u],
]

type Raw = Record<'name' | 'indexNumber' | 'summary' | 'mode' | 'unit' | 'datedOn', string | null>

const readLines = (text: string): Raw => {
  const raw: Raw = { name: null, indexNumber: null, summary: null, mode: null, unit: null, datedOn: null }
  let last: keyof Raw | null = null
  for (const line of text.split(/\n|;|\uFF1B/u)) {
    const found = /^\s*([\p{Script=Han}]{2,5})\s*[:\uFF1A]\s*(.*)$/u.exec(line)
    const key = found ? labels.find(([, pattern]) => pattern.test(found[1] ?? ''))?.[0] : undefined
    if (key !== undefined) {
      raw[key] = (found?.[2] ?? '').trim()
      last = key
    } else if (last !== null && line.trim() !== '') raw[last] = `${raw[last] ?? ''}\n${line.trim()}`.trim()
  }
  return raw
}

const readMode = (text: string | null): DisclosureMode | null => {
  if (text === null) return null
  if (text.includes('长期')) return 'long'
  if (text.includes('定期')) return 'regular'
  if (text.includes('即时') || text.includes('及时')) return 'prompt'
  return text.includes('逐段') ? 'staged' : null
}

const readMonths = (text: string | null): number | null => {
  if (text === null) return null
  const months = /每\s*(\d{1,2})\s*个?月/u.exec(text)?.[1]
  if (months !== undefined) return Number(months)
  if (/每(?:季|季度)/u.test(text)) return 3
  if (/每半年/u.test(text)) return 6
  if (/每年/u.test(text)) return 12
  return /每月/u.test(text) ? 1 : null
}

const readDay = (text: string | null): Day | null => {
  const found = text === null ? null : /(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})/u.exec(text.normalize('NFKC'))
  if (!found) return null
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) ? makeDay(year, month, day) : null
}

/** Reads the six fields from words, one `名称:内容` a line; what is not there is null. */
export const readDisclosureFields = (text: string): DisclosureFields => {
  const raw = readLines(text)
  const filled = (value: string | null): string | null => (value === null || value === '' ? null : value)
  return {
    name: filled(raw.name),
    indexNumber: filled(raw.indexNumber),
    summary: filled(raw.summary),
    mode: readMode(raw.mode),
    everyMonths: readMonths(raw.mode),
    unit: filled(raw.unit)?.replace(/^@/u, '') ?? null,
    datedOn: readDay(raw.datedOn),
  }
}

/** The day some months later; a day that month lacks is its last. */
export const addMonths = (calendar: Pick<OfficeCalendar, 'addDays'>, day: Day, months: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const count = year * 12 + month - 1 + months
  const [toYear, toMonth] = [Math.floor(count / 12), (count % 12) + 1]
  return calendar.addDays(makeDay(toYear, toMonth, 1), Math.min(date, daysInMonth(toYear, toMonth)) - 1)
}
