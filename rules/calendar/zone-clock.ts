import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '../instant.ts'

/** The wall clock of one IANA zone: what its clocks show at an instant, and back. */
export interface ZoneClock {
  /** Milliseconds the zone is ahead of UTC at that instant. */
  offsetAt(at: Instant): number
  /** The instant at which the zone's clocks show `wallMs` (their reading taken as if it were UTC). */
  instantOf(wallMs: number): Instant
}

/**
 * A zone clock on `Intl`, with one cached answer per UTC day that has no change of offset. A reading that a
 * clock change skips is moved on by the length of the gap; one that occurs twice means the first time
 * (both as `Temporal`'s "compatible").
 */
export function createZoneClock(zone: string): ZoneClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const measure = (at: Instant): number => {
    const part: Record<string, string> = {}
    for (const { type, value } of format.formatToParts(at)) part[type] = value
    const year = part['era'] === 'BC' ? 1 - Number(part['year']) : Number(part['year'])
    const date = new Date(0)
    date.setUTCFullYear(year, Number(part['month']) - 1, Number(part['day']))
    const clock = Number(part['hour']) * HOUR_MS + Number(part['minute']) * MINUTE_MS + Number(part['second']) * SECOND_MS
    return date.getTime() + clock - Math.floor(at / SECOND_MS) * SECOND_MS
  }

  const byDay = new Map<number, number | 'changes'>()
  const offsetAt = (at: Instant): number => {
    const utcDay = Math.floor(at / DAY_MS)
    let known = byDay.get(utcDay)
    if (known === undefined) {
      const first = measure(utcDay * DAY_MS)
      known = first === measure((utcDay + 1) * DAY_MS - SECOND_MS) ? first : 'changes'
      if (byDay.size > 20_000) byDay.clear()
      byDay.set(utcDay, known)
    }
    return known === 'changes' ? measure(at) : known
  }

  const instantOf = (wallMs: number): Instant => {
    const before = offsetAt(wallMs - DAY_MS)
    if (offsetAt(wallMs - before) === before) return wallMs - before
    const after = offsetAt(wallMs + DAY_MS)
    return offsetAt(wallMs - after) === after ? wallMs - after : wallMs - before
  }
  return { offsetAt, instantOf }
}
