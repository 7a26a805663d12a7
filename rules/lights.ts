import type { OfficeCalendar } from './calendar/index.ts'
import type { Instant } from './instant.ts'
import { doneByMilestones, type MilestoneFacts } from './milestones.ts'

/** 0 normal, 1 near, 2 behind, 3 overdue. */
export type Level = 0 | 1 | 2 | 3

export interface Light {
  level: Level
  /** When the level changes by time alone; null when it will not. */
  changesAt: Instant | null
}

export interface LightInput {
  openedAt: Instant
  dueAt: Instant | null
  /** Reported percent; null before the first report. Todos without progress (review, sign) pass null. */
  percent: number | null
  /** False for duties that have no progress to be behind with. */
  tracksProgress: boolean
  behindPoints: number
  /** 序时节点: where there are any, progress is expected by them and not by the time that has passed. */
  milestones?: readonly MilestoneFacts[] | undefined
}

/** 序时进度: the share of working time that has passed, 0 to 100 (docs/rules.md, Lights). */
export const expectedPercent = (calendar: OfficeCalendar, openedAt: Instant, dueAt: Instant, now: Instant): number => {
  const whole = calendar.workingMs(openedAt, dueAt)
  if (whole <= 0) return now >= dueAt ? 100 : 0
  return Math.min(100, (100 * calendar.workingMs(openedAt, now)) / whole)
}

/**
 * The milestone with whose due expected progress exceeds what is reported or done by more than the allowed points: a step that has passed
 * undone is a fact, so nothing need have been reported.
 */
const behindByMilestones = ({ milestones = [], percent, behindPoints }: LightInput): Instant | null => {
  const limit = Math.max(percent ?? 0, doneByMilestones(milestones)) + behindPoints
  const dues = milestones.map(({ dueAt }) => dueAt).toSorted((a, b) => a - b)
  const missed = dues.find((_due, index) => (100 * (index + 1)) / dues.length > limit)
  return missed === undefined ? null : missed + 1
}

/** The instant at which expected progress first exceeds `percent` by more than the allowed points; found by bisection to the minute. */
const behindFrom = (calendar: OfficeCalendar, input: LightInput & { dueAt: Instant }): Instant | null => {
  if (input.tracksProgress && (input.milestones?.length ?? 0) > 0) return behindByMilestones(input)
  // Nothing reported yet is not "behind": the near light and the reminder speak first.
  if (!input.tracksProgress || input.percent === null) return null
  const limit = input.percent + input.behindPoints
  if (limit >= 100) return null
  let low = input.openedAt
  let high = input.dueAt
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 2)
    if (expectedPercent(calendar, input.openedAt, input.dueAt, middle) >= limit) high = middle
    else low = middle
  }
  return high
}

/** The light of an open todo at `now`. near: one working day left (docs/rules.md, Lights). */
export const lightOf = (calendar: OfficeCalendar, input: LightInput, now: Instant): Light => {
  const { dueAt } = input
  if (dueAt === null) return { level: 0, changesAt: null }
  if (now > dueAt) return { level: 3, changesAt: null }
  const behindAt = behindFrom(calendar, { ...input, dueAt })
  if (behindAt !== null && now >= behindAt) return { level: 2, changesAt: dueAt + 1 }
  const nearAt = calendar.openOfWork(calendar.addWorkingDays(calendar.dayOf(dueAt), -1))
  const level: Level = now >= nearAt ? 1 : 0
  const next = [level === 0 ? nearAt : null, behindAt, dueAt + 1].filter((at) => at !== null)
  return { level, changesAt: Math.min(...next) }
}
