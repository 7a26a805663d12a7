import type { Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../context.ts'
import { memberName, type Named } from '../matters/names.ts'
import { findRuleDocument, readRankingSwitch, type RankingSwitch } from './rule-documents.ts'

export interface RulesInForce {
  /** As they were given. */
  rules: Record<string, unknown>[]
  reason: string | null
  changedBy: Named | null
  changedAt: Instant | null
  ranking: RankingSwitch
}

/** The points rules in force, with who put them there and why: everybody may read what they are judged by. */
export const readRulesInForce = async (ctx: UseCaseContext): Promise<RulesInForce> => {
  const found = await findRuleDocument(ctx, 'points')
  return {
    rules: Array.isArray(found?.document) ? (found.document as Record<string, unknown>[]) : [],
    reason: found?.reason ?? null,
    changedBy: found?.changedById == null ? null : memberName(ctx.office.directory, found.changedById),
    changedAt: found?.changedAt ?? null,
    ranking: await readRankingSwitch(ctx),
  }
}
