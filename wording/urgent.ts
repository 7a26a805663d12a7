import type { Directory } from '../rules/directory.ts'
import { HOUR_MS, MINUTE_MS, type Instant } from '../rules/instant.ts'
import { formatInstant } from './instants.ts'
import { nameMember } from './names.ts'
import type { Wording } from './tasks.ts'

const indent = '      '

/** 12:20 on the day itself, with its day on others. */
export const clockOf = (w: Wording, at: Instant): string => {
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

/** 〔131〕续报一(赵七): told to those who were told of the event. */
export const describeUrgentAddition = (
  directory: Directory,
  line: { number: number; what: string; reporterId: string; text: string },
): string => `〔${line.number}〕【${line.what}】${nameMember(directory, line.reporterId)}报\n${line.text}`

/** Told to the same people when it was cancelled or taken back. */
export const describeUrgentCancelled = (line: { number: number; title: string }): string =>
  `〔${line.number}〕紧急信息已撤销,请勿再按此处置:${line.title}`

export const describeFollowedUp = (
  w: Wording,
  line: { number: number; followUps: number; nextAt: Instant | null; writtenDueAt: Instant; missing: readonly string[] },
): string =>
  [
    `〔${line.number}〕${followUpName(line.followUps)}已记录${line.nextAt === null ? `,待签发上报(时限 ${clockOf(w, line.writtenDueAt)})` : `,下次续报 ${clockOf(w, line.nextAt)} 前`}`,
    ...missingLine(line.number, line.missing),
  ].join('\n')

export const describeUrgentSupplemented = (number: number, missing: readonly string[]): string =>
  [`〔${number}〕已补充${missing.length === 0 ? ',要素已齐' : ''}`, ...missingLine(number, missing)].join('\n')

/** The answer to 签发; `late` is the limit that had passed, said where only the signer reads it. */
export const describeUrgentSigned = (w: Wording, line: { number: number; nextAt: Instant; late?: Instant | null }): string =>
  `〔${line.number}〕已签发上报${line.late ? `(超过时限 ${clockOf(w, line.late)},已如实记录)` : ''},下次续报 ${clockOf(w, line.nextAt)} 前(#续报 ${line.number} …)`

/** The fact of a late signature, for who signed, in private. */
export const describeSignedLate = (w: Wording, line: { number: number; signedAt: Instant; dueAt: Instant }): string =>
  `〔${line.number}〕${clockOf(w, line.signedAt)} 签发上报,超过时限 ${clockOf(w, line.dueAt)},已如实记录`

export const describeAlreadySigned = (w: Wording, line: { number: number; at: Instant; byId: string | null }): string =>
  `〔${line.number}〕${clockOf(w, line.at)} 已由 ${line.byId === null ? '签发人' : (w.directory.findMember(line.byId)?.name ?? '签发人')} 签发上报`

export const describeUrgentEnded = (w: Wording, line: { number: number; eventAt: Instant; followUps: number }): string => {
  const hours = Math.round((w.now - line.eventAt) / HOUR_MS)
  const span = hours > 0 ? `${hours} 小时` : `${Math.max(1, Math.round((w.now - line.eventAt) / MINUTE_MS))} 分钟`
  return `〔${line.number}〕已终报,历时 ${span},续报 ${line.followUps} 次`
}

/** What a link of the chain is called. */
const entryName = ({ action, followUp }: { action: string; followUp: number | null }): string =>
  action === 'follow_up'
    ? followUpName(followUp ?? 0)
    : ({ create: '初报', supplement: '补充', grade: '定级', sign: '签发', final: '终报', cancel: '撤销' }[action] ?? action)

export interface UrgentState {
  number: number
  title: string
  stage: string
  isOpen: boolean
  severity: string
  eventAt: Instant
  eventStated: boolean
  writtenDueAt: Instant
  signed: { at: Instant; late: boolean; dueAt: Instant; by: { name: string } | null; asDeputy: boolean } | null
  nextFollowUpAt: Instant | null
  missing: readonly string[]
  entries: readonly { at: Instant; action: string; followUp: number | null; actor: { name: string } | null; text: string }[]
}

const signedLine = (w: Wording, { signed, writtenDueAt, isOpen }: UrgentState, inPrivate: boolean): string => {
  if (!signed) return isOpen ? `待签发上报,时限 ${clockOf(w, writtenDueAt)}` : '未签发上报'
  const by = signed.by ? ` ${signed.by.name}${signed.asDeputy ? '(代主任)' : ''}` : ''
  return `${clockOf(w, signed.at)}${by} 签发上报${inPrivate && signed.late ? `,超过时限 ${clockOf(w, signed.dueAt)}` : ''}`
}

const longestEntry = 200

/** #查 131: where it stands; in private the whole chain on one page, and whether it was late. */
export const describeUrgent = (w: Wording, line: UrgentState, inPrivate: boolean): string => {
  const event = `${line.eventStated ? '事发' : '接报'} ${clockOf(w, line.eventAt)}`
  const entries = line.entries.map(
    (entry) =>
      `${clockOf(w, entry.at)} ${entryName(entry)}${entry.actor ? ` ${entry.actor.name}` : ''}${entry.text === '' ? '' : `:${entry.text.replace(/\s+/gu, ' ').slice(0, longestEntry)}`}`,
  )
  return [
    `〔${line.number}〕【${line.severity}】${line.title} ${line.stage}`,
    `${indent}${event},${signedLine(w, line, inPrivate)}`,
    ...(line.nextFollowUpAt === null ? [] : [`${indent}下次续报 ${clockOf(w, line.nextFollowUpAt)} 前(#续报 ${line.number} …)`]),
    ...(line.isOpen ? missingLine(line.number, line.missing) : []),
    ...(inPrivate ? entries : []),
  ].join('\n')
}
