import type { OfficeCalendar } from '../rules/calendar/index.ts'
import type { Day, Instant } from '../rules/instant.ts'
import { formatClock, formatDay, formatInstant } from './instants.ts'
import { nameUnit } from './names.ts'
import type { Wording } from './tasks.ts'

const pad = '      '

interface SpokenSlot {
  number: number
  title: string
  toAt: Instant
  now: Instant
}

/** Said in private when one's shift begins. */
export const describeShiftBegins = (calendar: OfficeCalendar, { number, title, toAt }: SpokenSlot): string =>
  `〔${number}〕${title}:您当班了,本时段到 ${formatClock(calendar, toAt)}\n${pad}每个时段回复“#无异常”,有情况发“#发现 …”,交班“#交班 @某人 情况”`

/** Said in private shortly before a slot ends without an answer. */
export const describeSlotEnds = (calendar: OfficeCalendar, { number, title, toAt }: SpokenSlot): string =>
  `〔${number}〕${title}:本时段 ${formatClock(calendar, toAt)} 结束,请回复“#无异常”或“#发现 …”`

export const describeNoSlot = (calendar: OfficeCalendar, nextAt: Instant | null, now: Instant): string =>
  nextAt === null ? '您现在没有在值的班' : `您现在没有在值的班,下一班 ${formatInstant(calendar, nextAt, now)} 开始`

/** Said again within the same slot. */
export const describeAnswered = (calendar: OfficeCalendar, slot: { fromAt: Instant; toAt: Instant }): string =>
  `${formatClock(calendar, slot.fromAt)}–${formatClock(calendar, slot.toAt)} 已经报过,不用再报`

export const describeQuiet = (w: Wording, number: number, slot: { fromAt: Instant; toAt: Instant }, nextAt: Instant | null): string => {
  const isToday = nextAt !== null && w.calendar.dayOf(nextAt) === w.calendar.dayOf(w.now)
  const next =
    nextAt === null ? '' : isToday ? `;下一时段 ${formatClock(w.calendar, nextAt)}` : `;下一班 ${formatInstant(w.calendar, nextAt, w.now)}`
  return `〔${number}〕${formatClock(w.calendar, slot.fromAt)}–${formatClock(w.calendar, slot.toAt)} 无异常,已记录${next}`
}

/** What was found is a task of the duty unit. */
export const describeFound = (
  w: Wording,
  found: { number: number; opened: { number: number; title: string; dueAt: Instant | null }; dutyUnitId: string },
): string => {
  const { opened } = found
  const due = opened.dueAt === null ? '' : ` 截止 ${formatInstant(w.calendar, opened.dueAt, w.now)}`
  return `〔${opened.number}〕已交 ${nameUnit(w.directory, found.dutyUnitId)}:${opened.title}${due}\n${describeSlotTaken(found.number)}`
}

/** The line below the answer to a finding. */
export const describeSlotTaken = (number: number): string => `${pad}值班〔${number}〕本时段已记录`

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

export const describeSwapSent = (number: number, to: string, insteadOf: string | null): string =>
  `〔${number}〕换班申请已私下发给 ${to},对方同意后生效${insteadOf === null ? '' : `;原先请 ${insteadOf} 的已撤回`}\n${pad}不换了请发“#换班 ${number} 撤回”`

export const describeSwapWithdrawn = (w: Wording, number: number, days: readonly Day[]): string =>
  `〔${number}〕已撤回 ${days.map((day) => formatDay(w.calendar, day, w.now)).join('、')} 的换班申请,仍由您值班`

type EndedSwap = Pick<SpokenSwap, 'number' | 'title' | 'from' | 'day' | 'now'>

