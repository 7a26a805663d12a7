import type { Instant } from '../rules/instant.ts'
import { formatInstant } from './instants.ts'
import { nameMember } from './names.ts'
import type { Wording } from './tasks.ts'
import { clockOf } from './urgent.ts'

const indent = '      '

/** 升为重大, 降为一般 */
export const gradedName = ({ isRaised, to }: { isRaised: boolean; to: string }): string => `${isRaised ? '升' : '降'}为${to}`

interface GradedLine {
  from: string
  to: string
  isRaised: boolean
  dueBefore: Instant
  dueAt: Instant
  isSigned: boolean
}

/** 由“一般”升为“重大”: as it stands in the timeline, with the limits before and after and whether the one before had passed. */
export const describeGradedFact = (w: Wording, line: GradedLine & { isLate: boolean; text: string }): string => {
  const limit =
    line.isSigned || line.dueAt === line.dueBefore
      ? ''
      : `,书面时限由 ${formatInstant(w.calendar, line.dueBefore, w.now)} 改为 ${formatInstant(w.calendar, line.dueAt, w.now)}`
  const late = line.isLate ? `,原时限 ${formatInstant(w.calendar, line.dueBefore, w.now)} 已过` : ''
  return `由“${line.from}”${line.isRaised ? '升' : '降'}为“${line.to}”${limit}${late}${line.text === '' ? '' : `:${line.text}`}`
}

/** Told at once to those who follow the event; `first` is added for those who were not told of it before. */
export const describeGradedAlarm = (
  w: Wording,
  line: {
    number: number
    dueAt: Instant
    isSigned: boolean
    addition: string
    first?: { severity: string; body: string; reporterId: string }
  },
): string => {
  const passed = w.now > line.dueAt
  const limit = passed ? `时限 ${clockOf(w, line.dueAt)} 已过,请立即签发上报` : `请于 ${clockOf(w, line.dueAt)} 前签发上报`
  return [
    ...(line.first
      ? [`〔${line.number}〕【紧急·${line.first.severity}】${nameMember(w.directory, line.first.reporterId)}报`, line.first.body]
      : []),
    line.addition.trimEnd(),
    ...(line.isSigned ? [] : [`${indent}${limit}(#签发 ${line.number})`]),
  ].join('\n')
}

/** The answer to 定级, and the first line of one to words that changed the severity. */
export const describeGraded = (w: Wording, line: GradedLine & { number: number }): string => {
  const limit = line.isSigned
    ? ''
    : line.dueAt === line.dueBefore
      ? `,时限仍为 ${clockOf(w, line.dueAt)}`
      : `,时限改为 ${clockOf(w, line.dueAt)}`
  const next = line.isSigned ? '' : w.now > line.dueAt ? `,请立即 #签发 ${line.number}` : `,待签发上报(#签发 ${line.number})`
  return `〔${line.number}〕等级由“${line.from}”${line.isRaised ? '升' : '降'}为“${line.to}”${limit},已告知相关人员${next}`
}
