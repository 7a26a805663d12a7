import type { BulletinShows } from '../../entities/bulletin.ts'
import type { Bulletin } from '../../entities/index.ts'
import type { UseCaseContext } from '../context.ts'
import { findRuleDocument, readRankingSwitch } from '../points/rule-documents.ts'

/** What a bulletin prints: as it was issued; a draft by what the director has switched on today (docs/rules.md, Restraint). */
export const readShows = async (ctx: UseCaseContext, { shows }: Pick<Bulletin, 'shows'>): Promise<BulletinShows> => {
  if (shows) return shows
  const { ranking, instructionPoints } = await readRankingSwitch(ctx)
  const rules = await findRuleDocument(ctx, 'points')
  const { name: issuer, bulletins } = ctx.office.settings
  return {
    ranking,
    instructions: instructionPoints,
    points: Array.isArray(rules?.document) && rules.document.length > 0,
    top: ranking ? bulletins.top : 0,
    bottom: ranking ? bulletins.bottom : 0,
    excellentUnits: ranking ? bulletins.excellentUnits : 0,
    issuer,
    subject: bulletins.subject,
  }
}

/** Which rules and switches are in force, as one text that changes with them. */
export const readRuleKey = async (ctx: UseCaseContext): Promise<string> => {
  const documents = [await findRuleDocument(ctx, 'points'), await findRuleDocument(ctx, 'ranking')]
  return documents.map((document) => document?.id ?? '').join('|')
}

/** Rules or switches have changed since the figures were counted: they may hold points that nobody may give any more. */
export const isOutdated = async (ctx: UseCaseContext, { countedAt, ruleKey }: Pick<Bulletin, 'countedAt' | 'ruleKey'>): Promise<boolean> =>
  countedAt !== null && ruleKey !== (await readRuleKey(ctx))
