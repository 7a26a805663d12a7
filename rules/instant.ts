/** A moment: milliseconds since the Unix epoch, always made by one of our clocks (office or machine). */
export type Instant = number

/** A calendar day of the office, `YYYY-MM-DD`. Compares correctly as a string. */
export type Day = string

export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** The two clocks (docs/rules.md, Clocks). Only the doors read them; a use-case gets `now`. */
export interface Clocks {
  /** Due, reminders, expiry: persisted offset, never backwards. */
  office: () => Instant
  /** Leases, sessions, codes, pacing, limits. */
  machine: () => Instant
}
