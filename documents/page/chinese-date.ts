import { createZoneClock } from '../../rules/calendar/zone-clock.ts'
import type { Day, Instant } from '../../rules/instant.ts'

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** 2026年4月3日: as papers write it, without leading zeros. */
export const chineseDate = (day: Day): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** What the clocks of the zone show at an instant, as a Date whose UTC reading it is (spreadsheets keep times without a zone). Made once for many instants. */
export const wallClock = (zone: string): ((at: Instant) => Date) => {
  const clock = createZoneClock(zone)
  return (at) => new Date(at + clock.offsetAt(at))
}

/** 2026年4月3日 09:05. */
export const chineseTime = (at: Instant, zone: string): string => {
  const wall = wallClock(zone)(at).toISOString()
  return `${chineseDate(wall.slice(0, 10))} ${wall.slice(11, 16)}`
}

/** 2026年4月30日（周四）17:30前: a limit, with its weekday (docs/rules.md, Deadline policy). */
export const chineseLimit = (at: Instant, zone: string): string => {
  const wall = wallClock(zone)(at)
  return `${chineseDate(wall.toISOString().slice(0, 10))}（${weekdays[wall.getUTCDay()]}）${wall.toISOString().slice(11, 16)}前`
}
