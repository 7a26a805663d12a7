import type { OfficeCalendar } from '../rules/calendar/index.ts'
import type { Day, Instant } from '../rules/instant.ts'
import { formatDay } from './instants.ts'
import type { Wording } from './tasks.ts'

const pad = '      '
const monthDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** 11月25日至27日; one day is named alone. */
export const describeDays = (calendar: OfficeCalendar, from: Day, to: Day, now: Instant): string => {
  if (from === to) return formatDay(calendar, from, now)
  return from.slice(0, 7) === to.slice(0, 7) ? `${monthDay(from)}至${Number(to.slice(8))}日` : `${monthDay(from)}至${monthDay(to)}`
}

export interface SpokenAbsence {
  number: number
  fromDay: Day
  toDay: Day
  reason: string
  presiding: string | null
  reportedLate: boolean
  /** It is shorter than what has to be reported. */
  isShort: boolean
  /** Names of those whose word is asked. */
  deciders: readonly string[]
}

/** What the person hears, and nobody else. */
export const describeAbsence = (w: Wording, absence: SpokenAbsence): string => {
  const { number, fromDay, toDay, reason, presiding, deciders } = absence
  return [
    `〔${number}〕外出报备已登记,仅办公室领导可见${absence.isShort ? '(时间较短,可以不报备)' : ''}`,
    `${pad}${describeDays(w.calendar, fromDay, toDay, w.now)} ${reason}`,
    `${pad}${presiding === null ? '未写明由谁主持工作' : `主持工作 ${presiding}`}`,
    ...(absence.reportedLate ? [`${pad}晚于出发,已如实记录`] : []),
    deciders.length === 0 ? `${pad}已报备` : `${pad}待 ${deciders.join('、')} 同意`,
    `${pad}返回后发 #销假 ${number};委托代办:#代理 @${presiding ?? '某人'} 到 ${monthDay(toDay)}`,
  ].join('\n')
}

/** What those hear whose word is asked. */
export const describeAbsenceAsked = (
  w: Wording,
  { number, fromDay, toDay, reason, presiding, reportedLate }: SpokenAbsence,
  who: string,
): string =>
  [
    `〔${number}〕${who} 外出报备:${describeDays(w.calendar, fromDay, toDay, w.now)} ${reason}`,
    `${pad}${presiding === null ? '未写明由谁主持工作' : `主持工作 ${presiding}`}${reportedLate ? ',晚于出发报备' : ''}`,
    `${pad}回复“#同意 ${number}”或“#不同意 ${number} 原因”`,
  ].join('\n')

export const describeCameBack = (number: number): string => `〔${number}〕已销假`

/** Who is away, for a leader. */
export const describeAbsences = (
  w: Wording,
  items: readonly {
    number: number
    member: { name: string }
    state: string
    fromDay: Day
    toDay: Day
    reason: string
    presiding: { name: string } | null
  }[],
): string =>
  items.length === 0
    ? '目前没有外出报备'
    : [
        '外出情况:',
        ...items.map(
          ({ number, member, state, fromDay, toDay, reason, presiding }) =>
            `〔${number}〕${member.name} ${describeDays(w.calendar, fromDay, toDay, w.now)} ${reason}${presiding === null ? '' : `,${presiding.name} 主持`}${state === 'open' ? '(待同意)' : ''}`,
        ),
      ].join('\n')
