import { holds, isNothing, isWithin, shared, type ValueSet } from './value-set.ts'

/** What a rule may look at, with the name that people see in messages. */
export const dimensions = {
  event: '事由',
  level: '层级',
  publication: '刊物',
  form: '体裁',
  category: '类别',
  tone: '报喜报忧',
  unitClass: '单位类别',
  unit: '单位',
  called: '是否约稿',
  late: '是否迟报',
  forwarded: '是否转报',
  joint: '是否合报',
  leader: '领导层级',
  incident: '情形',
} as const

export type Dimension = keyof typeof dimensions

/** As a rule writes it: one value, several, or everything but some. */
export type Pattern = string | boolean | readonly string[] | { not: string | readonly string[] }

/** The facts that a rule is held against; a fact that is absent is the empty text. */
export type MatchFacts = Readonly<Partial<Record<Dimension, string>>>

/** What a rule demands; a dimension that is not there may be anything. */
export type Match = ReadonlyMap<Dimension, ValueSet>

const names = Object.keys(dimensions) as Dimension[]

/** A name without book marks, quotation marks and blanks: 《政务要情》 and 政务要情 are one. */
export const tidyName = (name: string): string => name.normalize('NFKC').replaceAll(/[《》〈〉“”"\s]/gu, '')

/** A yes-or-no fact as a value. */
export const yesNo = (value: boolean): string => (value ? 'yes' : 'no')

const valuesOf = (given: string | readonly string[]): Set<string> => new Set((typeof given === 'string' ? [given] : given).map(tidyName))

const toSet = (pattern: Pattern): ValueSet | undefined => {
  if (pattern === '*') return undefined
  if (typeof pattern === 'boolean') return { values: new Set([yesNo(pattern)]), except: false }
  if (typeof pattern === 'object' && 'not' in pattern) return { values: valuesOf(pattern.not), except: true }
  return { values: valuesOf(pattern), except: false }
}

/** The demands of a rule, taken from its fields. */
export const readMatch = (rule: Readonly<Partial<Record<Dimension, Pattern | undefined>>>): Match => {
  const match = new Map<Dimension, ValueSet>()
  for (const name of names) {
    const pattern = rule[name]
    const set = pattern === undefined ? undefined : toSet(pattern)
    if (set !== undefined) match.set(name, set)
  }
  return match
}

/** Whether a rule with these demands applies. */
export const applies = (match: Match, facts: MatchFacts): boolean => {
  for (const [name, set] of match) if (!holds(set, facts[name] ?? '')) return false
  return true
}

/** Whether everything that `inner` applies to, `outer` applies to as well. */
export const isNarrower = (inner: Match, outer: Match): boolean => {
  for (const [name, set] of outer) {
    const own = inner.get(name)
    if (own === undefined || !isWithin(own, set)) return false
  }
  return true
}

/** What both apply to; undefined when nothing. */
export const overlapOf = (a: Match, b: Match): Match | undefined => {
  const both = new Map(a)
  for (const [name, set] of b) {
    const own = both.get(name)
    const common = own === undefined ? set : shared(own, set)
    if (isNothing(common)) return undefined
    both.set(name, common)
  }
  return both
}

/** The demands in words: 层级 city、体裁 brief. */
export const describeMatch = (match: Match): string =>
  match.size === 0
    ? '一切情形'
    : [...match].map(([name, { values, except }]) => `${dimensions[name]} ${except ? '非' : ''}${[...values].join('/')}`).join('、')
