import type { OfficeCalendar } from '../../rules/calendar/index.ts'
import { daysInMonth, makeDay } from '../../rules/calendar/civil-day.ts'
import type { Instant } from '../../rules/instant.ts'
import type { OfficeSettings } from '../../rules/office-settings.ts'

/**
 * When officers are reminded in a month: the configured days at the hour of reminders, each moved to the next working day, or to the
 * month's last one where that would be in the next month (docs/rules.md, Quotas). In order, each once.
 */
export const quotaSlotsOf = (calendar: OfficeCalendar, settings: OfficeSettings, year: number, month: number): Instant[] => {
  const last = makeDay(year, month, daysInMonth(year, month))
  const days = settings.submissions.quotaReminderDays.map((dayOfMonth) => {
    const day = makeDay(year, month, dayOfMonth)
    const moved = calendar.isWorkingDay(day) ? day : calendar.addWorkingDays(day, 1)
    if (moved <= last) return moved
    return calendar.isWorkingDay(last) ? last : calendar.addWorkingDays(last, -1)
  })
  return [...new Set(days)].toSorted().map((day) => calendar.at(day, settings.reminders.at))
}

const monthOf = (calendar: OfficeCalendar, at: Instant): [number, number] => {
  const day = calendar.dayOf(at)
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
}

/** The last slot of this month that has come; null before the first. What was missed in a month that is over is not said any more. */
export const latestQuotaSlot = (calendar: OfficeCalendar, settings: OfficeSettings, now: Instant): Instant | null =>
  quotaSlotsOf(calendar, settings, ...monthOf(calendar, now)).findLast((slot) => slot <= now) ?? null

/** The first slot after an instant; null where the office reminds of nothing. */
export const nextQuotaSlot = (calendar: OfficeCalendar, settings: OfficeSettings, after: Instant): Instant | null => {
  const [year, month] = monthOf(calendar, after)
  const next: [number, number] = month === 12 ? [year + 1, 1] : [year, month + 1]
  return (
    [...quotaSlotsOf(calendar, settings, year, month), ...quotaSlotsOf(calendar, settings, ...next)].find((slot) => slot > after) ?? null
  )
}
