import type { Compiled } from './compile-rules.ts'
import type { Progress } from './count-done.ts'
import { formatPoints, scaleExactly, toHundredths } from './hundredths.ts'
import { rulesOn } from './item-score.ts'
import { judgeCondition, type PeriodFacts } from './judge-condition.ts'
import { periodLengths, periodsOf, type Period } from './period-of.ts'
import type { PeriodRule } from './period-rules.ts'
import type { PointEntry } from './point-facts.ts'
import type { RuleSet } from './rule-set.ts'
import { applies } from './rule-match.ts'
import { yearEntry, type YearUnit } from './year-entry.ts'

interface Amount {
  points: number
  note: string
}

/** Items, or whole points, as hundredths of one. */
const sizeOf = ({ unit }: Progress, value: number): number => (unit === 'point' ? value : value * 100)

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

const amountOf = (rule: PeriodRule, progress: readonly Progress[]): Amount => {
  const missing = sum(progress.map((part) => sizeOf(part, Math.max(0, part.required - part.done))))
  const extra = sum(progress.map((part) => sizeOf(part, Math.max(0, part.done - part.required))))
  const what = progress.some(({ unit }) => unit === 'point') ? '分' : '条'
  if (rule.perMissing !== undefined)
    return {
      points: scaleExactly(toHundredths(rule.perMissing), missing, 100),
      note: `缺${formatPoints(missing)}${what},每${what}${rule.perMissing}分`,
    }
  if (rule.perExtra !== undefined)
    return {
      points: scaleExactly(toHundredths(rule.perExtra), extra, 100),
      note: `超${formatPoints(extra)}${what},每${what}${rule.perExtra}分`,
    }
  if (rule.proportion === undefined) return { points: toHundredths(rule.points ?? 0), note: `${rule.points ?? 0}分` }
  const required = sum(progress.map((part) => sizeOf(part, part.required)))
  const done = sum(progress.map((part) => sizeOf(part, Math.max(0, Math.min(part.done, part.required)))))
  const points = required === 0 ? toHundredths(rule.proportion) : scaleExactly(toHundredths(rule.proportion), done, required)
  return { points, note: `完成${formatPoints(done)}/${formatPoints(required)}${what},满分${rule.proportion}分` }
}

const within = ({ cap, floor }: PeriodRule, { points, note }: Amount): Amount => {
  const most = cap === undefined ? Infinity : toHundredths(cap)
  const least = floor === undefined ? -Infinity : toHundredths(floor)
  if (points > most) return { points: most, note: `${note},最多${String(cap)}分` }
  return points < least ? { points: least, note: `${note},最少${String(floor)}分` } : { points, note }
}

const scoreRule = (rule: Compiled<PeriodRule>, about: PeriodFacts, period: Period): Amount | undefined => {
  const measures = rule.points === undefined
  const verdicts = (rule.if === undefined ? [] : [rule.if].flat()).map((condition) => judgeCondition(condition, about, period, measures))
  if (verdicts.every(({ holds }) => holds))
    return within(
      rule,
      amountOf(
        rule,
        verdicts.flatMap(({ progress }) => progress),
      ),
    )
  if (rule.otherwise === undefined || !verdicts.every(({ isAboutUnit }) => isAboutUnit)) return undefined
  return { points: toHundredths(rule.otherwise), note: `未达到条件,${rule.otherwise}分` }
}

/**
 * Lines for whole periods that are over (`through`): base points, tasks met or missed, thresholds, rates. Each period by the rule set of
 * its last day. Points that a task counts are those won by items and incidents.
 */
export const scorePeriodRules = (ruleSets: readonly RuleSet[], year: YearUnit, entries: readonly PointEntry[]): PointEntry[] =>
  periodLengths.flatMap((length) =>
    periodsOf(length, year.year)
      .filter(({ to }) => to <= year.through)
      .flatMap((period) => {
        const rules = rulesOn(ruleSets, period.to)
        if (rules === undefined) return []
        const about = { rules, facts: year.facts, unit: year.unit, year: year.year, tallies: year.tallies, entries }
        return rules.lists.periods
          .filter(({ per, match }) => per === length && applies(match, year.facts))
          .flatMap((rule) => {
            const amount = scoreRule(rule, about, period)
            if (amount === undefined || amount.points === 0) return []
            const key = `year:period:${period.key}:${rule.id}`
            return [
              yearEntry(year, rules, {
                kind: 'period',
                key,
                on: period.to,
                ruleId: rule.id,
                points: amount.points,
                note: `${period.label} ${rule.label} ${amount.note}`,
              }),
            ]
          })
      }),
  )
