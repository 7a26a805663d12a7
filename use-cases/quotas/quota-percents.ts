import { judgeQuotas, type QuotaParty, type RuleSet } from '../../rules/points/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import { percentOf } from '../../rules/percentages.ts'
import { today, type UseCaseContext } from '../context.ts'
import { readPointsRules } from '../points/rule-documents.ts'
import { noClass, readUnitClasses } from '../statistics/read-item-facts.ts'
import { entriesOf, isPlain, readCounted, talliesOf } from './counted-parties.ts'
import { quotaRules } from './quota-parties.ts'

export interface QuotaSpan {
  by: 'unit' | 'officer'
  /** Months of one year. */
  from: string
  to: string
}

const plainRules = (rules: readonly RuleSet[], by: string): RuleSet[] =>
  rules.map((set) => ({ ...set, quotas: set.quotas.filter((quota) => isPlain(set, quota, by)) }))

/**
 * How far each unit or officer is with the first of its tasks whose periods lie within a span of months, in percent, uncapped; by the monthly
 * counters alone, so that it costs the same with ten years of items. A task that asks for more than counters know (some categories, weeks,
 * capped points) is not among them: `readQuotas` answers it.
 */
export const readQuotaPercents = async (ctx: UseCaseContext, { by, from, to }: QuotaSpan): Promise<Map<string, number | null>> => {
  const year = Number(to.slice(0, 4))
  const rules = plainRules(quotaRules(await readPointsRules(ctx), ctx.office.settings.submissions), by)
  if (!from.startsWith(`${year}-`) || rules.every(({ quotas }) => quotas.length === 0)) return new Map()
  const counted = await readCounted(ctx, { by, from: `${year}-01`, to })
  const classes = await readUnitClasses(ctx)
  const { directory } = ctx.office
  const parties = [...counted].map(([id, own]): QuotaParty => {
    const member = by === 'officer' ? directory.findMember(id) : undefined
    const unit = classes.get(member?.unitId ?? id)
    return {
      kind: by,
      id,
      unitClass: unit?.unitClass ?? noClass,
      unitCode: unit?.unitCode ?? null,
      officerClass: member?.officer ?? null,
      tallies: talliesOf(own),
      entries: entriesOf(own),
    }
  })
  const lastDay = `${to}-31`
  const through = today(ctx) < lastDay ? today(ctx) : lastDay
  const judged = judgeQuotas(rules, parties, { year, through }).filter((quota) => quota.from >= `${from}-01` && quota.to <= lastDay)
  const percents = new Map<string, number | null>()
  for (const [id, own] of groupBy(judged, ({ partyId }) => partyId)) {
    const first = own.filter(({ quotaId }) => quotaId === own[0]?.quotaId)
    const sum = (of: 'required' | 'done'): number => first.reduce((all, quota) => all + quota[of], 0)
    percents.set(id, percentOf(Math.max(0, sum('done')), sum('required')))
  }
  return percents
}
