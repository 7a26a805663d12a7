import { z } from 'zod'
import { clock } from './clock.ts'
import type { OfficeCalendar } from './calendar/index.ts'
import { DAY_MS, MINUTE_MS, type Day, type Instant } from './instant.ts'

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** When there is a watch: slots of the same length (舆情监测 08:30–22:30, hourly), or named shifts, which may run past midnight. */
export const watchTimesSchema = z.union([
  z
    .strictObject({ from: clock, to: clock, everyMinutes: z.int().min(15, '每个时段至少 15 分钟').max(1_440) })
    .refine(({ from, to }) => minutesOf(from) < minutesOf(to), '起止时间前后颠倒'),
  z
    .strictObject({
      shifts: z
        .array(z.strictObject({ name: z.string().trim().min(1).max(10), from: clock, to: clock }))
        .min(1)
        .max(6),
    })
    .refine(({ shifts }) => new Set(shifts.map(({ name }) => name)).size === shifts.length, '班次名称重复'),
])

export type WatchTimes = z.infer<typeof watchTimesSchema>

/** One slot of a day, and the shift it belongs to. */
export interface PlannedSlot {
  shift: string | null
  fromAt: Instant
  toAt: Instant
}

/** The slots of a day, in order. */
export const slotsOfDay = (calendar: OfficeCalendar, times: WatchTimes, day: Day): PlannedSlot[] => {
  if ('shifts' in times) {
    return times.shifts
      .map(({ name, from, to }) => {
        const fromAt = calendar.at(day, from)
        const ends = calendar.at(day, to)
        return { shift: name, fromAt, toAt: ends > fromAt ? ends : ends + DAY_MS }
      })
      .toSorted((a, b) => a.fromAt - b.fromAt)
  }
  const last = calendar.at(day, times.to)
  const slots: PlannedSlot[] = []
  for (let fromAt = calendar.at(day, times.from); fromAt < last; fromAt += times.everyMinutes * MINUTE_MS) {
    slots.push({ shift: null, fromAt, toAt: Math.min(last, fromAt + times.everyMinutes * MINUTE_MS) })
  }
  return slots
}

/** The days between two, both with them. */
export const daysBetween = (calendar: OfficeCalendar, from: Day, to: Day): Day[] => {
  const days: Day[] = []
  for (let day = from; day <= to; day = calendar.addDays(day, 1)) days.push(day)
  return days
}

const hour = '(\\d{1,2})(?::([0-5]\\d)|[点时](半|[0-5]?\\d)?分?)?'
/** A pattern for 8:30-12:30 and 17点半至次日8点, in plain letters; may also match days, which `clocksOf` tells apart. */
export const clockSpan = `${hour}\\s*(?:-|—|–|~|至|到){1,2}\\s*(?:次日|第二天|翌日)?\\s*${hour}`

const clockOf = (hours: string | undefined, minutes: string | undefined, half: string | undefined): string =>
  `${(hours ?? '').padStart(2, '0')}:${half === '半' ? '30' : (minutes ?? half ?? '0').padStart(2, '0')}`

/** The two times of a span that `clockSpan` found; null where it is no span of times of day. */
export const clocksOf = (found: readonly (string | undefined)[]): { from: string; to: string } | null => {
  const [whole = '', fromHour, fromMinute, fromHalf, toHour, toMinute, toHalf] = found
  if (!/[:点时]/u.test(whole) || Number(fromHour) > 23 || Number(toHour) > 24) return null
  const to = clockOf(toHour, toMinute, toHalf)
  return { from: clockOf(fromHour, fromMinute, fromHalf), to: to.startsWith('24') ? '00:00' : to }
}

/** Slots of a day that are meant: a shift by its name, or those that begin from one time until before another, past midnight where it is earlier. */
export type SlotChoice = { shift: string } | { from: string; to: string }

const isChosen = (calendar: OfficeCalendar, day: Day, slot: PlannedSlot, choice: SlotChoice): boolean => {
  if ('shift' in choice) return slot.shift === choice.shift
  const from = calendar.at(day, choice.from)
  const to = calendar.at(day, choice.to)
  return from <= slot.fromAt && slot.fromAt < (to > from ? to : to + DAY_MS)
}

/** The slots of a day that any of the choices means; all of them where nothing is chosen. */
export const chooseSlots = (calendar: OfficeCalendar, times: WatchTimes, day: Day, choices: readonly SlotChoice[]): PlannedSlot[] =>
  slotsOfDay(calendar, times, day).filter((slot) => choices.length === 0 || choices.some((choice) => isChosen(calendar, day, slot, choice)))
