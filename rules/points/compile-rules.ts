import type { z } from 'zod'
import type { Day } from '../instant.ts'
import type { adoptionRule, incidentRule, instructionRule, multiplierRule, repeatField, reportingRule, tableRule } from './item-rules.ts'
import { createPicker, type Candidate } from './pick-rule.ts'
import { readMatch, type Dimension, type Match, type MatchFacts, type Pattern } from './rule-match.ts'
import type { RuleSet } from './rule-set.ts'

/** A rule with its id filled in, its label and its demands read. */
export type Compiled<Rule> = Rule & Candidate & { label: string }

type Picker<Rule> = (facts: MatchFacts) => Compiled<Rule> | undefined

export type ReportingRule = z.infer<typeof reportingRule>
export type AdoptionRule = z.infer<typeof adoptionRule>
export type TableRule = z.infer<typeof tableRule>
export type MultiplierRule = z.infer<typeof multiplierRule>
export type InstructionRule = z.infer<typeof instructionRule>
export type IncidentRule = z.infer<typeof incidentRule>
export type RepeatRule = Exclude<z.infer<typeof repeatField>, string | readonly unknown[]>

/** The lists of a rule set whose rules compete, ids filled in. */
export interface RuleLists {
  reporting: readonly Compiled<ReportingRule>[]
  adoption: readonly Compiled<AdoptionRule>[]
  instruction: readonly Compiled<InstructionRule>[]
  incidents: readonly Compiled<IncidentRule>[]
  multiPublication: readonly Compiled<RepeatRule>[]
  multipliers: readonly Compiled<MultiplierRule>[]
  quotas: readonly Compiled<RuleSet['quotas'][number]>[]
  periods: readonly Compiled<RuleSet['periods'][number]>[]
  bounds: readonly Compiled<RuleSet['bounds'][number]>[]
  zero: readonly Compiled<RuleSet['zero'][number]>[]
  tables: ReadonlyMap<string, readonly Compiled<TableRule>[]>
}

/** A rule set made ready to be asked. */
export interface CompiledRules {
  set: RuleSet
  lists: RuleLists
  pickReporting: Picker<ReportingRule>
  pickAdoption: Picker<AdoptionRule>
  /** Among those with a figure of their own, the bases of others. */
  pickFixed: Picker<AdoptionRule>
  pickInstruction: Picker<InstructionRule>
  pickIncident: Picker<IncidentRule>
  pickRepeat: Picker<RepeatRule>
  tables: ReadonlyMap<string, Picker<TableRule>>
}

interface Written {
  id?: string | undefined
  label?: string | undefined
  priority?: number | undefined
}

const compileList = <Rule extends Written>(name: string, rules: readonly Rule[]): Compiled<Rule>[] =>
  rules.map((rule, at) => {
    const id = rule.id ?? `${name}.${at + 1}`
    const match: Match = readMatch(rule as Readonly<Partial<Record<Dimension, Pattern>>>)
    return { ...rule, id, label: rule.label ?? id, match, priority: rule.priority ?? 0 }
  })

const repeatRules = ({ multiPublication: given }: RuleSet): readonly RepeatRule[] => {
  if (typeof given === 'string') return [{ mode: given, keep: 'highest', same: 'item' }]
  return 'mode' in given ? [given] : given
}

/** The rules of a set with what was left unsaid filled in: ids by their place in the list, labels by their ids. */
export const readLists = (set: RuleSet): RuleLists => ({
  reporting: compileList('reporting', set.reporting),
  adoption: compileList('adoption', set.adoption),
  instruction: compileList('instruction', set.instruction),
  incidents: compileList('incidents', set.incidents),
  multiPublication: compileList('multiPublication', repeatRules(set)),
  multipliers: compileList('multipliers', set.multipliers),
  quotas: compileList('quotas', set.quotas),
  periods: compileList('periods', set.periods),
  bounds: compileList('bounds', set.bounds),
  zero: compileList('zero', set.zero),
  tables: new Map(Object.entries(set.tables).map(([name, rules]) => [name, compileList(`tables.${name}`, rules)])),
})

const compiled = new WeakMap<RuleSet, CompiledRules>()

/** The set made ready to be asked; done once for each set object. */
export function compileRules(set: RuleSet): CompiledRules {
  const known = compiled.get(set)
  if (known) return known
  const lists = readLists(set)
  const made: CompiledRules = {
    set,
    lists,
    pickReporting: createPicker(lists.reporting),
    pickAdoption: createPicker(lists.adoption),
    pickFixed: createPicker(lists.adoption.filter(({ points }) => points !== undefined)),
    pickInstruction: createPicker(lists.instruction),
    pickIncident: createPicker(lists.incidents),
    pickRepeat: createPicker(lists.multiPublication),
    tables: new Map([...lists.tables].map(([name, rules]) => [name, createPicker(rules)])),
  }
  compiled.set(set, made)
  return made
}

/** The set that applies on a day: the latest that has begun; undefined before the first. */
export const findRuleSet = (ruleSets: readonly RuleSet[], on: Day): RuleSet | undefined => {
  let found: RuleSet | undefined
  for (const set of ruleSets) if (set.validFrom <= on && (found === undefined || set.validFrom > found.validFrom)) found = set
  return found
}
