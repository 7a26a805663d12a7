export { labelOf, recommendedEvents, recommendedForms, recommendedIncidents, recommendedLevels } from './codes.ts'
export { findRuleSet } from './compile-rules.ts'
export { convertTotals } from './convert-totals.ts'
export { diffEntries, type EntryChanges } from './diff-entries.ts'
export { formatPoints, toHundredths } from './hundredths.ts'
export { judgeQuotas, type QuotaJudgement, type QuotaParty } from './judge-quotas.ts'
export { parsePointsRules } from './parse-points-rules.ts'
export { periodLengths, periodsOf, type Period, type PeriodLength } from './period-of.ts'
export type {
  Adoption,
  Countable,
  Incident,
  ItemFacts,
  ItemInstruction,
  ItemUnit,
  PointEntry,
  PointKind,
  Tally,
  UnitYearFacts,
} from './point-facts.ts'
export { pointsRulesSchema, ruleSetSchema } from './points-rules-schema.ts'
export { rankUnits, type ClassTable, type RankedUnit, type RankOptions, type UnitTotal } from './rank-units.ts'
export type { RuleSet } from './rule-set.ts'
export { judgeIncidentPoints } from './score-incidents.ts'
export { scoreItem } from './score-item.ts'
export { scorePeriods } from './score-periods.ts'
export { tallyItem, tallyItems } from './tally-items.ts'
