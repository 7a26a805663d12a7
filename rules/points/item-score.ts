import type { Day } from '../instant.ts'
import { splitByWeights } from '../percentages.ts'
import { compileRules, findRuleSet, type CompiledRules } from './compile-rules.ts'
import { timesAll } from './hundredths.ts'
import type { Adoption, ItemFacts, ItemUnit, PointEntry, PointKind } from './point-facts.ts'
import { applies, tidyName, yesNo, type Dimension, type MatchFacts } from './rule-match.ts'
import type { JointPolicy } from './rule-fields.ts'
import type { RuleSet } from './rule-set.ts'
import { shareOf, type Place } from './share-points.ts'

/** One unit's side of one item, while it is being scored. */
export interface UnitItem {
  ruleSets: readonly RuleSet[]
  item: ItemFacts
  unit: ItemUnit
  place: Place
  /** What rules may look at, whatever the use of the item. */
  facts: MatchFacts
}

const tidied = new Map<string, string>()
/** `tidyName`, remembered: the names come from short lists. */
const tidy = (name: string | null | undefined): string => {
  if (name == null) return ''
  const known = tidied.get(name)
  if (known !== undefined) return known
  if (tidied.size > 20_000) tidied.clear()
  const made = tidyName(name)
  tidied.set(name, made)
  return made
}

/** The facts of an item from the side of one of its units. */
export const itemFacts = (item: ItemFacts, unit: ItemUnit): MatchFacts => ({
  form: tidy(item.form),
  category: tidy(item.category),
  tone: item.tone,
  unitClass: tidy(unit.unitClass),
  unit: tidy(unit.unitCode ?? unit.unitId),
  called: yesNo(item.call !== null),
  late: yesNo(item.isLate ?? item.call?.late === true),
  forwarded: yesNo(item.adoptions.some(({ event }) => event === 'forward')),
  joint: yesNo(item.units.length > 1),
})

/** The same with what is particular to one use or one instruction. */
export const withFacts = (facts: MatchFacts, more: Partial<Record<Dimension, string | null | undefined>>): MatchFacts => {
  const all: Partial<Record<Dimension, string>> = { ...facts }
  for (const name of Object.keys(more) as Dimension[]) all[name] = tidy(more[name])
  return all
}

/** The facts of one use of an item. */
export const adoptionFacts = ({ facts, item }: UnitItem, { event, level, publication, form }: Adoption): MatchFacts => ({
  ...facts,
  event: tidy(event),
  level: tidy(level),
  publication: tidy(publication),
  form: tidy(form ?? item.form),
})

/** The rules that apply on a day. */
export const rulesOn = (ruleSets: readonly RuleSet[], on: Day): CompiledRules | undefined => {
  const set = findRuleSet(ruleSets, on)
  return set && compileRules(set)
}

/** What the multipliers of a set make of a figure, and how they say it. */
export const multiply = (
  { lists }: CompiledRules,
  kind: 'report' | 'adoption' | 'instruction',
  facts: MatchFacts,
  figure: number,
): { figure: number; note: string } => {
  const all = lists.multipliers.filter(({ match, to }) => to.includes(kind) && applies(match, facts))
  if (all.length === 0) return { figure, note: '' }
  return {
    figure: timesAll(
      figure,
      all.map(({ times }) => times),
    ),
    note: all.map(({ times, label }) => ` ×${times}(${label})`).join(''),
  }
}

/** A line of the ledger before it is given to a unit and its authors. */
export interface Line {
  kind: PointKind
  key: string
  on: Day
  sourceId: string | null
  rules: CompiledRules
  ruleId: string
  points: number
  note: string
}

const makeEntry = ({ item, unit }: UnitItem, line: Line, memberId: string | null): PointEntry => ({
  key: `${line.key}:${unit.unitId}`,
  kind: line.kind,
  on: line.on,
  month: line.on.slice(0, 7),
  unitId: unit.unitId,
  memberId,
  itemId: item.id,
  sourceId: line.sourceId,
  category: item.category,
  ruleSet: line.rules.set.validFrom,
  ruleId: line.ruleId,
  points: line.points === 0 ? 0 : line.points,
  note: line.note,
})

/** Adds the ledger lines of a unit's points: one, or one for each author where the rules share them out. */
export function writeLines(side: UnitItem, line: Line, into: PointEntry[]): void {
  const { memberIds } = side.unit
  const { authors } = line.rules.set
  if (authors !== 'split_evenly' || memberIds.length < 2) {
    into.push(makeEntry(side, line, authors === 'none' ? null : (memberIds[0] ?? null)))
    return
  }
  const members = memberIds.toSorted()
  const shares = splitByWeights(
    line.points,
    members.map(() => 1),
  )
  for (const [at, memberId] of members.entries()) {
    const entry = makeEntry(side, { ...line, points: shares[at] ?? 0 }, memberId)
    into.push({ ...entry, key: `${entry.key}:${memberId}`, note: `${line.note},${members.length}名作者均分` })
  }
}

/** The unit's share of a figure by the rule's own policy, or else the set's. */
export const shareFigure = (figure: number, policy: JointPolicy, { place }: UnitItem): number => shareOf(figure, policy, place)
