import type { Day } from '../instant.ts'
import { percentOf } from '../percentages.ts'
import { measureQuota, requiredOf, type Progress } from './count-done.ts'
import { rulesOn, withFacts } from './item-score.ts'
import { periodLengths, periodsOf, type PeriodLength } from './period-of.ts'
import type { PointEntry, Tally } from './point-facts.ts'
import { applies, readMatch, type MatchFacts } from './rule-match.ts'
import type { RuleSet } from './rule-set.ts'
import { holds, type ValueSet } from './value-set.ts'
import type { Compiled } from './compile-rules.ts'
import type { QuotaRule } from './period-rules.ts'

/** Somebody with tasks: a unit, or one of its officers. */
export interface QuotaParty {
  kind: 'unit' | 'officer'
  id: string
  /** Of the unit, or the officer's unit. */
  unitClass: string
  unitCode?: string | null
  /** `full_time` or `part_time`, of an officer. */
  officerClass?: string | null
  tallies: readonly Tally[]
  /** Lines of the ledger of the same party, for tasks in points; without caps and floors. */
  entries?: readonly PointEntry[]
}

/** How far one task of one party is done in one period. Tasks in points and what is done of them are in hundredths. */
export interface QuotaJudgement extends Progress {
  kind: 'unit' | 'officer'
  partyId: string
  quotaId: string
  label: string
  ruleSet: Day
  per: PeriodLength
  /** `2026-03`, `2026-Q1` … */
  period: string
  from: Day
  to: Day
  /** Whether the last day of the period is over. */
  isOver: boolean
  missing: number
  /** Not capped: 191 of 159 is 120.1. Null where nothing is required. */
  percent: number | null
  isMet: boolean
  /** False: encouraged, not demanded. */
  isBinding: boolean
}

const classSets = new WeakMap<object, ValueSet | null>()
const classSetOf = (quota: QuotaRule): ValueSet | null => {
  const known = classSets.get(quota)
  if (known !== undefined) return known
  const read = readMatch({ unitClass: quota.officerClass }).get('unitClass') ?? null
  classSets.set(quota, read)
  return read
}

const isFor = (quota: Compiled<QuotaRule>, party: QuotaParty, facts: MatchFacts): boolean => {
  if (quota.for !== party.kind || !applies(quota.match, facts)) return false
  const classes = classSetOf(quota)
  return party.kind === 'unit' || classes === null || holds(classes, party.officerClass ?? '')
}

/**
 * Every task of the parties in the periods of a year that have begun by `through`, each by the rules of the period's last day: required,
 * done, missing, percent. In the order of the parties, then of the periods.
 */
export const judgeQuotas = (
  ruleSets: readonly RuleSet[],
  parties: readonly QuotaParty[],
  { year, through }: { year: number; through: Day },
): QuotaJudgement[] => {
  const asked = periodLengths.flatMap((per) =>
    periodsOf(per, year)
      .filter(({ from }) => from <= through)
      .flatMap((period) => {
        const rules = rulesOn(ruleSets, period.to)
        const quotas = rules?.lists.quotas.filter((quota) => quota.per === per) ?? []
        return rules === undefined || quotas.length === 0 ? [] : [{ per, period, rules, quotas }]
      }),
  )
  return parties.flatMap((party) => {
    const unit = party.unitCode ?? (party.kind === 'unit' ? party.id : '')
    const facts = withFacts({}, { unitClass: party.unitClass, unit })
    return asked.flatMap(({ per, period, rules, quotas }) =>
      quotas.flatMap((quota): QuotaJudgement[] => {
        const least = isFor(quota, party, facts) ? requiredOf(quota, unit) : undefined
        if (least === undefined) return []
        const {
          required,
          done,
          unit: measure,
        } = measureQuota(quota, least, { tallies: party.tallies, entries: party.entries ?? [] }, period)
        // Each field by name: an object that begins as a spread costs ten times as much, and there are thousands.
        return [
          {
            required,
            done,
            unit: measure,
            kind: party.kind,
            partyId: party.id,
            quotaId: quota.id,
            label: quota.label,
            ruleSet: rules.set.validFrom,
            per,
            period: period.key,
            from: period.from,
            to: period.to,
            isOver: period.to <= through,
            missing: Math.max(0, required - done),
            percent: percentOf(Math.max(0, done), required),
            isMet: done >= required,
            isBinding: quota.binding,
          },
        ]
      }),
    )
  })
}
