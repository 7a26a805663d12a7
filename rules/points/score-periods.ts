import { clampPoints } from './clamp-points.ts'
import type { PointEntry, UnitYearFacts } from './point-facts.ts'
import type { RuleSet } from './rule-set.ts'
import { scoreIncidents } from './score-incidents.ts'
import { scorePeriodRules } from './score-period-rules.ts'
import { readYear } from './year-entry.ts'

/**
 * What a unit's year adds to the lines of its items: incidents, period rules for the periods that are over, caps, floors and totals that
 * come to nothing. All are lines, so that a total is always the sum of lines and explains itself. `facts.entries` are the unit's lines from
 * `scoreItem`; the answer holds the new ones only (docs/rules.md, Points).
 */
export const scorePeriods = (ruleSets: readonly RuleSet[], facts: UnitYearFacts): PointEntry[] => {
  const year = readYear({ ...facts, entries: facts.entries.filter(({ on }) => on.startsWith(String(facts.year))) })
  const incidents = scoreIncidents(ruleSets, year)
  const won = [...year.entries, ...incidents]
  const periods = scorePeriodRules(ruleSets, year, won)
  return [...incidents, ...periods, ...clampPoints(ruleSets, year, [...won, ...periods])]
}