/** There is nothing to answer any more: to whoever was asked, and to whoever asked where they did not end it themselves. */
export const describeSwapMoot = (
  calendar: OfficeCalendar,
  { number, title, from, day, isOwn, now }: EndedSwap & { isOwn: boolean },
): string =>
  isOwn
    ? `〔${number}〕${title}:班次有变动,您 ${formatDay(calendar, day, now)} 的换班申请已作罢`
    : `〔${number}〕${title}:${from} ${formatDay(calendar, day, now)} 的换班不用您答复了`

/** The slots begin and nobody answered. */
export const describeSwapExpired = (calendar: OfficeCalendar, { number, title, to, day, now }: EndedSwap & { to: string }): string =>
  `〔${number}〕${title}:开班前没有等到 ${to} 的答复,${formatDay(calendar, day, now)} 的班不换了`

interface DecidedSwap extends Pick<SpokenSwap, 'number' | 'day' | 'backDay' | 'now'> {
  by: string
  agrees: boolean
  text: string
}

/** The other's word, to whoever asked. */
export const describeSwapDecided = (calendar: OfficeCalendar, { number, by, agrees, day, backDay, text, now }: DecidedSwap): string => {
  const back = backDay === null ? '' : `,您改值 ${formatDay(calendar, backDay, now)}`
  const words = agrees ? `同意换班,${formatDay(calendar, day, now)} 不用您值了${back}` : `不能换 ${formatDay(calendar, day, now)} 的班`
  return `〔${number}〕${by} ${words}${text === '' ? '' : `:${text}`}`
}

export const describeSwapAnswered = (
  w: Wording,
  number: number,
  { agrees, day, backDay, left }: { agrees: boolean; day: Day; backDay: Day | null; left: number },
): string => {
  const back = backDay === null ? '' : `,您 ${formatDay(w.calendar, backDay, w.now)} 的班由对方值`
  const done = agrees ? `已换班,${formatDay(w.calendar, day, w.now)} 由您值班${back}` : '已转告对方,不换'
  return `〔${number}〕${done}${left === 0 ? '' : `;还有 ${left} 个换班申请等您答复`}`
}

/** Words of the timeline. */
export const rosterActs = { lapsed: '未等到答复或班次有变动' } as const

/** Why a swap or its answer is not taken; said to the speaker alone. */
export const swapRefusals = {
  nothingToGive: '您那天没有还没开始的班',
  nothingBack: (name: string): string => `${name} 那天没有还没开始的班`,
  over: (number: number): string => `〔${number}〕已结束`,
  askedAlready: (name: string): string => `已请过 ${name},等对方答复;也可另请别人,或发“#换班 撤回”`,
  noneAsked: '您没有等待答复的换班申请',
  nothingToAnswer: (number: number): string => `〔${number}〕没有等您答复的换班`,
  stale: (number: number): string => `那天的班已经开始或已改排,换不成了;请发“#不同意 ${number} 已改排”`,
  whose: (calendar: OfficeCalendar, number: number, asked: readonly { from: string; day: Day }[], now: Instant): string =>
    `〔${number}〕有几个换班等您答复,请写明是谁的:\n${asked.map(({ from, day }) => `#同意 ${number} ${from}(${formatDay(calendar, day, now).replace(/\(.*\)/u, '')}的班)`).join('\n')}`,
} as const

export const describeHandedToYou = (
  calendar: OfficeCalendar,
  { number, title, from, text, toAt, now }: SpokenSlot & { from: string; text: string },
): string =>
  `〔${number}〕${title}:${from} 交班给您,到 ${formatInstant(calendar, toAt, now)}${text === '' ? '' : `\n${pad}交接:${text}`}\n${pad}每个时段回复“#无异常”,有情况发“#发现 …”`

export const describeHandedOver = (w: Wording, { number, to, until }: { number: number; to: string; until: Instant }): string =>
  `〔${number}〕已交班给 ${to},由对方值到 ${formatInstant(w.calendar, until, w.now)}`

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
            `〔${number}〕${formatInstant(w.calendar, fromAt, w.now)}–${formatClock(w.calendar, toAt)} ${stateNames[state]}`,
        )
        .join('\n')
