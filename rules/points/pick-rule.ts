import { applies, dimensions, isNarrower, overlapOf, type Dimension, type Match, type MatchFacts } from './rule-match.ts'

/** A rule that competes with others of its kind. */
export interface Candidate {
  id: string
  match: Match
  /** The higher goes first, however particular the other is. */
  priority: number
}

const beats = (a: Candidate, b: Candidate): boolean =>
  a.priority > b.priority || (a.priority === b.priority && isNarrower(a.match, b.match))

/** How many answers a picker remembers; facts come from a short list of publications, classes and categories. */
const memory = 20_000
const names = Object.keys(dimensions) as Dimension[]

/** Answers by the values of one dimension after the other; the last step holds the rule. */
interface Answers<Rule> {
  next: Map<string, Answers<Rule>>
  known: boolean
  rule: Rule | undefined
}

const noAnswers = <Rule>(): Answers<Rule> => ({ next: new Map(), known: false, rule: undefined })

const choose = <Rule extends Candidate>(rules: readonly Rule[], facts: MatchFacts): Rule | undefined => {
  let best: Rule | undefined
  for (const rule of rules) if (applies(rule.match, facts) && (best === undefined || beats(rule, best))) best = rule
  return best
}

/** Which rule applies: of those that do, the one that the others are wider than (docs/rules.md, Points). */
export const createPicker = <Rule extends Candidate>(rules: readonly Rule[]): ((facts: MatchFacts) => Rule | undefined) => {
  const used = names.filter((name) => rules.some(({ match }) => match.has(name)))
  let answers = noAnswers<Rule>()
  let count = 0
  return (facts) => {
    let at = answers
    for (const name of used) {
      const value = facts[name] ?? ''
      let next = at.next.get(value)
      if (next === undefined) {
        next = noAnswers()
        at.next.set(value, next)
      }
      at = next
    }
    if (at.known) return at.rule
    at.known = true
    at.rule = choose(rules, facts)
    const { rule } = at
    count += 1
    if (count > memory) {
      answers = noAnswers()
      count = 0
    }
    return rule
  }
}

/** Two rules of which neither is more particular, and what both apply to. */
export interface Ambiguity {
  first: string
  second: string
  overlap: Match
}

/** More than a person would read at once; whoever mends these finds the others. */
const mostFound = 20

const isSettled = (a: Candidate, b: Candidate, overlap: Match, all: readonly Candidate[]): boolean =>
  all.some(
    (rule) =>
      rule !== a &&
      rule !== b &&
      isNarrower(overlap, rule.match) &&
      (rule.priority > a.priority ||
        (rule.priority === a.priority &&
          isNarrower(rule.match, a.match) &&
          isNarrower(rule.match, b.match) &&
          !isNarrower(a.match, rule.match) &&
          !isNarrower(b.match, rule.match))),
  )

/**
 * Every pair of rules between which the facts alone could not decide: equal priority, something in common, neither within the other (or
 * both, which is the same rule twice), and no third, narrower rule that covers what they share. At most the first twenty.
 */
export function findAmbiguities(rules: readonly Candidate[]): Ambiguity[] {
  const found: Ambiguity[] = []
  for (const [at, a] of rules.entries())
    for (const b of rules.slice(at + 1)) {
      if (a.priority !== b.priority) continue
      const overlap = overlapOf(a.match, b.match)
      if (overlap === undefined || isNarrower(a.match, b.match) !== isNarrower(b.match, a.match)) continue
      if (isSettled(a, b, overlap, rules)) continue
      found.push({ first: a.id, second: b.id, overlap })
      if (found.length === mostFound) return found
    }
  return found
}
