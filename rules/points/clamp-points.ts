import { rulesOn, withFacts } from './item-score.ts'
import type { BoundRule, ZeroRule } from './period-rules.ts'
import { isSelected } from './count-done.ts'
import { formatPoints, toHundredths } from './hundredths.ts'
import { periodLengths, periodsOf, type Period } from './period-of.ts'
import type { PointEntry } from './point-facts.ts'
import { applies } from './rule-match.ts'
import type { RuleSet } from './rule-set.ts'
import type { Compiled, CompiledRules } from './compile-rules.ts'
import { inOrder } from './in-order.ts'
import { yearEntry, type YearUnit } from './year-entry.ts'

/** A running total's limits, from a month on. */
interface Limit {
  kind: 'bound' | 'zero'
  ruleId: string
  key: string
  category: string | null
  cap: number
  floor: number
  fromMonth: string
  note: string
}

const clamp = (value: number, { cap, floor }: Limit): number => Math.max(floor, Math.min(cap, value))

/**
 * Lines that keep the running total of a period within its limits, month by month: after each month the total so far is what it would be
 * if the year ended there, and a month that is over never changes for what comes later.
 */
const keepWithin = (year: YearUnit, rules: CompiledRules, period: Period, limit: Limit, entries: readonly PointEntry[]): PointEntry[] => {
  const byMonth = new Map<string, number>()
  for (const { month, points } of entries) byMonth.set(month, (byMonth.get(month) ?? 0) + points)
  let raw = 0
  let given = 0
  return periodsOf('month', year.year)
    .filter(({ from, to }) => from >= period.from && to <= period.to && from <= year.through)
    .flatMap(({ key: month, to, label }) => {
      const won = byMonth.get(month) ?? 0
      raw += won
      const before = given
      given = month >= limit.fromMonth ? clamp(raw, limit) : raw
      const points = given - before - won
      if (points === 0) return []
      const { kind, ruleId, category } = limit
      const own = { kind, ruleId, category, key: `year:${kind}:${month}:${limit.key}`, on: to, points, note: `${limit.note}(${label}调整)` }
      return [yearEntry(year, rules, own)]
    })
}

/** Both limits, or only one, in words. */
const describeBound = ({ label, cap, floor }: Compiled<BoundRule>, period: Period, category: string | null): string => {
  const limits = [cap === undefined ? '' : `最多${cap}分`, floor === undefined ? '' : `最少${floor}分`]
    .filter((text) => text !== '')
    .join('、')
  return `${period.label} ${label}${category === null ? '' : ` ${category}`} ${limits}`
}

const applyBound = (
  year: YearUnit,
  rules: CompiledRules,
  period: Period,
  rule: Compiled<BoundRule>,
  entries: readonly PointEntry[],
): PointEntry[] => {
  const meant = entries.filter(({ on }) => on >= period.from && on <= period.to)
  const categories = rule.each === undefined ? [null] : [...new Set(meant.flatMap(({ category }) => category ?? []))].sort()
  return categories.flatMap((category) => {
    const limit: Limit = {
      kind: 'bound',
      ruleId: rule.id,
      key: `${period.key}:${rule.id}${category === null ? '' : `:${category}`}`,
      category,
      cap: rule.cap === undefined ? Infinity : toHundredths(rule.cap),
      floor: rule.floor === undefined ? -Infinity : toHundredths(rule.floor),
      fromMonth: '',
      note: describeBound(rule, period, category),
    }
    return keepWithin(year, rules, period, limit, category === null ? meant : meant.filter((entry) => entry.category === category))
  })
}

/** The month in which a unit's incidents reach the number that makes everything nothing; undefined when they do not. */
const reachedIn = (year: YearUnit, rule: Compiled<ZeroRule>, { from, to }: Period): string | undefined => {
  const counted = inOrder(year.incidents).filter(
    ({ on, kind }) => on >= from && on <= to && applies(rule.match, withFacts(year.facts, { incident: kind })),
  )
  return counted[rule.times - 1]?.on.slice(0, 7)
}

const applyZero = (
  year: YearUnit,
  rules: CompiledRules,
  period: Period,
  rule: Compiled<ZeroRule>,
  entries: readonly PointEntry[],
): PointEntry[] => {
  const fromMonth = reachedIn(year, rule, period)
  if (fromMonth === undefined) return []
  const note = `${period.label} ${rule.label} 达到${rule.times}次,按${formatPoints(0)}分计`
  const limit: Limit = { kind: 'zero', ruleId: rule.id, key: `${period.key}:${rule.id}`, category: null, cap: 0, floor: 0, fromMonth, note }
  return keepWithin(
    year,
    rules,
    period,
    limit,
    entries.filter(({ on }) => on >= period.from && on <= period.to),
  )
}

/**
 * Lines for caps, floors and totals that come to nothing, on top of everything else that the unit has in the year: short periods before
 * long ones, in the order of the rules, and what comes to nothing last. Each sees the lines of those before it; a bound of some points
 * sees only the lines of bounds of the same points.
 */
export function clampPoints(ruleSets: readonly RuleSet[], year: YearUnit, entries: readonly PointEntry[]): PointEntry[] {
  const made: { entry: PointEntry; of: string }[] = []
  const every = periodLengths.flatMap((length) =>
    periodsOf(length, year.year).map((period) => ({ length, period, rules: rulesOn(ruleSets, period.to) })),
  )
  const keep = (of: string, lines: readonly PointEntry[]): void => {
    made.push(...lines.map((entry) => ({ entry, of })))
  }
  for (const { length, period, rules } of every)
    for (const rule of rules?.lists.bounds ?? [])
      if (rules !== undefined && rule.per === length && applies(rule.match, year.facts)) {
        const of = JSON.stringify(rule.of ?? {})
        const before = made.filter((line) => rule.of === undefined || line.of === of).map(({ entry }) => entry)
        const meant = entries.filter((entry) => rule.of === undefined || isSelected(rule.of, entry))
        keep(of, applyBound(year, rules, period, rule, [...meant, ...before]))
      }
  for (const { length, period, rules } of every)
    for (const rule of rules?.lists.zero ?? [])
      if (rules !== undefined && rule.per === length)
        keep('', applyZero(year, rules, period, rule, [...entries, ...made.map(({ entry }) => entry)]))
  return made.map(({ entry }) => entry)
}
