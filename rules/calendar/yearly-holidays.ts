import type { Day } from '../instant.ts'

/** One year's notice of the State Council on public holidays (国务院办公厅关于…部分节假日安排的通知). */
export interface YearNotice {
  /** Title or number of the notice, so that a reader can check it. */
  source: string
  /** Inclusive spans of rest. */
  holidays: readonly { name: string; from: Day; to: Day }[]
  /** Weekend days that are worked (调休). */
  workdays: readonly Day[]
}

/**
 * Notices entered by hand, by year. A year that stands here replaces what the holiday package says of it:
 * this is where the yearly notice goes (published each November) until a release of the package carries it,
 * and where a late change of a notice goes. Empty means: the package knows everything that is published.
 */
export const yearlyHolidays: Readonly<Record<number, YearNotice>> = {}
