import { HOUR_MS, MINUTE_MS, type Instant } from '../rules/instant.ts'
import { formatInstant } from './instants.ts'
import { nameMember } from './names.ts'
import type { Wording } from './tasks.ts'

const indent = '      '

const clockOf = (w: Wording, at: Instant): string => {
  const { day, hour, minute } = w.calendar.toLocal(at)
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return day === w.calendar.dayOf(w.now) ? clock : formatInstant(w.calendar, at, w.now)
}

const spanOf = (minutes: number): string =>
  minutes % 60 === 0 ? `${minutes / 60} 小时` : minutes > 60 ? `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟` : `${minutes} 分钟`

export interface UrgentLine {
  number: number
  dueAt: Instant
  minutes: number
  from: 'event' | 'receipt'
  eventStated: boolean
  phoneDueAt: Instant | null
  missing: readonly string[]
  hasDuty: boolean
}

const missingLine = (number: number, missing: readonly string[]): string[] =>
  missing.length === 0 ? [] : [`${indent}尚缺:${missing.join('、')}(可先写“核实中”)→ #补充 ${number} …`]

/** The reply to #紧急: said at once, whatever is missing. */
export const describeUrgentReported = (w: Wording, line: UrgentLine): string => {
  const since = line.from === 'event' && line.eventStated ? `距事发 ${spanOf(line.minutes)}` : `接报后 ${spanOf(line.minutes)}`
  const phone = line.phoneDueAt === null ? '' : `,电话 ${clockOf(w, line.phoneDueAt)} 前`
  return [
    `〔${line.number}〕紧急信息已报 ${line.hasDuty ? '应急值班、' : ''}签发人(时限 ${clockOf(w, line.dueAt)}${phone},${since})`,
    ...(line.eventStated ? [] : [`${indent}未写事发时间,按收到时间起算`]),
    ...missingLine(line.number, line.missing),
  ].join('\n')
}

/** Told at once to duty, signers, deputies and leaders: the words themselves. */
export const describeUrgentAlarm = (
  w: Wording,
  line: { number: number; body: string; reporterId: string; dueAt: Instant; severity: string },
): string =>
  [
    `〔${line.number}〕【紧急·${line.severity}】${nameMember(w.directory, line.reporterId)}报`,
    line.body,
    `${indent}请于 ${clockOf(w, line.dueAt)} 前签发上报(#签发 ${line.number})`,
  ].join('\n')

const numerals = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** 一, 十二, 二十: as follow-ups are numbered. */
export const followUpName = (count: number): string => {
  const tens = Math.floor(count / 10)
  const word = count <= 10 ? (numerals[count] ?? String(count)) : `${tens > 1 ? numerals[tens] : ''}十${numerals[count % 10]}`
  return `续报${count < 100 ? word : count}`
}

export const describeFollowedUp = (
  w: Wording,
  line: { number: number; followUps: number; nextAt: Instant | null; missing: readonly string[] },
): string =>
  [
    `〔${line.number}〕${followUpName(line.followUps)}已记录${line.nextAt === null ? '' : `,下次续报 ${clockOf(w, line.nextAt)} 前`}`,
    ...missingLine(line.number, line.missing),
  ].join('\n')

export const describeUrgentSupplemented = (number: number, missing: readonly string[]): string =>
  [`〔${number}〕已补充${missing.length === 0 ? ',要素已齐' : ''}`, ...missingLine(number, missing)].join('\n')

export const describeUrgentSigned = (w: Wording, line: { number: number; isLate: boolean; nextAt: Instant }): string =>
  `〔${line.number}〕已签发上报${line.isLate ? '(超过时限,已如实记录)' : ''},下次续报 ${clockOf(w, line.nextAt)} 前(#续报 ${line.number} …)`

export const describeUrgentEnded = (w: Wording, line: { number: number; eventAt: Instant; followUps: number }): string => {
  const hours = Math.round((w.now - line.eventAt) / HOUR_MS)
  const span = hours > 0 ? `${hours} 小时` : `${Math.max(1, Math.round((w.now - line.eventAt) / MINUTE_MS))} 分钟`
  return `〔${line.number}〕已终报,历时 ${span},续报 ${line.followUps} 次`
}

/** 〔131〕 in private, on one page. */
export const describeUrgent = (
  w: Wording,
  line: {
    number: number
    title: string
    stage: string
    signedAt: Instant | null
    writtenDueAt: Instant
    entries: readonly { at: Instant; name: string; text: string }[]
  },
): string =>
  [
    `〔${line.number}〕${line.title} ${line.stage}`,
    `${indent}${line.signedAt === null ? `未签发,时限 ${clockOf(w, line.writtenDueAt)}` : `${clockOf(w, line.signedAt)} 签发${line.signedAt > line.writtenDueAt ? '(超时)' : ''}`}`,
    ...line.entries.map(({ at, name, text }) => `${clockOf(w, at)} ${name}:${text.replace(/\s+/gu, ' ').slice(0, 200)}`),
  ].join('\n')
