import type { OfficeCalendar } from '../rules/calendar/index.ts'
import type { AskReason, DueNote, PossibleReading } from '../rules/deadline/reading.ts'
import type { Directory } from '../rules/directory.ts'
import type { Instant } from '../rules/instant.ts'
import { urgencyNames } from '../rules/task-text.ts'
import type { Urgency } from '../rules/lifecycles/index.ts'
import { formatForReply, formatInstant } from './instants.ts'
import { nameParty } from './names.ts'

/** What wordings need to know of the office. */
export interface Wording {
  directory: Directory
  calendar: OfficeCalendar
  now: Instant
  /** 收到 in a group that is heard whole, "@群办 收到" where only mentions are heard. */
  botMention: string
}

interface TaskLine {
  number: number
  title: string
  urgency: Urgency
  parties: readonly { party: string; role: 'responsible' | 'assisting' }[]
}

/** 牵头 李四(消防队) 配合 王五(城管局); without a lead: 责任 … */
export const describeParties = (w: Wording, parties: TaskLine['parties']): string => {
  const names = (role: string): string =>
    parties
      .filter((party) => party.role === role)
      .map((party) => nameParty(w.directory, party.party))
      .join('、')
  const assisting = names('assisting')
  return assisting ? `牵头 ${names('responsible')} 配合 ${assisting}` : `责任 ${names('responsible')}`
}

const askTexts: Record<AskReason, string> = {
  'event-relative': '要从哪一天算起?',
  past: '这个时间已经过去',
  'recently-passed': '这个日期今年已过,是指明年吗?',
  'too-far': '时限过远,请确认',
  'weekday-contradiction': '日期与星期不一致',
  'two-limits': '写了两个时限',
  'before-period': '',
  vague: '没有写明具体时间',
  'no-such-day': '没有这一天',
}

/** “8点”指 11月26日(周四)08:00? · “昨天”:这个时间已经过去, */
export const describeUnclear = (
  calendar: OfficeCalendar,
  now: Instant,
  question: { reason: AskReason; readings: readonly PossibleReading[]; text: string },
): string => {
  const readings = question.readings.map(({ due }) => formatInstant(calendar, due, now)).join(' 还是 ')
  const isAnswerable = readings !== '' && question.reason !== 'too-far'
  return `“${question.text}”${isAnswerable ? `指 ${readings}?` : `:${askTexts[question.reason].replace(/\?$/u, '')},`}`
}

/** 时限未定:“6月前”指 5月31日 还是 6月30日? */
export const describeQuestion = (
  w: Wording,
  number: number,
  question: { reason: AskReason; readings: readonly PossibleReading[]; text: string },
): string => {
  const readings = question.readings.map((reading) => formatInstant(w.calendar, reading.due, w.now))
  const reason = askTexts[question.reason]
  const choice = readings.length > 1 ? `指 ${readings.join(' 还是 ')}?` : readings.length === 1 ? `是 ${readings[0]} 吗?` : ''
  const first = question.readings[0]
  const example = first ? formatForReply(w.calendar, first.due, w.now) : '12月5日'
  const why = question.reason === 'before-period' ? '' : `(${reason.replace(/[?\uFF1F]$/u, '')})`
  const asked = choice ? `${choice}${why}` : reason
  return `时限未定:“${question.text}”${asked}${/[?\uFF1F]$/u.test(asked) ? '' : ','}回复 #时限 ${number} ${example}`
}

const noteTexts: Partial<Record<DueNote, string>> = {
  'non-working-day': '当天为非工作日',
  'upper-bound': '按上限计',
  'next-year': '按明年计',
  'holidays-unknown': '该年放假安排未公布,按周末推算',
}

