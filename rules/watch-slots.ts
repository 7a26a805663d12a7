import { z } from 'zod'
import { clock } from './clock.ts'
import type { OfficeCalendar } from './calendar/index.ts'
import { DAY_MS, MINUTE_MS, type Day, type Instant } from './instant.ts'

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** When there is a watch: slots of the same length (舆情监测 08:30–22:30, hourly), or named shifts, which may run past midnight. */
export const watchTimesSchema = z.union([
  z
    .strictObject({ from: clock, to: clock, everyMinutes: z.int().min(15, '每格至少 15 分钟').max(1_440) })
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
