import { dayNumber, dayOfNumber, daysInMonth } from '../calendar/civil-day.ts'
import type { OfficeCalendar } from '../calendar/index.ts'
import type { Instant } from '../instant.ts'
import type { Occurrence, ReadingContext, RecurringRule } from './reading.ts'
import { dayIn, lastOfMonth, mondayOf, partsOf, type DayNumber } from './wall.ts'

/** One period of a rule: its first day and the days its limits fall on. */
interface Turn {
  first: DayNumber
  days: readonly DayNumber[]
}

const monthsOf = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const

function weekTurn(rule: RecurringRule, monday: DayNumber, calendar: OfficeCalendar): Turn {
  if (rule.weekdays !== undefined) return { first: monday, days: rule.weekdays.map((weekday) => monday + weekday - 1) }
  if (rule.workingDay !== undefined) return { first: monday, days: [workingDayOf(monday, monday + 6, rule.workingDay, calendar)] }
  return { first: monday, days: [workingDayOf(monday, monday + 6, -1, calendar)] }
}

/** The n-th working day of a span (-1 the last); the span's last day when it has none. */
function workingDayOf(first: DayNumber, last: DayNumber, n: number, calendar: OfficeCalendar): DayNumber {
  const from = n > 0 ? first - 1 : last + 1
  const day = dayNumber(calendar.addWorkingDays(dayOfNumber(from), n))
  return day < first || day > last ? last : day
}

function monthTurn(rule: RecurringRule, year: number, month: number, length: number, calendar: OfficeCalendar): Turn {
  const first = dayIn(year, month, 1)
  const dueMonth = month + (rule.month ?? length) - 1
  const monthFirst = dayIn(year, dueMonth, 1)
  const monthLast = lastOfMonth(year, dueMonth)
  if (rule.workingDay !== undefined) return { first, days: [workingDayOf(monthFirst, monthLast, rule.workingDay, calendar)] }
  const days = (rule.days ?? [-1]).map((day) => (day < 0 ? monthLast : Math.min(monthFirst + day - 1, monthLast)))
  return { first, days }
}

function halfMonthTurn(year: number, month: number, half: number): Turn {
  const real = partsOf(dayIn(year, month, 1))
  const first = dayIn(real.year, real.month, half === 0 ? 1 : 16)
  return { first, days: [half === 0 ? first + 14 : first - 16 + daysInMonth(real.year, real.month)] }
}

/** The period that lies `step` periods after the one of `day`. */
function turnAt(rule: RecurringRule, day: DayNumber, step: number, calendar: OfficeCalendar): Turn {
  const { year, month, day: date } = partsOf(day)
  if (rule.every === 'day') return { first: day + step, days: [day + step] }
  if (rule.every === 'working-day') {
    return { first: day + step, days: calendar.isWorkingDay(dayOfNumber(day + step)) ? [day + step] : [] }
  }
  if (rule.every === 'week') return weekTurn(rule, mondayOf(day) + step * 7, calendar)
  if (rule.every === 'half-month') {
    const halves = (date > 15 ? 1 : 0) + step
    return halfMonthTurn(year, month + Math.floor(halves / 2), ((halves % 2) + 2) % 2)
  }
  const length = monthsOf[rule.every]
  const first = month - ((month - 1) % length)
  return monthTurn(rule, year, first + step * length, length, calendar)
}

function dueOn(rule: RecurringRule, day: DayNumber, calendar: OfficeCalendar): Instant {
  const name = dayOfNumber(day)
  if (rule.clock !== undefined) return calendar.at(name, rule.clock)
  if (rule.at === 'morning-close') return calendar.morningClose(name)
  return rule.at === 'open' ? calendar.openOfWork(name) : calendar.closeOfWork(name)
}

/**
 * The first turn of a rule whose limit lies after an instant. With an interval the periods are counted from the one
 * `after` lies in, so that giving it the last turn's limit keeps the rhythm. Undefined when the rule's spans are over.
 */
export function findOccurrence(rule: RecurringRule, after: Instant, calendar: OfficeCalendar): Occurrence | undefined {
  const day = dayNumber(calendar.dayOf(after))
  const tries = rule.within === undefined && rule.every !== 'working-day' ? 40 : 800
  for (let step = 0; step < tries; step++) {
    const turn = turnAt(rule, day, step * (rule.interval ?? 1), calendar)
    for (const dueDay of turn.days) {
      const name = dayOfNumber(dueDay)
      if (rule.within !== undefined && !rule.within.some(({ from, to }) => from <= name && name <= to)) continue
      const due = dueOn(rule, dueDay, calendar)
      if (due > after) return { start: calendar.at(dayOfNumber(turn.first), '00:00'), due }
    }
  }
  return undefined
}

/** When a rule that is over comes round again: 9999-12-31, later than any office clock. */
export const NEVER: Instant = Date.UTC(9999, 11, 31)

/**
 * The turn that follows an instant (give the last turn's `due` to get the next one). A rule bound to spans of days
 * that are over answers a turn at `NEVER`.
 */
export function nextOccurrence(
  rule: RecurringRule,
  after: Instant,
  { calendar }: Pick<ReadingContext, 'calendar' | 'settings'>,
): Occurrence {
  return findOccurrence(rule, after, calendar) ?? { start: NEVER, due: NEVER }
}
