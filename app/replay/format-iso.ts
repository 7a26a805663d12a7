import type { OfficeCalendar } from '../../rules/calendar/index.ts'
import type { Instant } from '../../rules/instant.ts'

/** Local ISO time of the office with its offset: what a person reads and a program can compare. */
export const formatIso = (calendar: OfficeCalendar, at: Instant): string => {
  const { day, hour, minute, second } = calendar.toLocal(at)
  const two = (n: number): string => String(n).padStart(2, '0')
  const offset = Math.round(
    (Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)), hour, minute, second) - at) / 60_000,
  )
  const sign = offset < 0 ? '-' : '+'
  return `${day}T${two(hour)}:${two(minute)}:${two(second)}${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
}
