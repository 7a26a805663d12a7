import { labelOf, recommendedLevels } from './codes.ts'
import type { Compiled, CompiledRules, InstructionRule } from './compile-rules.ts'
import { formatPoints, toHundredths } from './hundredths.ts'
import { multiply, rulesOn, shareFigure, withFacts, writeLines, type UnitItem } from './item-score.ts'
import type { ItemInstruction, PointEntry } from './point-facts.ts'
import { inOrder } from './in-order.ts'
import { describeShare } from './share-points.ts'

/** A figure that an instruction may win. */
interface Claim {
  instruction: ItemInstruction
  rules: CompiledRules
  rule: Compiled<InstructionRule>
  publication: string
  figure: number
  factors: string
}

/** The publications that the words may stand on: the one that is known, else all that used the item. */
const publicationsOf = ({ item }: UnitItem, { publication }: ItemInstruction): readonly string[] => {
  if (publication != null) return [publication]
  const used = [...new Set(item.adoptions.flatMap(({ publication }) => (publication == null ? [] : [publication])))].sort()
  return used.length === 0 ? [''] : used
}

const claimsOf = (side: UnitItem, instruction: ItemInstruction): Claim[] => {
  const rules = rulesOn(side.ruleSets, instruction.on)
  if (rules === undefined || !rules.set.instructionPoints) return []
  return publicationsOf(side, instruction).flatMap((publication): Claim[] => {
    const facts = withFacts(side.facts, { leader: instruction.leaderLevel, publication })
    const rule = rules.pickInstruction(facts)
    if (rule === undefined) return []
    const { figure, note } = multiply(rules, 'instruction', facts, toHundredths(rule.points))
    return [{ instruction, rules, rule, publication, figure, factors: note }]
  })
}

/** What counts once: the rule for the item, the rule for each publication, or each instruction. */
const onceKey = ({ rule, publication, instruction }: Claim): string => {
  if (rule.per === 'item') return `${rule.id}\n${instruction.leaderLevel}`
  return rule.per === 'publication' ? `${rule.id}\n${instruction.leaderLevel}\n${publication}` : instruction.id
}

/** One claim for whatever counts once: the best of the first instruction. */
const firstClaims = (claims: readonly Claim[]): Claim[] => {
  const kept = new Map<string, Claim>()
  for (const claim of claims) {
    const known = kept.get(onceKey(claim))
    if (known === undefined || (known.instruction === claim.instruction && claim.figure > known.figure)) kept.set(onceKey(claim), claim)
  }
  return [...kept.values()]
}

/** The running account of an item's instructions: what it won by being used, what `set` made of that, and the best bonus so far. */
interface Account {
  used: number
  level: number | undefined
  best: number
}

const winOf = ({ rule, rules, figure }: Claim, share: number, account: Account): { points: number; note: string } => {
  if (rule.mode === 'add') {
    const isMax = rules.set.multiInstruction === 'max'
    const points = isMax ? Math.max(0, share - account.best) : share
    account.best = Math.max(account.best, share)
    return { points, note: points === share ? '' : ',就高计分' }
  }
  const from = account.level ?? account.used
  const isHigher = rule.mode === 'raise' || account.level !== undefined
  const to = isHigher ? Math.max(from, share) : share
  account.level = to
  return { points: to - from, note: `,本条按${formatPoints(figure)}分计` }
}

/**
 * A line for each instruction that wins points, where the rule set has them switched on (docs/rules.md, Restraint). `adoptions` are the
 * unit's lines for the uses of the same item, which `set` and `raise` build on.
 */
export function scoreInstructions(side: UnitItem, adoptions: readonly PointEntry[]): PointEntry[] {
  if (side.item.instructions.length === 0) return []
  const claims = firstClaims(inOrder(side.item.instructions).flatMap((instruction) => claimsOf(side, instruction)))
  const account: Account = { used: adoptions.reduce((sum, { points }) => sum + points, 0), level: undefined, best: 0 }
  const entries: PointEntry[] = []
  for (const claim of claims) {
    const { instruction, rules, rule, publication, figure, factors } = claim
    const policy = rule.share ?? rules.set.jointReport
    const win = winOf(claim, shareFigure(figure, policy, side), account)
    const isEach = rule.per === 'publication'
    const where = isEach && publication !== '' ? `(${publication})` : ''
    const key = `item:${side.item.id}:instruction:${instruction.id}${isEach ? `:${publication}` : ''}`
    const title = `${labelOf(recommendedLevels, instruction.leaderLevel)}领导批示${where}`
    const note = `${title} ${formatPoints(toHundredths(rule.points))}分${factors}${win.note}${describeShare(policy, side.place)}`
    const line = {
      kind: 'instruction',
      key,
      on: instruction.on,
      sourceId: instruction.id,
      rules,
      ruleId: rule.id,
      points: win.points,
      note,
    } as const
    writeLines(side, line, entries)
  }
  return entries
}