export const describeDue = (
  w: Wording,
  due: { dueAt: Instant; notes: readonly DueNote[]; byDefault: 'absent' | 'asap' | null; urgency: Urgency },
): string => {
  const remarks = [
    due.byDefault === 'absent' ? `未写时限,按${urgencyNames[due.urgency]}件默认` : null,
    due.byDefault === 'asap' ? `“尽快”按${urgencyNames[due.urgency]}件默认` : null,
    ...due.notes.map((note) => noteTexts[note] ?? null),
  ].filter((remark) => remark !== null)
  return `截止 ${formatInstant(w.calendar, due.dueAt, w.now)}${remarks.length > 0 ? `(${remarks.join(';')})` : ''}`
}

export interface RegisteredTask extends TaskLine {
  limit:
    | { kind: 'set'; dueAt: Instant; notes: readonly DueNote[]; byDefault: 'absent' | 'asap' | null }
    | { kind: 'question'; reason: AskReason; readings: readonly PossibleReading[]; text: string }
    | { kind: 'recurring'; first: { due: Instant }; text: string }
  similar: { number: number; title: string } | null
  nextMorning: Instant | null
  issuedFor: string | null
}

const limitLine = (w: Wording, task: RegisteredTask): string => {
  const { limit } = task
  if (limit.kind === 'question') return describeQuestion(w, task.number, limit)
  if (limit.kind === 'recurring') return `循环 ${limit.text},本期截止 ${formatInstant(w.calendar, limit.first.due, w.now)}`
  return describeDue(w, { ...limit, urgency: task.urgency })
}

/** Offered to whoever posts after hours (docs/rules.md, Courtesies): the next working morning, as a limit only where the limit is earlier. */
const describeLateHour = (w: Wording, task: RegisteredTask, morning: Instant): string => {
  const isBefore = task.limit.kind === 'set' && task.limit.dueAt < morning
  const words = formatInstant(w.calendar, morning, w.now)
  return isBefore
    ? `现在是下班时间,不急可回复 #时限 ${task.number} ${words.replace(/\(.*?\)/u, '')}`
    : `现在是下班时间,非紧急事项承办人可到 ${words} 再答复`
}

const courtesies = (w: Wording, task: RegisteredTask): string[] => [
  ...(task.similar ? [`与〔${task.similar.number}〕相似,重复请 #撤销 ${task.number} 重复`] : []),
  ...(task.nextMorning !== null ? [describeLateHour(w, task, task.nextMorning)] : []),
]

/** The reply to one #任务, as in the README's transcript. */
export const describeRegistered = (w: Wording, task: RegisteredTask): string => {
  const mark = task.urgency === 'normal' ? '' : `【${urgencyNames[task.urgency]}】`
  const indent = '      '
  const lines = [
    `〔${task.number}〕已立项${task.issuedFor ? `(代 ${task.issuedFor})` : ''}:${mark}${task.title}`,
    `${indent}${describeParties(w, task.parties)}`,
    `${indent}${limitLine(w, task)}`,
    `${indent}回复“${w.botMention}收到”即签收,“${w.botMention}#反馈 ${task.number} …”报进展`,
    ...courtesies(w, task).map((line) => `${indent}${line}`),
  ]
  return lines.join('\n')
}

/** The reply to a numbered list: one line a task, then what could not be taken. */
export const describeRegisteredList = (
  w: Wording,
  tasks: readonly RegisteredTask[],
  refused: readonly { line: number; reason: string }[],
): string => {
  const lines = tasks.map((task) => {
    const mark = task.urgency === 'normal' ? '' : `【${urgencyNames[task.urgency]}】`
    return `〔${task.number}〕${mark}${task.title}\n      ${describeParties(w, task.parties)} ${limitLine(w, task)}`
  })
  return [
    tasks.length > 0 ? `已立项 ${tasks.length} 项:` : '没有立项:',
    ...lines,
    ...(refused.length > 0 ? [`未登记 ${refused.length} 行:`, ...refused.map(({ line, reason }) => `第${line}行 ${reason}`)] : []),
    ...(tasks.length > 0 ? [`回复“${w.botMention}收到”即签收,“${w.botMention}#反馈 编号 …”报进展`] : []),
  ].join('\n')
}
