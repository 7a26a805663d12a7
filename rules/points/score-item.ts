import { groupBy } from '../group-by.ts'
import { formatPoints, toHundredths } from './hundredths.ts'
import { itemFacts, multiply, rulesOn, shareFigure, writeLines, type Line, type UnitItem } from './item-score.ts'
import type { ItemFacts, PointEntry } from './point-facts.ts'
import type { RuleSet } from './rule-set.ts'
import { scoreAdoptions } from './score-adoptions.ts'
import { scoreInstructions } from './score-instructions.ts'
import { describeShare, placeUnits } from './share-points.ts'

const scoreReport = (side: UnitItem, adoptions: readonly PointEntry[], into: PointEntry[]): void => {
  const { item, ruleSets, facts } = side
  const rules = rulesOn(ruleSets, item.reportedOn)
  const rule = rules?.pickReporting(facts)
  if (rules === undefined || rule === undefined) return
  const own = toHundredths(rule.points)
  const { figure, note } = multiply(rules, 'report', facts, own)
  const policy = rule.share ?? rules.set.jointReport
  const points = shareFigure(figure, policy, side)
  const key = `item:${item.id}:report`
  const text = `报送 ${formatPoints(own)}分${note}${describeShare(policy, side.place)}`
  const line: Line = { kind: 'report', key, on: item.reportedOn, sourceId: null, rules, ruleId: rule.id, points, note: text }
  writeLines(side, line, into)
  const used = rule.untilUsed && points > 0 ? adoptions.find((entry) => entry.points > 0) : undefined
  if (used !== undefined) writeLines(side, { ...line, key: `${key}:back`, on: used.on, points: -points, note: '已采用,报送分不另计' }, into)
}

/** Adds lines that keep what one item wins a unit at the cap, month by month, so that a month that is over stays as it is. */
const capItem = (side: UnitItem, entries: PointEntry[]): void => {
  if (!side.ruleSets.some(({ itemCap }) => itemCap !== undefined)) return
  let raw = 0
  let given = 0
  const months = [...groupBy(entries, ({ month }) => month)].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [month, lines] of months) {
    const won = lines.reduce((sum, { points }) => sum + points, 0)
    const on = lines.reduce((latest, line) => (line.on > latest ? line.on : latest), '')
    const rules = rulesOn(side.ruleSets, on)
    const cap = rules?.set.itemCap
    raw += won
    const before = given
    given = cap === undefined ? raw : Math.min(raw, toHundredths(cap))
    const points = given - before - won
    if (rules === undefined || cap === undefined || points === 0) continue
    const line = { kind: 'bound', key: `item:${side.item.id}:cap:${month}`, on, sourceId: null, rules, ruleId: 'itemCap', points } as const
    writeLines(side, { ...line, note: `每条信息最多${cap}分` }, entries)
  }
}

/**
 * Everything that one submission wins for its units: for reporting it, for each use, for leaders' instructions. Each part by the rule set
 * of its own day. The same facts give the same lines, in whatever order adoptions, instructions and units are listed (docs/rules.md, Points).
 */
export function scoreItem(ruleSets: readonly RuleSet[], item: ItemFacts): PointEntry[] {
  const all: PointEntry[] = []
  for (const { unit, place } of placeUnits(item)) {
    const side: UnitItem = { ruleSets, item, unit, place, facts: itemFacts(item, unit) }
    const entries: PointEntry[] = []
    const adoptions = scoreAdoptions(side)
    scoreReport(side, adoptions, entries)
    entries.push(...adoptions, ...scoreInstructions(side, adoptions))
    capItem(side, entries)
    all.push(...entries)
  }
  return all
}
