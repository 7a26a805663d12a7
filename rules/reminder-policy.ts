import type { OfficeCalendar } from './calendar/index.ts'
import { HOUR_MS, MINUTE_MS, type Day, type Instant } from './instant.ts'
import type { OfficeSettings } from './office-settings.ts'

export interface ReminderSlot {
  at: Instant
  /** `before_3`, `before_1`, `due_day`, `same_day`, `overdue_1`, `overdue_2` … : unique per todo and due. */
  slot: string
}

export interface ReminderInput {
  openedAt: Instant
  dueAt: Instant
  /** 特急: neither quiet hours nor a day off move its reminders. */
  critical?: boolean
  /** Where hours count: reminders this many minutes before the due instead of days. */
  minutesBefore?: readonly number[]
}

type Policy = OfficeSettings['reminders']

/** "On the day" of a non-working due day is the last working day before it (docs/rules.md, Reminder slots); 特急 keeps the day itself. */
const dayToRemind = (calendar: OfficeCalendar, due: Day, critical: boolean): Day =>
  critical || calendar.isWorkingDay(due) ? due : calendar.addWorkingDays(due, -1)

const slotsUpToDue = (calendar: OfficeCalendar, policy: Policy, todo: ReminderInput): ReminderSlot[] => {
  const dueDay = calendar.dayOf(todo.dueAt)
  if (todo.minutesBefore)
    return todo.minutesBefore
      .map((minutes) => ({ at: todo.dueAt - minutes * MINUTE_MS, slot: `minutes_${minutes}` }))
      .filter(({ at }) => at > todo.openedAt)
      .toSorted((a, b) => a.at - b.at)
  if (calendar.dayOf(todo.openedAt) === dueDay) {
    return [{ at: todo.dueAt - policy.sameDayHoursBefore * HOUR_MS, slot: 'same_day' }].filter(({ at }) => at > todo.openedAt)
  }
  const before = policy.workingDaysBefore.map((days) => ({
    at: calendar.at(calendar.addWorkingDays(dueDay, -days), policy.at),
    slot: `before_${days}`,
  }))
  return [...before, { at: calendar.at(dayToRemind(calendar, dueDay, todo.critical ?? false), policy.at), slot: 'due_day' }]
    .filter(({ at }) => at > todo.openedAt && at <= todo.dueAt)
    .toSorted((a, b) => a.at - b.at)
}

/** The overdue slot of a working morning after the due day: `overdue_1` for the first. */
const overdueSlot = (calendar: OfficeCalendar, policy: Policy, dueDay: Day, day: Day): ReminderSlot => ({
  at: calendar.at(day, policy.at),
  slot: `overdue_${calendar.workingDaysBetween(dueDay, day)}`,
})

/**
 * The first reminder of a todo strictly after `after`; slots before its creation are dropped (docs/rules.md, Reminder slots).
 * An open todo always has a next one once overdue: once a working day until it is closed.
 */
export const nextReminder = (calendar: OfficeCalendar, policy: Policy, todo: ReminderInput, after: Instant): ReminderSlot => {
  const from = Math.max(after, todo.openedAt)
  const first = slotsUpToDue(calendar, policy, todo).find((slot) => slot.at > from)
  if (first) return first
  const dueDay = calendar.dayOf(todo.dueAt)
  const day = calendar.dayOf(from)
  const isStillToday = day > dueDay && calendar.isWorkingDay(day) && calendar.at(day, policy.at) > from
  const start = day > dueDay ? day : dueDay
  return overdueSlot(calendar, policy, dueDay, isStillToday ? day : calendar.addWorkingDays(start, 1))
}

/** The last reminder at or before `now`: what one message stands for when several slots were missed. Null before the first. */
export const latestReminder = (calendar: OfficeCalendar, policy: Policy, todo: ReminderInput, now: Instant): ReminderSlot | null => {
  const dueDay = calendar.dayOf(todo.dueAt)
  const today = calendar.dayOf(now)
  const hasCome = calendar.isWorkingDay(today) && calendar.at(today, policy.at) <= now
  const day = hasCome ? today : calendar.addWorkingDays(today, -1)
  if (day > dueDay && calendar.at(day, policy.at) > todo.openedAt) return overdueSlot(calendar, policy, dueDay, day)
  return slotsUpToDue(calendar, policy, todo).findLast((slot) => slot.at <= now) ?? null
}

/** How many working mornings a slot is past the due day: 3 for `overdue_3`, 0 for every slot up to the due. */
export const overdueCount = (slot: string): number => (slot.startsWith('overdue_') ? Number(slot.slice('overdue_'.length)) : 0)

const isQuietClock = (policy: Policy, clock: string): boolean =>
  policy.quietFrom <= policy.quietTo
    ? policy.quietFrom <= clock && clock < policy.quietTo
    : clock >= policy.quietFrom || clock < policy.quietTo

const two = (value: number): string => String(value).padStart(2, '0')

/** Whether reminders wait at that instant: quiet hours and non-working days (docs/rules.md, Quiet hours and snooze). */
export const isQuiet = (calendar: OfficeCalendar, policy: Policy, at: Instant): boolean => {
  const { day, hour, minute } = calendar.toLocal(at)
  return !calendar.isWorkingDay(day) || isQuietClock(policy, `${two(hour)}:${two(minute)}`)
}

/** The first reminder morning after `at`: the hour of reminders, or the end of quiet hours when that hour is a quiet one. */
export const nextMorning = (calendar: OfficeCalendar, policy: Policy, at: Instant): Instant => {
  const clock = isQuietClock(policy, policy.at) ? policy.quietTo : policy.at
  const day = calendar.dayOf(at)
  const today = calendar.at(day, clock)
  return calendar.isWorkingDay(day) && today > at ? today : calendar.at(calendar.addWorkingDays(day, 1), clock)
}
