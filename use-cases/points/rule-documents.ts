import { RuleDocument } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { parsePointsRules, type RuleSet } from '../../rules/points/index.ts'
import type { UseCaseContext } from '../context.ts'

export type RuleDocumentName = 'points' | 'ranking'

/** The document of that name that is in force; null when the office never had one. */
export const findRuleDocument = (ctx: UseCaseContext, name: RuleDocumentName): Promise<RuleDocument | null> =>
  ctx.tx.findOne(RuleDocument, { where: { name }, order: { id: 'DESC' } })

/** Puts a document in force; the ones before it stay. */
export const writeRuleDocument = async (ctx: UseCaseContext, name: RuleDocumentName, document: unknown, reason: string): Promise<void> => {
  const row: RuleDocument = { id: ctx.newId(), name, document, reason, changedById: ctx.actor?.id ?? null, changedAt: ctx.now }
  await insertRows(ctx.tx, RuleDocument, [row])
}

/** Rule sets are read anew only when another document is in force; a document never changes. */
const parsed = new Map<string, RuleSet[]>()
const mostParsed = 8

const parseOnce = ({ document }: RuleDocument): RuleSet[] => {
  // By what it says, not by its id: one process may play several offices.
  const key = JSON.stringify(document)
  const known = parsed.get(key)
  if (known) return known
  const sets = parsePointsRules(document)
  if (parsed.size >= mostParsed) parsed.clear()
  parsed.set(key, sets)
  return sets
}

/** Whether points for instructions and places in tables are on: a director's decision, with its reason (docs/rules.md, Restraint). */
export interface RankingSwitch {
  ranking: boolean
  instructionPoints: boolean
}

/** Off until a director switched it on. */
export const readRankingSwitch = async (ctx: UseCaseContext): Promise<RankingSwitch> => {
  const found = await findRuleDocument(ctx, 'ranking')
  const document = (found?.document ?? {}) as Partial<RankingSwitch>
  return { ranking: document.ranking === true, instructionPoints: document.instructionPoints === true }
}

const gated = new WeakMap<RuleSet[], RuleSet[]>()

/** A set may ask for points for instructions; without the director's word none are given. */
const withoutInstructions = (sets: RuleSet[]): RuleSet[] => {
  const known = gated.get(sets)
  if (known) return known
  const made = sets.map((set) => ({ ...set, instructionPoints: false }))
  gated.set(sets, made)
  return made
}

/** The points rules in force; empty where the office has none. */
export const readPointsRules = async (ctx: UseCaseContext): Promise<RuleSet[]> => {
  const found = await findRuleDocument(ctx, 'points')
  if (!found) return []
  const sets = parseOnce(found)
  const { instructionPoints } = await readRankingSwitch(ctx)
  return instructionPoints ? sets : withoutInstructions(sets)
}
