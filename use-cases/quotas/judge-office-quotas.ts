import type { Day } from '../../rules/instant.ts'
import { judgeQuotas, type QuotaJudgement } from '../../rules/points/index.ts'
import { today, type UseCaseContext } from '../context.ts'
import { readPointsRules } from '../points/rule-documents.ts'
import { listQuotaPeople, quotaRules, readQuotaParties, type QuotaPeople } from './quota-parties.ts'

export interface QuotaQuestion {
  year: number
  kinds: readonly ('unit' | 'officer')[]
  /** Absent: everybody. */
  people?: QuotaPeople
  /** Only the periods that this day lies in. */
  on?: Day
}

/**
 * Every task of units and officers in the periods of a year that have begun, by the points rules; where they say nothing of officers, by the
 * settings (docs/rules.md, Quotas).
 */
export const judgeOfficeQuotas = async (ctx: UseCaseContext, { year, kinds, people, on }: QuotaQuestion): Promise<QuotaJudgement[]> => {
  const yearEnd = `${year}-12-31`
  const through = today(ctx) < yearEnd ? today(ctx) : yearEnd
  const rules = quotaRules(await readPointsRules(ctx), ctx.office.settings.submissions)
  const asked = people ?? listQuotaPeople(ctx)
  const judged: QuotaJudgement[] = []
  for (const kind of kinds)
    judged.push(...judgeQuotas(rules, await readQuotaParties(ctx, kind, asked, { rules, year, through, on }), { year, through }))
  return on === undefined ? judged : judged.filter(({ from, to }) => from <= on && on <= to)
}
