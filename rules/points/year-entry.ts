import type { CompiledRules } from './compile-rules.ts'
import type { PointEntry, UnitYearFacts } from './point-facts.ts'
import { tidyName, type MatchFacts } from './rule-match.ts'

/** A unit's year, with what rules may look at. */
export interface YearUnit extends UnitYearFacts {
  facts: MatchFacts
  /** What rules call the unit by. */
  unit: string
}

/** The year of a unit, made ready for the rules. */
export const readYear = (facts: UnitYearFacts): YearUnit => {
  const unit = facts.unitCode ?? facts.unitId
  return { ...facts, unit, facts: { unitClass: tidyName(facts.unitClass), unit: tidyName(unit) } }
}

type Own = Pick<PointEntry, 'kind' | 'key' | 'on' | 'ruleId' | 'points' | 'note'>

/** A line of the ledger that belongs to no item. */
export const yearEntry = ({ unitId }: { unitId: string }, rules: CompiledRules, own: Own & Partial<PointEntry>): PointEntry => ({
  memberId: null,
  itemId: null,
  sourceId: null,
  category: null,
  ...own,
  points: own.points === 0 ? 0 : own.points,
  key: `${own.key}:${unitId}`,
  month: own.on.slice(0, 7),
  unitId,
  ruleSet: rules.set.validFrom,
})
