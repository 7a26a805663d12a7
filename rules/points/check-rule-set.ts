import { readLists, type Compiled, type RuleLists } from './compile-rules.ts'
import { findAmbiguities, type Candidate } from './pick-rule.ts'
import { dimensions, describeMatch, tidyName } from './rule-match.ts'
import type { RuleSet } from './rule-set.ts'

/** Something about a rule set that is wrong though each field is right. */
export interface RuleFault {
  path: (string | number)[]
  message: string
}

const rivals = ['reporting', 'adoption', 'instruction', 'incidents', 'multiPublication'] as const
const others = ['multipliers', 'quotas', 'periods', 'bounds', 'zero'] as const

type Rules = readonly Compiled<object>[]

const everyList = (lists: RuleLists): [path: string[], rules: Rules][] => [
  ...[...rivals, ...others].map((name): [string[], Rules] => [[name], lists[name]]),
  ...[...lists.tables].map(([name, rules]): [string[], Rules] => [['tables', name], rules]),
]

const findTwins = (lists: RuleLists): RuleFault[] => {
  const seen = new Set<string>()
  const faults: RuleFault[] = []
  for (const [path, rules] of everyList(lists))
    for (const [at, { id }] of rules.entries()) {
      if (seen.has(id)) faults.push({ path: [...path, at, 'id'], message: `规则编号“${id}”重复` })
      seen.add(id)
    }
  return faults
}

const findUnclear = (lists: RuleLists): RuleFault[] =>
  everyList(lists)
    .filter(([[name]]) => name === 'tables' || rivals.some((rival) => rival === name))
    .flatMap(([path, rules]) =>
      findAmbiguities(rules as readonly Candidate[]).map(({ first, second, overlap }) => ({
        path: [...path, rules.findIndex(({ id }) => id === second)],
        message: `“${first}”与“${second}”对“${describeMatch(overlap)}”都适用,分不清按哪条计;请写得更具体,或用 priority 指定优先`,
      })),
    )

const findUnknownClasses = (set: RuleSet, lists: RuleLists): RuleFault[] => {
  const known = new Set(set.unitClasses?.map(tidyName))
  if (known.size === 0) return []
  return everyList(lists).flatMap(([path, rules]) =>
    rules.flatMap(({ match }, at) =>
      [...(match.get('unitClass')?.values ?? [])]
        .filter((name) => !known.has(name))
        .map((name) => ({ path: [...path, at, 'unitClass'], message: `没有“${name}”这个${dimensions.unitClass}` })),
    ),
  )
}

const findLooseBases = ({ adoption, tables }: RuleLists): RuleFault[] =>
  adoption.flatMap(({ of }, at) => {
    if (of === undefined || of === 'entered') return []
    const path = ['adoption', at, 'of']
    if ('table' in of && !tables.has(of.table)) return [{ path, message: `没有“${of.table}”这张表` }]
    if (!('rule' in of)) return []
    const base = adoption.find(({ id }) => id === of.rule)
    if (base === undefined) return [{ path, message: `没有编号为“${of.rule}”的采用规则` }]
    return base.points === undefined ? [{ path, message: `“${of.rule}”自己没有分值,不能作基数` }] : []
  })

const lengths = ['week', 'month', 'quarter', 'half', 'year']

const findLooseConditions = ({ periods, quotas }: RuleLists): RuleFault[] =>
  periods.flatMap((rule, at) => {
    const conditions = rule.if === undefined ? [] : [rule.if].flat()
    const faults = conditions
      .flatMap(({ quota }) => (quota === undefined ? [] : [quota].flat()))
      .flatMap((name): RuleFault[] => {
        const quota = quotas.find(({ id }) => id === name)
        const path = ['periods', at, 'if']
        if (quota === undefined) return [{ path, message: `没有编号为“${name}”的任务` }]
        if (quota.for === 'officer') return [{ path, message: `“${name}”是信息员的任务,不能作单位计分的条件` }]
        return lengths.indexOf(quota.per) > lengths.indexOf(rule.per) ? [{ path, message: `任务“${name}”的周期比本条规则长` }] : []
      })
    const isMeasured = conditions.some(({ quota, atLeast }) => quota !== undefined || atLeast !== undefined)
    if (rule.points === undefined && !isMeasured)
      faults.push({ path: ['periods', at], message: '按缺额、超额或完成比例计分,要有任务 quota 或 atLeast' })
    return faults
  })

const findLooseSelections = (lists: RuleLists): RuleFault[] => {
  const ids = new Set(everyList(lists).flatMap(([, rules]) => rules.map(({ id }) => id)))
  const unknown = (path: (string | number)[], rules: readonly string[] | undefined): RuleFault[] =>
    (rules ?? []).filter((id) => !ids.has(id)).map((id) => ({ path, message: `没有编号为“${id}”的规则` }))
  return [
    ...lists.bounds.flatMap(({ of }, at) => unknown(['bounds', at, 'of', 'rules'], of?.rules)),
    ...lists.quotas.flatMap(({ count }, at) =>
      typeof count === 'object' && 'points' in count ? unknown(['quotas', at, 'count', 'rules'], count.rules) : [],
    ),
  ]
}

/** What is wrong between the rules of a set: ids twice, references to nothing, and rules between which the facts could not decide. */
export function checkRuleSet(set: RuleSet): RuleFault[] {
  const lists = readLists(set)
  return [
    ...findTwins(lists),
    ...findUnclear(lists),
    ...findUnknownClasses(set, lists),
    ...findLooseBases(lists),
    ...findLooseConditions(lists),
    ...findLooseSelections(lists),
  ]
}
