import type { OfficeCalendar } from '../rules/calendar/index.ts'
import type { Day, Instant } from '../rules/instant.ts'
import { formatDay, formatInstant } from './instants.ts'
import { nameUnit } from './names.ts'
import type { Wording } from './tasks.ts'

const pad = '      '
const two = (n: number): string => String(n).padStart(2, '0')
const clockOf = (calendar: OfficeCalendar, at: Instant): string => {
  const { hour, minute } = calendar.toLocal(at)
  return `${two(hour)}:${two(minute)}`
}

interface SpokenSlot {
  number: number
  title: string
  toAt: Instant
  now: Instant
}

/** Said in private when one's shift begins. */
export const describeShiftBegins = (calendar: OfficeCalendar, { number, title, toAt }: SpokenSlot): string =>
  `〔${number}〕${title}:您当班了,本时段到 ${clockOf(calendar, toAt)}\n${pad}每个时段回复“#无异常”,有情况发“#发现 …”,交班“#交班 @某人 情况”`

/** Said in private shortly before a slot ends without an answer. */
export const describeSlotEnds = (calendar: OfficeCalendar, { number, title, toAt }: SpokenSlot): string =>
  `〔${number}〕${title}:本时段 ${clockOf(calendar, toAt)} 结束,请回复“#无异常”或“#发现 …”`

export const describeNoSlot = (calendar: OfficeCalendar, nextAt: Instant | null, now: Instant): string =>
  nextAt === null ? '您现在没有在值的班' : `您现在没有在值的班,下一班 ${formatInstant(calendar, nextAt, now)} 开始`

export const describeQuiet = (w: Wording, number: number, slot: { fromAt: Instant; toAt: Instant }, nextAt: Instant | null): string =>
  `〔${number}〕${clockOf(w.calendar, slot.fromAt)}–${clockOf(w.calendar, slot.toAt)} 无异常,已记录${nextAt === null ? '' : `;下一时段 ${formatInstant(w.calendar, nextAt, w.now)}`}`

export const describeFound = (
  w: Wording,
  found: { number: number; opened: { number: number; title: string; dueAt: Instant | null }; dutyUnitId: string; isUrgent: boolean },
): string => {
  const { opened, isUrgent } = found
  const due = opened.dueAt === null ? '' : ` 截止 ${formatInstant(w.calendar, opened.dueAt, w.now)}`
  return isUrgent
    ? `〔${opened.number}〕紧急信息已报应急值班、签发人:${opened.title}${due}\n${pad}值班〔${found.number}〕本时段已记录`
    : `〔${opened.number}〕已交 ${nameUnit(w.directory, found.dutyUnitId)}:${opened.title}${due}\n${pad}值班〔${found.number}〕本时段已记录`
}

interface SpokenSwap {
  number: number
  title: string
  from: string
  day: Day
  backDay: Day | null
  slots: number
  now: Instant
}

export const describeSwapAsked = (calendar: OfficeCalendar, { number, title, from, day, backDay, slots, now }: SpokenSwap): string =>
  `〔${number}〕${title}:${from} 请您值 ${formatDay(calendar, day, now)} 的班(${slots} 个时段)${backDay === null ? '' : `,换您 ${formatDay(calendar, backDay, now)} 的班`}\n${pad}回复“#同意 ${number}”或“#不同意 ${number} 原因”`

export const describeSwapSent = (number: number, to: string): string => `〔${number}〕换班申请已私下发给 ${to},对方同意后生效`

export const describeSwapDecided = (
  calendar: OfficeCalendar,
  { number, by, agrees, day, text, now }: { number: number; by: string; agrees: boolean; day: Day; text: string; now: Instant },
): string => `〔${number}〕${by} ${agrees ? '同意' : '不同意'}换 ${formatDay(calendar, day, now)} 的班${text === '' ? '' : `:${text}`}`

export const describeSwapAnswered = (w: Wording, number: number, { agrees, day }: { agrees: boolean; day: Day }): string =>
  agrees ? `〔${number}〕已换班,${formatDay(w.calendar, day, w.now)} 由您值班` : `〔${number}〕已答复不同意换班`

export const describeHandedToYou = (
  calendar: OfficeCalendar,
  { number, title, from, text, toAt, now }: SpokenSlot & { from: string; text: string },
): string =>
  `〔${number}〕${title}:${from} 交班给您,到 ${formatInstant(calendar, toAt, now)}${text === '' ? '' : `\n${pad}交接:${text}`}\n${pad}每个时段回复“#无异常”,有情况发“#发现 …”`

export const describeHandedOver = (number: number, to: string): string => `〔${number}〕已交班给 ${to}`

const stateNames = { planned: '待值', open: '在值', quiet: '无异常', found: '有情况', missed: '未报', lapsed: '未开班' } as const

/** One's own shifts, or the roster of a few days. */
export const describeSlots = (
  w: Wording,
  slots: readonly { number: number; fromAt: Instant; toAt: Instant; state: keyof typeof stateNames }[],
): string =>
  slots.length === 0
    ? '您近期没有值班'
    : slots
        .map(
          ({ number, fromAt, toAt, state }) =>
            `〔${number}〕${formatInstant(w.calendar, fromAt, w.now)}–${clockOf(w.calendar, toAt)} ${stateNames[state]}`,
        )
        .join('\n')
