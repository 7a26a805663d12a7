import { labelOf, recommendedIncidents } from './codes.ts'
import type { Compiled, CompiledRules, IncidentRule } from './compile-rules.ts'
import { formatPoints, toHundredths } from './hundredths.ts'
import { rulesOn, withFacts } from './item-score.ts'
import { periodsOf } from './period-of.ts'
import type { Incident, PointEntry } from './point-facts.ts'
import type { RuleSet } from './rule-set.ts'
import { inOrder } from './in-order.ts'
import { yearEntry, type YearUnit } from './year-entry.ts'

interface Ruled {
  incident: Incident
  rules: CompiledRules
  rule: Compiled<IncidentRule> | undefined
}

/** The how-manieth of its rule within the rule's period. */
const ordinalOf = ({ incident, rule }: Ruled, all: readonly Ruled[], year: number): number => {
  if (rule === undefined) return 0
  const period = periodsOf(rule.per, year).find(({ from, to }) => incident.on >= from && incident.on <= to)
  const same = all.filter(
    (other) => other.rule?.id === rule.id && period !== undefined && other.incident.on >= period.from && other.incident.on <= period.to,
  )
  return same.findIndex((other) => other.incident === incident) + 1
}

const winOf = ({ incident, rule }: Ruled, ordinal: number): { points: number; note: string } => {
  if (rule === undefined) return { points: 0, note: '没有对应的计分规则' }
  if (ordinal < rule.from) return { points: 0, note: `第${ordinal}次,从第${rule.from}次起计` }
  if (rule.points !== undefined) return { points: toHundredths(rule.points), note: `${rule.points}分` }
  if (rule.range === undefined) return { points: 0, note: '不另计分' }
  const { min, max } = rule.range
  const given = incident.points ?? undefined
  if (given === undefined) return { points: 0, note: `待录入分值(${min}至${max}分)` }
  const isWithin = given >= toHundredths(min) && given <= toHundredths(max)
  return isWithin
    ? { points: given, note: `${formatPoints(given)}分` }
    : { points: 0, note: `录入的${formatPoints(given)}分不在${min}至${max}分之内,未计` }
}

/** What takes an item's own points back, where the rule says that the item counts for nothing. */
const voidItem = (year: YearUnit, { incident, rules, rule }: Ruled): PointEntry[] => {
  if (rule?.voidsItem !== true || incident.itemId == null) return []
  const won = year.entries.filter(({ itemId }) => itemId === incident.itemId).reduce((sum, { points }) => sum + points, 0)
  if (won === 0) return []
  const { id, on, itemId } = incident
  const own = {
    kind: 'incident',
    key: `year:incident:${id}:void`,
    on,
    sourceId: id,
    itemId,
    ruleId: rule.id,
    points: -won,
    note: `${rule.label} 本条原计${formatPoints(won)}分,不计`,
  } as const
  return [yearEntry(year, rules, own)]
}

/**
 * A line for each incident of the year, in the order of days: a penalty or a bonus. One without a rule, without the figure that a person has
 * to enter, or not yet counted has a line of 0 that says so. An item is voided once, however many incidents say so.
 */
export function scoreIncidents(ruleSets: readonly RuleSet[], year: YearUnit): PointEntry[] {
  const all = inOrder(year.incidents)
    .filter(({ on }) => on.startsWith(String(year.year)))
    .flatMap((incident): Ruled[] => {
      const rules = rulesOn(ruleSets, incident.on)
      return rules === undefined ? [] : [{ incident, rules, rule: rules.pickIncident(withFacts(year.facts, { incident: incident.kind })) }]
    })
  const voided = new Set<string>()
  return all.flatMap((ruled) => {
    const { incident, rules, rule } = ruled
    const ordinal = ordinalOf(ruled, all, year.year)
    const { points, note } = winOf(ruled, ordinal)
    const { id, on, kind, itemId = null, memberId = null } = incident
    const title = rule === undefined || rule.label === rule.id ? labelOf(recommendedIncidents, kind) : rule.label
    const own = {
      kind: 'incident',
      key: `year:incident:${id}`,
      on,
      sourceId: id,
      itemId,
      memberId,
      ruleId: rule?.id ?? 'none',
      points,
      note: `${title} ${note}`,
    } as const
    const isVoid = ordinal >= (rule?.from ?? 1) && itemId !== null && !voided.has(itemId)
    const back = isVoid ? voidItem(year, ruled) : []
    if (back.length > 0 && itemId !== null) voided.add(itemId)
    return [yearEntry(year, rules, own), ...back]
  })
}

/** What is wrong with a figure that a person enters for an incident, in Chinese; undefined when nothing. Hundredths, as in `Incident`. */
export const judgeIncidentPoints = (
  ruleSets: readonly RuleSet[],
  unit: { unitId: string; unitCode?: string | null; unitClass: string },
  incident: Pick<Incident, 'kind' | 'on' | 'points'>,
): string | undefined => {
  const facts = withFacts({}, { unitClass: unit.unitClass, unit: unit.unitCode ?? unit.unitId, incident: incident.kind })
  const rule = rulesOn(ruleSets, incident.on)?.pickIncident(facts)
  if (rule === undefined) return `当日的积分规则没有“${labelOf(recommendedIncidents, incident.kind)}”这一条`
  if (rule.range === undefined) return incident.points == null ? undefined : `“${rule.label}”的分值由规则确定,不用录入`
  const { min, max } = rule.range
  const given = incident.points ?? undefined
  const isWithin = given !== undefined && given >= toHundredths(min) && given <= toHundredths(max)
  return isWithin ? undefined : `“${rule.label}”请录入${min}至${max}之间的分值`
}
