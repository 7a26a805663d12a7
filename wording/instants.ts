import type { OfficeCalendar } from '../rules/calendar/index.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, type Day, type Instant } from '../rules/instant.ts'

const weekdays = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日']
const two = (n: number): string => String(n).padStart(2, '0')

/** 11月27日(周五); with the year when it is not that of `now`. */
export const formatDay = (calendar: OfficeCalendar, day: Day, now: Instant): string => {
  const [year, month, date] = day.split('-').map(Number)
  const sameYear = calendar.dayOf(now).startsWith(`${year}-`)
  return `${sameYear ? '' : `${year}年`}${month}月${date}日(${weekdays[calendar.weekday(day)]})`
}

/** 08:30 */
export const formatClock = (calendar: OfficeCalendar, at: Instant): string => {
  const { hour, minute } = calendar.toLocal(at)
  return `${two(hour)}:${two(minute)}`
}

/** 11月27日(周五)17:30: every deadline is shown back with its weekday (docs/rules.md, Deadline policy). */
export const formatInstant = (calendar: OfficeCalendar, at: Instant, now: Instant): string => {
  const local = calendar.toLocal(at)
  return `${formatDay(calendar, local.day, now)}${formatClock(calendar, at)}`
}

/** A limit just set: 12月13日(周日)17:30(当天为非工作日). A day off that was named stands, and is flagged (docs/rules.md, Deadline policy). */
export const formatNewDue = (calendar: OfficeCalendar, at: Instant, now: Instant): string =>
  `${formatInstant(calendar, at, now)}${calendar.isWorkingDay(calendar.dayOf(at)) ? '' : '(当天为非工作日)'}`

/** 11月27日, 11月27日23:59: a limit as it can be sent back; the close of work needs no clock time. */
export const formatForReply = (calendar: OfficeCalendar, at: Instant, now: Instant): string => {
  const day = calendar.dayOf(at)
  return `${formatDay(calendar, day, now).replace(/\(.*\)/u, '')}${at === calendar.closeOfWork(day) ? '' : formatClock(calendar, at)}`
}

/** 2天3小时, 40分钟: how long something took. */
export const formatDuration = (ms: number): string => {
  const days = Math.floor(ms / DAY_MS)
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS)
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
  if (days > 0) return `${days}天${hours > 0 ? `${hours}小时` : ''}`
  if (hours > 0) return `${hours}小时${minutes > 0 ? `${minutes}分钟` : ''}`
  return minutes > 0 ? `${minutes}分钟` : '不到1分钟'
}
