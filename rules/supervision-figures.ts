import type { OfficeCalendar } from './calendar/index.ts'
import type { Instant } from './instant.ts'
import type { MatterState } from './lifecycles/index.ts'
import { splitByWeights } from './percentages.ts'

/** What the figures need of a supervised matter. */
export interface SupervisedFacts {
  state: MatterState
  createdAt: Instant
  dueAt: Instant | null
  submittedAt: Instant | null
  closedAt: Instant | null
  /** Units of those responsible; each counts the matter once. */
  unitIds: readonly string[]
}

/** A matter as it stands in the monthly figures: months `YYYY-MM`. */
export interface CountedMatter {
  units: readonly string[]
  opened: string
  ended: { month: string; as: 'inTime' | 'late' | 'cancelled' } | null
  /** The month in which it became overdue, and the one in which it was finished or cancelled after that. */
  overdue: { from: string; until: string | null } | null
}

/** When the work on it was over: lateness is the time of 办结, not of 确认 (docs/rules.md, Actions and todos). */
const doneAtOf = ({ state, submittedAt, closedAt }: SupervisedFacts): Instant | null => {
  if (state === 'cancelled') return closedAt
  const isDone = state === 'closed' || state === 'submitted' || state === 'signing'
  return isDone ? (submittedAt ?? closedAt) : null
}

/** What a matter adds to the figures as of `now`, and when time alone will change that (null: never). */
export const countMatter = (
  calendar: OfficeCalendar,
  facts: SupervisedFacts,
  now: Instant,
): { counted: CountedMatter; changesAt: Instant | null } => {
  const monthOf = (at: Instant): string => calendar.dayOf(at).slice(0, 7)
  const { state, dueAt, closedAt } = facts
  const doneAt = doneAtOf(facts)
  const isLapsed = dueAt !== null && (doneAt ?? now) > dueAt
  const isOver = state === 'closed' || state === 'cancelled'
  const as = state === 'cancelled' ? 'cancelled' : isLapsed ? 'late' : 'inTime'
  return {
    counted: {
      units: [...new Set(facts.unitIds)].toSorted(),
      opened: monthOf(facts.createdAt),
      ended: isOver && closedAt !== null ? { month: monthOf(closedAt), as } : null,
      overdue: isLapsed ? { from: monthOf(dueAt), until: doneAt === null ? null : monthOf(doneAt) } : null,
    },
    changesAt: dueAt !== null && doneAt === null && !isLapsed ? dueAt + 1 : null,
  }
}

export const figureMeasures = ['opened', 'inTime', 'late', 'cancelled', 'overdue'] as const
export type FigureMeasure = (typeof figureMeasures)[number]
export type FigureSums = Record<FigureMeasure, number>

/** The whole office as a subject of the figures. */
export const wholeOffice = 'all'

/** Adds what a matter counts (or, with -1, takes it away) to changes of figures, by `<unit>|<month>`. */
export const addCounted = (changes: Map<string, FigureSums>, counted: CountedMatter, sign: 1 | -1): void => {
  const add = (month: string, measure: FigureMeasure, count: number): void => {
    for (const unit of [wholeOffice, ...counted.units]) {
      const key = `${unit}|${month}`
      const sums = changes.get(key) ?? { opened: 0, inTime: 0, late: 0, cancelled: 0, overdue: 0 }
      sums[measure] += sign * count
      changes.set(key, sums)
    }
  }
  add(counted.opened, 'opened', 1)
  if (counted.ended) add(counted.ended.month, counted.ended.as, 1)
  if (!counted.overdue) return
  add(counted.overdue.from, 'overdue', 1)
  if (counted.overdue.until !== null) add(counted.overdue.until, 'overdue', -1)
}

export interface SupervisionCounts {
  /** 本月立项. */
  opened: number
  /** 本月办结, of these 按期 and 逾期. */
  closed: number
  inTime: number
  late: number
  /** 月末在办, of these 已逾期. */
  going: number
  overdue: number
}

export interface SupervisionRates {
  /** 办结率: of what was closed in the month and what is in progress at its end; null where there was nothing. */
  closedRate: number | null
  /** 按期率: of what was closed; null where nothing was. */
  inTimeRate: number | null
  /** Shares of the same whole, which add up to 100.0, and of which the first two add up to `closedRate`. */
  shares: { inTime: number; late: number; goingInTime: number; overdue: number } | null
}

const whole = 1_000

/** Percentages with one decimal. A share is split from the share it is a part of, so that sums hold at every step (largest remainder). */
export const ratesOf = ({ closed, inTime, late, going, overdue }: SupervisionCounts): SupervisionRates => {
  const inTimeRate = closed === 0 ? null : (splitByWeights(whole, [inTime, late])[0] ?? 0) / 10
  if (closed + going === 0) return { closedRate: null, inTimeRate, shares: null }
  const [done = 0, open = 0] = splitByWeights(whole, [closed, going])
  const [a = 0, b = 0] = splitByWeights(done, [inTime, late])
  const [c = 0, d = 0] = splitByWeights(open, [going - overdue, overdue])
  return { closedRate: done / 10, inTimeRate, shares: { inTime: a / 10, late: b / 10, goingInTime: c / 10, overdue: d / 10 } }
}
