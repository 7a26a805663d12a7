import type { AdoptionRule, Compiled, CompiledRules } from './compile-rules.ts'
import { formatPoints, timesAll, toHundredths } from './hundredths.ts'
import { adoptionFacts, multiply, rulesOn, shareFigure, withFacts, writeLines, type UnitItem } from './item-score.ts'
import { inOrder } from './in-order.ts'
import { labelOf, recommendedEvents, recommendedLevels } from './codes.ts'
import type { Adoption, PointEntry } from './point-facts.ts'
import { applies, readMatch, type Match, type MatchFacts } from './rule-match.ts'
import { describeShare } from './share-points.ts'

/** What a use is worth before it is shared: a figure in hundredths, or why there is none. */
type Worth = { figure: number; note: string } | { missing: string }

const bestMatches = new WeakMap<object, Match>()
const readBest = (best: object): Match => {
  const known = bestMatches.get(best) ?? readMatch(best)
  bestMatches.set(best, known)
  return known
}

/** The best figure that another use of the same item, within `match`, has by a rule with a figure of its own. */
const bestOther = (side: UnitItem, rules: CompiledRules, match: Match, except: Adoption): number | undefined => {
  let best: number | undefined
  for (const adoption of side.item.adoptions) {
    if (adoption.id === except.id) continue
    const facts = adoptionFacts(side, adoption)
    const points = applies(match, facts) ? rules.pickFixed(facts)?.points : undefined
    if (points !== undefined && (best === undefined || points > best)) best = points
  }
  return best
}

const baseOf = (side: UnitItem, rules: CompiledRules, rule: AdoptionRule, adoption: Adoption, facts: MatchFacts): number | string => {
  const { of } = rule
  if (of === undefined) return toHundredths(rule.points ?? 0)
  if (of === 'entered') return adoption.enteredScore ?? '待录入对方计分'
  if ('table' in of) return rules.tables.get(of.table)?.(facts)?.points ?? `“${of.table}”表中没有对应分值`
  if ('rule' in of) return rules.lists.adoption.find(({ id }) => id === of.rule)?.points ?? '没有可作基数的分值'
  if ('as' in of) return rules.pickFixed(withFacts(facts, of.as))?.points ?? '没有可作基数的分值'
  return bestOther(side, rules, readBest(of.best), adoption) ?? of.otherwise ?? '没有可作基数的分值'
}

const worthOf = (side: UnitItem, rules: CompiledRules, rule: Compiled<AdoptionRule>, adoption: Adoption, facts: MatchFacts): Worth => {
  const base = baseOf(side, rules, rule, adoption, facts)
  if (typeof base === 'string') return { missing: base }
  const isHundredths = rule.of === undefined || rule.of === 'entered'
  const points = isHundredths ? base : toHundredths(base)
  const own =
    rule.times === undefined
      ? { figure: points, note: '' }
      : { figure: timesAll(points, [rule.times]), note: ` ×${rule.times}(${rule.label})` }
  const multiplied = multiply(rules, 'adoption', facts, own.figure)
  return { figure: multiplied.figure, note: `${formatPoints(points)}分${own.note}${multiplied.note}` }
}

const titleOf = ({ publication, level, event }: Adoption): string =>
  `${publication ?? labelOf(recommendedLevels, level)} ${labelOf(recommendedEvents, event)}`

/** What is left of a figure when the same item has counted before, and how that is said. */
const counted = (rules: CompiledRules, facts: MatchFacts, worth: number, before: Map<string, number>): { figure: number; note: string } => {
  const rule = rules.pickRepeat(facts)
  if (rule === undefined || rule.mode === 'sum') return { figure: worth, note: '' }
  const key = `${rule.id}\n${rule.same === 'item' ? '' : (facts[rule.same] ?? '')}`
  const had = before.get(key)
  before.set(key, Math.max(had ?? 0, worth))
  if (had === undefined) return { figure: worth, note: '' }
  if (rule.mode === 'no_repeat' && rule.keep === 'first') {
    before.set(key, had)
    return { figure: 0, note: ',同篇已计分,不重复计' }
  }
  return worth > had
    ? { figure: worth - had, note: `,同篇已计${formatPoints(had)}分,补差` }
    : { figure: 0, note: `,同篇已计${formatPoints(had)}分,不重复计` }
}

/**
 * A line for each use of an item, for one of its units; a use that wins nothing has a line of 0 that says why. Where only the highest
 * counts, a later and better use adds the difference, so that what was published for an earlier month stands.
 */
export function scoreAdoptions(side: UnitItem): PointEntry[] {
  const before = new Map<string, number>()
  const entries: PointEntry[] = []
  for (const adoption of inOrder(side.item.adoptions)) {
    const rules = rulesOn(side.ruleSets, adoption.on)
    if (rules === undefined) continue
    const facts = adoptionFacts(side, adoption)
    const rule = rules.pickAdoption(facts)
    const line = {
      kind: 'adoption',
      key: `item:${side.item.id}:adoption:${adoption.id}`,
      on: adoption.on,
      sourceId: adoption.id,
      rules,
    } as const
    const title = titleOf(adoption)
    if (rule === undefined) {
      writeLines(side, { ...line, ruleId: 'none', points: 0, note: `${title} 没有对应的计分规则` }, entries)
      continue
    }
    const worth = worthOf(side, rules, rule, adoption, facts)
    if ('missing' in worth) {
      writeLines(side, { ...line, ruleId: rule.id, points: 0, note: `${title} ${worth.missing}` }, entries)
      continue
    }
    const { figure, note } = counted(rules, facts, worth.figure, before)
    const policy = rule.share ?? rules.set.jointReport
    const share = figure === 0 ? '' : describeShare(policy, side.place)
    const points = figure === 0 ? 0 : shareFigure(figure, policy, side)
    writeLines(side, { ...line, ruleId: rule.id, points, note: `${title} ${worth.note}${note}${share}` }, entries)
  }
  return entries
}
