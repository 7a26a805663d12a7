import type { AdoptionRow } from '../../documents/adoptions/adoption-columns.ts'
import type { Day } from '../../rules/instant.ts'
import { readPastDay } from '../../rules/past-day.ts'
import { eventCode, eventNames, formCode, levelCode, levelNames } from '../../rules/usage-words.ts'
import type { Use } from './write-adoptions.ts'

/** Which submission a row means: its number, or its exact title and unit. */
export type Meant = { number: number } | { title: string; unit: string }

export interface AdoptionDraft {
  line: number
  meant: Meant
  use: Use
}

const readMeant = ({ values }: AdoptionRow): Meant | string => {
  const { number, title, unit } = values
  if (number !== undefined) {
    const digits = /^〔?\s*(\d{1,9})\s*〕?$/u.exec(number)?.[1]
    return digits === undefined ? `编号“${number}”应是数字` : { number: Number(digits) }
  }
  if (title !== undefined && unit !== undefined) return { title, unit }
  return '请写编号,或者写标题和单位'
}

const readDay = (text: string | undefined, today: Day): { day: Day } | string => {
  if (text === undefined) return '缺采用日期'
  // A cell of Excel may carry a time of day behind the date.
  const read = readPastDay(text.replace(/[T\s].*$/u, ''), today)
  if (read === null) return `采用日期“${text}”看不懂,写成 2026-04-03`
  return read.day === null ? `没有“${text}”这一天` : { day: read.day }
}

const readScore = (text: string | undefined): { score: number | null } | string => {
  if (text === undefined) return { score: null }
  return /^-?\d{1,4}(?:\.\d{1,2})?$/u.test(text) ? { score: Math.round(Number(text) * 100) } : `得分“${text}”应是数字,最多两位小数`
}

const unquoted = (text: string): string => text.replaceAll(/^[《〈]|[》〉]$/gu, '').trim()

/** A row of the table as a use of a submission, or everything that is wrong with it. */
export const readAdoptionRow = (row: AdoptionRow, today: Day): { draft: AdoptionDraft } | { reasons: string[] } => {
  const { line, values, faults } = row
  const reasons = [...faults]
  const take = <T>(read: T | string): T | null => {
    if (typeof read !== 'string') return read
    reasons.push(read)
    return null
  }
  const meant = take(readMeant(row))
  const day = take(readDay(values.day, today))
  const score = take(readScore(values.score))
  const level = values.level === undefined ? null : levelCode(values.level)
  if (level === null) reasons.push(values.level === undefined ? '缺级别' : `不认识级别“${values.level}”(${levelNames})`)
  const publication = unquoted(values.publication ?? '')
  if (publication === '') reasons.push('缺刊物')
  else if (publication.length > 80) reasons.push('刊物名称不超过 80 字')
  const event = eventCode(values.event ?? '采用')
  if (event === null) reasons.push(`不认识方式“${values.event ?? ''}”(${eventNames})`)
  const form = values.form === undefined ? null : formCode(values.form)
  if (form !== null && form.length > 20) reasons.push('形式不超过 20 字')
  if (meant === null || day === null || score === null || level === null || event === null || reasons.length > 0) return { reasons }
  return { draft: { line, meant, use: { event, level, publication, form, day: day.day, enteredScore: score.score } } }
}
