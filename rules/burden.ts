import type { OfficeCalendar } from './calendar/index.ts'
import type { Day, Instant } from './instant.ts'
import { lifecycles, type Duty, type MatterKind } from './lifecycles/index.ts'
import type { OfficeSettings } from './office-settings.ts'
import { isQuiet } from './reminder-policy.ts'

/** Duties that ask somebody to do something; what comes back to the one who asked (review, set_due) is no demand. */
const asking: readonly Duty[] = ['handle', 'acknowledge', 'submit', 'watch']

/**
 * Whether a duty of that kind of matter is a demand on the unit that owes it: what parties owe by being parties (docs/rules.md, Burden).
 * A suggestion asks the office's own supervisors, and nobody is to think twice before making one.
 */
export const isDemand = (kind: MatterKind, duty: Duty): boolean =>
  kind !== 'suggestion' && lifecycles[kind].duty === duty && asking.includes(duty)

/** Outside office hours: quiet hours and non-working days, as for reminders. */
export const isAfterHours = (calendar: OfficeCalendar, settings: OfficeSettings, at: Instant): boolean =>
  isQuiet(calendar, settings.reminders, at)

const mondayOf = (calendar: OfficeCalendar, day: Day): Day => calendar.addDays(day, 1 - calendar.weekday(day))
const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01`

/** The first day of the part of a week that lies in one month: weeks and months are both sums of such parts. */
export const partOf = (calendar: OfficeCalendar, day: Day): Day => {
  const [monday, month] = [mondayOf(calendar, day), monthOf(day)]
  return monday > month ? monday : month
}

export type Period = 'week' | 'month'

/** The first day of the week (Monday) or month that a day lies in. */
export const periodOf = (calendar: OfficeCalendar, period: Period, day: Day): Day =>
  period === 'week' ? mondayOf(calendar, day) : monthOf(day)

/** The first days of the last `count` weeks or months up to the one that holds `day`, oldest first. */
export const lastPeriods = (calendar: OfficeCalendar, period: Period, day: Day, count: number): Day[] => {
  const starts: Day[] = []
  for (let start = periodOf(calendar, period, day); starts.length < count;) {
    starts.push(start)
    start = periodOf(calendar, period, calendar.addDays(start, -1))
  }
  return starts.toReversed()
}
