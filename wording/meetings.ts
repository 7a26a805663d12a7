import type { OfficeCalendar } from '../rules/calendar/index.ts'
import type { Instant } from '../rules/instant.ts'
import { formatInstant } from './instants.ts'
import { shortParty } from './names.ts'
import type { Wording } from './tasks.ts'

const pad = '      '

interface SpokenMeeting {
  number: number
  title: string
  /** Null while the time is in question. */
  startsAt: Instant | null
  parties: readonly string[]
  /** 每周一9点 */
  rule: string | null
  /** The readings of a time in question. */
  question: string | null
}

const shownNames = 30

/** The call to a meeting. */
export const describeMeeting = (w: Wording, { number, title, startsAt, parties, rule, question }: SpokenMeeting): string =>
  [
    `〔${number}〕会议:${title}${rule === null ? '' : `(循环:${rule})`}`,
    startsAt === null
      ? `${pad}时间未定:${question ?? ''}请回复 #时限 ${number} 日期时间`
      : `${pad}时间 ${formatInstant(w.calendar, startsAt, w.now)}`,
    `${pad}参会 ${parties
      .slice(0, shownNames)
      .map((party) => shortParty(w.directory, party))
      .join('、')}${parties.length > shownNames ? ` 等 ${parties.length} 个` : ''}`,
    `${pad}回复“${w.botMention}#参会 ${number}”或“${w.botMention}#请假 ${number} 原因”`,
  ].join('\n')

interface Counted {
  coming: readonly string[]
  away: readonly unknown[]
  silent: readonly string[]
}

const counts = ({ coming, away, silent }: Counted): string => `参会 ${coming.length} 请假 ${away.length} 未回复 ${silent.length}`

/** A meeting as it stands, for 查: when, and how many come; names are the organiser's to see. */
export const describeMeetingState = (
  w: Wording,
  { number, title, stage, startsAt }: { number: number; title: string; stage: string; startsAt: Instant | null },
  counted: Counted,
): string =>
  [
    `〔${number}〕会议:${title} ${stage}`,
    `${pad}时间 ${startsAt === null ? '未定' : formatInstant(w.calendar, startsAt, w.now)}`,
    `${pad}${counts(counted)}`,
  ].join('\n')

/** One's word on a meeting, and the count: names are the organiser's to see. */
export const describeMeetingAnswered = (
  w: Wording,
  { number, party, comes }: { number: number; party: string; comes: boolean },
  counted: Counted,
): string => `〔${number}〕${shortParty(w.directory, party)} ${comes ? '参会' : '请假'};${counts(counted)}`

/** Who comes, for the organiser. */
export const describeAttendance = (
  w: Wording,
  number: number,
  { coming, away, silent }: { coming: readonly string[]; away: readonly { party: string; reason: string }[]; silent: readonly string[] },
): string => {
  const names = (parties: readonly string[]): string =>
    parties.length === 0 ? '无' : parties.map((party) => shortParty(w.directory, party)).join('、')
  return [
    `〔${number}〕参会情况`,
    `${pad}参会 ${coming.length}:${names(coming)}`,
    `${pad}请假 ${away.length}:${away.length === 0 ? '无' : away.map(({ party, reason }) => `${shortParty(w.directory, party)}(${reason})`).join('、')}`,
    `${pad}未回复 ${silent.length}:${names(silent)}`,
  ].join('\n')
}

export const describeMeetingSoon = (
  calendar: OfficeCalendar,
  { number, title, startsAt, now }: { number: number; title: string; startsAt: Instant; now: Instant },
): string => `〔${number}〕${title} 将于 ${formatInstant(calendar, startsAt, now)} 召开`
