import type { CompiledRules } from './compile-rules.ts'
import { countItems, measureQuota, requiredOf, type Progress } from './count-done.ts'
import type { Condition } from './period-rules.ts'
import { periodsOf, type Period } from './period-of.ts'
import type { PointEntry, Tally } from './point-facts.ts'
import { applies, type MatchFacts } from './rule-match.ts'

/** What a period rule looks at. */
export interface PeriodFacts {
  rules: CompiledRules
  /** Class and code of the unit. */
  facts: MatchFacts
  unit: string
  year: number
  tallies: readonly Tally[]
  /** Points won by items and incidents. */
  entries: readonly PointEntry[]
}

/** Whether a condition holds, and the tasks that it was about. */
export interface Verdict {
  holds: boolean
  /** False where the unit has no such task, or there is nothing to take a rate of: then neither side of the rule counts. */
  isAboutUnit: boolean
  progress: readonly Progress[]
}

const judgeQuota = (names: readonly string[], met: boolean | undefined, about: PeriodFacts, period: Period): Verdict => {
  const progress = about.rules.lists.quotas
    .filter(({ id, match }) => names.includes(id) && applies(match, about.facts))
    .flatMap((quota) => {
      const required = requiredOf(quota, about.unit)
      if (required === undefined) return []
      return periodsOf(quota.per, about.year)
        .filter(({ to }) => to >= period.from && to <= period.to)
        .map((part) => measureQuota(quota, required, about, part))
    })
  const isMet = progress.every(({ required, done }) => done >= required)
  const isAboutUnit = progress.length > 0
  return { holds: isAboutUnit && (met === undefined || isMet === met), isAboutUnit, progress }
}

/**
 * Judges one condition of a period rule. Where the rule measures (for each missing or extra item, in proportion), a task or an `atLeast`
 * is what it measures against, and demands nothing by itself.
 */
export function judgeCondition(condition: Condition, about: PeriodFacts, period: Period, measures: boolean): Verdict {
  const { quota, met, count, atLeast, atMost, rate, below, reaches } = condition
  if (quota !== undefined) return judgeQuota([quota].flat(), met ?? (measures ? undefined : true), about, period)
  if (count !== undefined) {
    const done = countItems(count, about.tallies, period)
    const holds = (measures || done >= (atLeast ?? 0)) && done <= (atMost ?? Infinity)
    return { holds, isAboutUnit: true, progress: atLeast === undefined ? [] : [{ required: atLeast, done, unit: 'item' }] }
  }
  if (rate === undefined) return { holds: true, isAboutUnit: true, progress: [] }
  const whole = countItems(rate.to, about.tallies, period)
  const share = countItems(rate.of, about.tallies, period) * 100
  const holds = whole > 0 && share >= (reaches ?? 0) * whole && share < (below ?? Infinity) * whole
  return { holds, isAboutUnit: whole > 0, progress: [] }
}
