import type { Stage } from '../database/stage.ts'
import type { OfficeCalendar } from '../rules/calendar/index.ts'
import { DAY_MS, type Day, type Instant } from '../rules/instant.ts'

/** A named time of the office's calendar, in the office's zone. */
export interface CalendarCadence {
  /** `HH:mm` */
  at: string
  on: 'every_day' | 'working_days' | { weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7 } | { dayOfMonth: number }
}

interface NamedJob {
  /** At most 32 characters; the key of its rows in `job_runs`. */
  name: string
}

/** Asked at every tick; what it has done is kept in the rows it works on, so it may be asked as often as one likes. */
export interface SweepJob extends NamedJob {
  cadence: 'tick'
  run(stage: Stage): Promise<void>
  /**
   * When it will next have something to do, strictly after `after`; null when nothing is planned. What is overdue counts for an `after`
   * before it. Virtual time steps by it, and passes over what has nothing to do; without it a sweep runs at every step.
   */
  nextAt?(stage: Stage, after: Instant): Promise<Instant | null>
}

/** Runs once in each slot of the calendar, across processes (`job_runs`); its `run` must bear being repeated after a crash. */
export interface CalendarJob extends NamedJob {
  cadence: CalendarCadence
  /** Slots that passed while no process ran: forgotten, or made up for by one run. */
  missed: 'skip' | 'run_once'
  run(stage: Stage, slot: Instant): Promise<void>
}

export type Job = SweepJob | CalendarJob

const isSlotDay = (calendar: OfficeCalendar, { on }: CalendarCadence, day: Day): boolean => {
  if (on === 'every_day') return true
  if (on === 'working_days') return calendar.isWorkingDay(day)
  return 'weekday' in on ? calendar.weekday(day) === on.weekday : Number(day.slice(8)) === on.dayOfMonth
}

/** A day of the month comes round within this; longer holidays do not exist. */
const horizonDays = 62

/** The first slot strictly after `after`. */
export const nextSlot = (calendar: OfficeCalendar, cadence: CalendarCadence, after: Instant): Instant | null => {
  for (let day = calendar.dayOf(after), n = 0; n <= horizonDays; n += 1, day = calendar.addDays(day, 1)) {
    const slot = calendar.at(day, cadence.at)
    if (slot > after && isSlotDay(calendar, cadence, day)) return slot
  }
  return null
}

/** The last slot at or before `now`. */
export const latestSlot = (calendar: OfficeCalendar, cadence: CalendarCadence, now: Instant): Instant | null => {
  for (let day = calendar.dayOf(now), n = 0; n <= horizonDays; n += 1, day = calendar.addDays(day, -1)) {
    const slot = calendar.at(day, cadence.at)
    if (slot <= now && isSlotDay(calendar, cadence, day)) return slot
  }
  return null
}

/** The cron expression that wakes the ticker for a cadence; on working days every weekday and day off is looked at, and the calendar decides. */
export const cronOf = ({ at, on }: CalendarCadence): string => {
  const [hour, minute] = [Number(at.slice(0, 2)), Number(at.slice(3))]
  const dayOfMonth = typeof on === 'object' && 'dayOfMonth' in on ? on.dayOfMonth : '*'
  const weekday = typeof on === 'object' && 'weekday' in on ? on.weekday % 7 : '*'
  return `${minute} ${hour} ${dayOfMonth} * ${weekday}`
}

/** A missed slot is "now" for this long, whatever its policy says: a tick may be late. */
export const slotGraceMs = DAY_MS / 288
