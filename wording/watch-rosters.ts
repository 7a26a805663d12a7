import type { Day } from '../rules/instant.ts'
import { runsOfSlots, type SlotRun } from '../rules/slot-runs.ts'
import { slotsOfDay, type WatchTimes } from '../rules/watch-slots.ts'
import { formatClock, formatDay } from './instants.ts'
import { nameMember, nameUnit } from './names.ts'
import type { Wording } from './tasks.ts'

const pad = '      '
/** Several rosters fit: the words to send for each. */
export const describeWhichRoster = (tag: string, rosters: readonly { number: number; title: string }[]): string =>
  `有几张值班表,请写编号,如“#${tag} ${rosters[0]?.number ?? ''} 11月24日 张三”:${rosters.map(({ number, title }) => `〔${number}〕${title}`).join('、')}`

const lengthName = (minutes: number): string => {
  if (minutes % 60 !== 0) return minutes === 30 ? '每半小时' : `每${minutes}分钟`
  return minutes === 60 ? '每小时' : `每${minutes / 60}小时`
}

/** 每天 08:30–22:30,每小时一班 */
const describeTimes = (times: WatchTimes): string =>
  'shifts' in times
    ? `每天 ${times.shifts.map(({ name, from, to }) => `${name} ${from}–${to <= from ? '次日' : ''}${to}`).join('、')}`
    : `每天 ${times.from}–${times.to},${lengthName(times.everyMinutes)}一班`

interface Roster {
  number: number
  title: string
  times: WatchTimes
}

/** The answer to #值班表 that opens one. */
export const describeWatchOpened = (w: Wording, { number, title, times, dutyUnitId }: Roster & { dutyUnitId: string }): string =>
  `〔${number}〕已建值班表:${title}\n${pad}${describeTimes(times)};发现的情况交 ${nameUnit(w.directory, dutyUnitId)}`

/** How a roster that stands empty is filled. */
export const describeHowToPlan = (w: Wording, number: number): string => {
  const [, month, date] = w.calendar.addDays(w.calendar.dayOf(w.now), 1).split('-').map(Number)
  return `${pad}排班请发“#排班 ${number} ${month}月${date}日 张三”,可一行一天,也可写“下周 张三、李四 轮流”`
}

const shortName = (w: Wording, memberId: string): string => {
  const name = w.directory.findMember(memberId)?.name ?? '未知人员'
  return w.directory.members.filter((member) => member.name === name && !member.left).length > 1 ? nameMember(w.directory, memberId) : name
}

const spanOf = (w: Wording, { day, fromAt, toAt }: SlotRun): string =>
  `${formatClock(w.calendar, fromAt)}–${w.calendar.dayOf(toAt) === day ? '' : '次日'}${formatClock(w.calendar, toAt)}`

/** 白班 张三、夜班 李四, or 张三 08:30–15:30、李四 15:30–22:30 */
const describeDay = (w: Wording, times: WatchTimes, day: Day, slots: readonly SlotRun[]): string => {
  if (!('shifts' in times))
    return runsOfSlots(slots)
      .map((run) => `${shortName(w, run.memberId)} ${spanOf(w, run)}`)
      .join('、')
  const names = new Map(slotsOfDay(w.calendar, times, day).map(({ fromAt, shift }) => [fromAt, shift]))
  return slots.map((slot) => `${names.get(slot.fromAt) ?? spanOf(w, slot)} ${shortName(w, slot.memberId)}`).join('、')
}

const mostDays = 14

interface SpokenSlot extends SlotRun {
  /** Who had it before; absent or null: nobody. */
  beforeId?: string | null
}

/** (原排 王五、孙磊) */
const describeBefore = (w: Wording, slots: readonly SpokenSlot[]): string => {
  const before = slots.flatMap(({ beforeId, memberId }) => (beforeId != null && beforeId !== memberId ? [beforeId] : []))
  const names = [...new Set(before)].map((id) => shortName(w, id))
  return names.length === 0 ? '' : `(原排 ${names.join('、')})`
}

const describeDays = (w: Wording, { number, times }: Roster, slots: readonly SpokenSlot[]): string => {
  const days = [...new Set(slots.map(({ day }) => day))]
  const lines = days.slice(0, mostDays).map((day) => {
    const ofDay = slots.filter((slot) => slot.day === day)
    return `${pad}${formatDay(w.calendar, day, w.now)} ${describeDay(w, times, day, ofDay)}${describeBefore(w, ofDay)}`
  })
  const left = days.length - lines.length
  return [...lines, ...(left > 0 ? [`${pad}……另有 ${left} 天,私信 #值班表 ${number} 看近日的`] : [])].join('\n')
}

/** The answer to 排班: what stands now, day by day, and who had what went to somebody else. */
export const describePlanned = (w: Wording, roster: Roster, slots: readonly SpokenSlot[]): string =>
  `〔${roster.number}〕${roster.title} 已排 ${slots.length} ${'shifts' in roster.times ? '班' : '个时段'}\n${describeDays(w, roster, slots)}`

/** The coming days of a roster: who, and never what came of it. */
export const describeRoster = (w: Wording, roster: Roster & { slots: readonly SlotRun[]; days: number; keeps: boolean }): string => {
  const { number, title, slots, days, keeps } = roster
  if (slots.length > 0) return `〔${number}〕${title}\n${describeDays(w, roster, slots)}`
  return `〔${number}〕${title}:${days} 天内没有排班${keeps ? `\n${describeHowToPlan(w, number)}` : ''}`
}

interface Planned {
  number: number
  title: string
  gained: readonly SlotRun[]
  lost: readonly SlotRun[]
}

const mostRuns = 7

const describeRuns = (w: Wording, runs: readonly SlotRun[]): string => {
  const lines = runs.slice(0, mostRuns).map((run) => `${pad}${formatDay(w.calendar, run.day, w.now)} ${spanOf(w, run)}`)
  const left = runs.length - lines.length
  return [...lines, ...(left > 0 ? [`${pad}……另有 ${left} 段,私信 #我的班 查看`] : [])].join('\n')
}

/** Said in private to everybody whose slots a plan changed. */
export const describePlannedForYou = (w: Wording, { number, title, gained, lost }: Planned): string =>
  [
    ...(gained.length > 0 ? [`〔${number}〕${title}:给您排了班`, describeRuns(w, gained)] : []),
    ...(lost.length > 0 ? [`〔${number}〕${title}:您以下的班已改由别人值`, describeRuns(w, lost)] : []),
    ...(gained.length > 0
      ? [`${pad}有事请发“#换班 @某人 ${formatDay(w.calendar, gained[0]?.day ?? '', w.now).replace(/\(.*\)/u, '')}”`]
      : []),
  ].join('\n')

/** 结束值班 */
export const describeWatchEnded = (number: number, title: string): string => `〔${number}〕${title} 已结束,以后的班不用再值`
