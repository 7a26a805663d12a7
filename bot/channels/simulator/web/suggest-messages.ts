import type { OfficeCalendar } from '../../../../rules/calendar/index.ts'
import type { Instant } from '../../../../rules/instant.ts'

/** A line for a newcomer to try. `as` and the names in it are people of the demo office; `{n}` is the matter's number. */
export interface Suggestion {
  as: string
  text: string
}

/** Far enough that the limit is never past, near enough that its reminders can be seen. */
const workingDaysAhead = 4

/** The three messages to try first, a whole round of the main job, with a limit that is right on every day of the year. */
export function suggestMessages(calendar: OfficeCalendar, now: Instant): Suggestion[] {
  const [, month, day] = calendar.addWorkingDays(calendar.dayOf(now), workingDaysAhead).split('-').map(Number)
  return [
    { as: '张三', text: `#任务 @李四 @王五 ${month}月${day}日下班前完成老旧小区消防隐患排查,李四牵头` },
    { as: '李四', text: '收到' },
    { as: '李四', text: '#反馈 {n} 已排查12栋,发现隐患3处,60%' },
  ]
}
