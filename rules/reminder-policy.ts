import type { OfficeCalendar } from './calendar/index.ts'
import { HOUR_MS, type Day, type Instant } from './instant.ts'
import type { OfficeSettings } from './office-settings.ts'

export interface ReminderSlot {
  at: Instant
  /** `before_3`, `before_1`, `due_day`, `same_day`, `overdue_1`, `overdue_2` … : unique per todo and due. */
  slot: string
}

export interface ReminderInput {
  openedAt: Instant
  dueAt: Instant
}

/** "On the day" of a non-working due day is the last working day before it (settled.md, Reminder slots). */
const dayToRemind = (calendar: OfficeCalendar, due: Day): Day => (calendar.isWorkingDay(due) ? due : calendar.addWorkingDays(due, -1))

const slotsUpToDue = (calendar: OfficeCalendar, policy: OfficeSettings['reminders'], todo: ReminderInput): ReminderSlot[] => {
  const dueDay = calendar.dayOf(todo.dueAt)
  if (calendar.dayOf(todo.openedAt) === dueDay) {
    return [{ at: todo.dueAt - policy.sameDayHoursBefore * HOUR_MS, slot: 'same_day' }]
  }
  const before = policy.workingDaysBefore.map((days) => ({
    at: calendar.at(calendar.addWorkingDays(dueDay, -days), policy.at),
    slot: `before_${days}`,
  }))
  return [...before, { at: calendar.at(dayToRemind(calendar, dueDay), policy.at), slot: 'due_day' }]
}

/** The n-th overdue slot: working mornings after the due day, 1 for the first. */
const overdueSlot = (calendar: OfficeCalendar, policy: OfficeSettings['reminders'], dueDay: Day, n: number): ReminderSlot => ({
  at: calendar.at(calendar.addWorkingDays(dueDay, n), policy.at),
  slot: `overdue_${n}`,
})

/**
 * The first reminder of a todo strictly after `after`; slots before its creation are dropped (settled.md).
 * An open todo always has a next one once overdue: once a working day until it is closed.
 */
export const nextReminder = (
  calendar: OfficeCalendar,
  policy: OfficeSettings['reminders'],
  todo: ReminderInput,
  after: Instant,
): ReminderSlot => {
  const from = Math.max(after, todo.openedAt)
  const [first] = slotsUpToDue(calendar, policy, todo)
    .filter((slot) => slot.at > from)
    .toSorted((a, b) => a.at - b.at)
  if (first) return first
  const dueDay = calendar.dayOf(todo.dueAt)
  let n = Math.max(1, calendar.workingDaysBetween(dueDay, calendar.dayOf(from)))
  while (overdueSlot(calendar, policy, dueDay, n).at <= from) n += 1
  return overdueSlot(calendar, policy, dueDay, n)
}
