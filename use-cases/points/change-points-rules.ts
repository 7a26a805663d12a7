import { z } from 'zod'
import { Submission } from '../../entities/index.ts'
import { parsePointsRules, type RuleSet } from '../../rules/points/index.ts'
import { Problem } from '../../rules/problems.ts'
import type { Role } from '../../rules/roles.ts'
import { appendAudit } from '../audit/append-audit.ts'
import { actorOf, today, type UseCaseContext } from '../context.ts'
import { findRuleDocument, readRankingSwitch, writeRuleDocument, type RankingSwitch } from './rule-documents.ts'

const requireRole = (ctx: UseCaseContext, roles: readonly Role[], refusal: string): void => {
  const { directory } = ctx.office
  const { id } = actorOf(ctx)
  if (!roles.some((role) => directory.holdsAtRoot(id, role, today(ctx)))) throw new Problem('forbidden', refusal)
}

/** The first day on which the two say something else; null when they say the same. */
const firstChanged = (before: readonly RuleSet[], after: readonly RuleSet[]): string | null => {
  const words = (sets: readonly RuleSet[]): Map<string, string> => new Map(sets.map((set) => [set.validFrom, JSON.stringify(set)]))
  const [old, fresh] = [words(before), words(after)]
  const days = [...new Set([...old.keys(), ...fresh.keys()])].filter((day) => old.get(day) !== fresh.get(day)).toSorted()
  return days[0] ?? null
}

/** Marks what was reported, used or instructed on since that day, however long ago it was reported; the sweep does the counting. */
const markSince = async (ctx: UseCaseContext, day: string): Promise<number> => {
  const { affected } = await ctx.tx
    .createQueryBuilder()
    .update(Submission)
    .set({ recountAt: ctx.now })
    .where(
      `reported_on >= :day OR matter_id IN (SELECT submission_id FROM adoptions WHERE adopted_on >= :day)
        OR matter_id IN (SELECT submission_id FROM item_instructions WHERE given_on >= :day)`,
      { day },
    )
    .execute()
  return affected ?? 0
}

export const changePointsRulesSchema = z.strictObject({
  rules: z.unknown(),
  reason: z.string().trim().min(1, '请写明修改原因').max(200),
})

/** Puts points rules in force, checked whole; items from the first changed day on are counted anew. Returns how many. */
export const changePointsRules = async (
  ctx: UseCaseContext,
  input: z.infer<typeof changePointsRulesSchema>,
): Promise<{ recounted: number }> => {
  requireRole(ctx, ['director', 'deputy_director', 'editor'], '积分规则由办公室主任、副主任或信息科修改')
  const rules = parsePointsRules(input.rules)
  const before = await findRuleDocument(ctx, 'points')
  const changed = firstChanged(before ? parsePointsRules(before.document) : [], rules)
  if (changed === null) return { recounted: 0 }
  await writeRuleDocument(ctx, 'points', rules, input.reason)
  await appendAudit(ctx, { action: 'points.rules', subject: 'office', detail: { reason: input.reason, from: changed } })
  return { recounted: await markSince(ctx, changed) }
}

export const switchRankingSchema = z.strictObject({
  ranking: z.boolean().optional(),
  instructionPoints: z.boolean().optional(),
  reason: z.string().trim().min(1, '请写明原因').max(200),
})

/** Switches places in tables, or points for instructions, on or off: the director's alone, with a reason (docs/rules.md, Restraint). */
export const switchRanking = async (ctx: UseCaseContext, input: z.infer<typeof switchRankingSchema>): Promise<RankingSwitch> => {
  requireRole(ctx, ['director'], '排名和批示计分由办公室主任决定')
  const before = await readRankingSwitch(ctx)
  const { reason, ...wanted } = input
  const next: RankingSwitch = {
    ranking: wanted.ranking ?? before.ranking,
    instructionPoints: wanted.instructionPoints ?? before.instructionPoints,
  }
  if (next.ranking === before.ranking && next.instructionPoints === before.instructionPoints) return next
  await writeRuleDocument(ctx, 'ranking', next, reason)
  await appendAudit(ctx, { action: 'points.ranking', subject: 'office', detail: { ...next, reason } })
  if (next.instructionPoints !== before.instructionPoints) {
    await ctx.tx
      .createQueryBuilder()
      .update(Submission)
      .set({ recountAt: ctx.now })
      .where('matter_id IN (SELECT submission_id FROM item_instructions)')
      .execute()
  }
  return next
}
