import type { MemberCard } from '../../rules/directory.ts'
import { parsePointsRules, periodsOf, type PointEntry, type QuotaParty, type RuleSet, type Tally } from '../../rules/points/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { Day } from '../../rules/instant.ts'
import type { OfficeSettings } from '../../rules/office-settings.ts'
import { today, type UseCaseContext } from '../context.ts'
import { noClass, readUnitClasses } from '../statistics/read-item-facts.ts'
import { readTallies } from '../statistics/read-tallies.ts'
import { entriesOf, isInLine, isPlain, readCounted, talliesOf, type CountedSpan } from './counted-parties.ts'

/** Who has tasks: active officers, open units below the root. */
export interface QuotaPeople {
  officers: readonly MemberCard[]
  unitIds: readonly string[]
}

export const listQuotaPeople = (ctx: UseCaseContext): QuotaPeople => {
  const { directory } = ctx.office
  return {
    officers: directory.members.filter((member) => member.officer !== null && directory.isActive(member, today(ctx))),
    unitIds: directory.units.filter(({ parentId, closed }) => parentId !== null && !closed).map(({ id }) => id),
  }
}

const everSince = '2000-01-01'

/**
 * The rules that tasks are judged by. Where no set of the office says what officers owe, the figures of the settings do, each class its
 * own, and every set says so from its day on.
 */
export const quotaRules = (rules: readonly RuleSet[], { quotas }: OfficeSettings['submissions']): RuleSet[] => {
  const ownQuotas = (['full_time', 'part_time'] as const)
    .filter((officerClass) => quotas[officerClass] > 0)
    .map((officerClass) => ({
      id: `settings.${officerClass}`,
      label: '每月报送',
      for: 'officer' as const,
      officerClass,
      per: 'month' as const,
      count: 'reported' as const,
      min: quotas[officerClass],
      binding: true,
    }))
  const bare = parsePointsRules([{ validFrom: everSince, name: '报送任务', quotas: ownQuotas }])
  const sets = rules.map((set) =>
    set.quotas.some((quota) => quota.for === 'officer') ? set : { ...set, quotas: [...set.quotas, ...ownQuotas] },
  )
  return [...(sets.some(({ validFrom }) => validFrom <= everSince) ? [] : bare), ...sets]
}

interface PointRow {
  party: string
  day: string
  kind: PointEntry['kind']
  rule_id: string
  category: string | null
  points: number | string
}

/** Points by month, kind, rule and category, as lines of their own; without caps and floors. */
const readEntries = async (
  ctx: UseCaseContext,
  by: 'unit' | 'officer',
  year: number,
  weekly: boolean,
): Promise<Map<string, PointEntry[]>> => {
  const party = by === 'unit' ? 'e.unit_id' : 'e.member_id'
  const day = weekly ? 'e.day' : "CONCAT(e.month, '-01')"
  const rows = await ctx.tx.query<PointRow[]>(
    `SELECT ${party} AS party, ${day} AS day, e.kind, e.rule_id, e.category, SUM(e.points) AS points FROM point_entries AS e
      WHERE e.month BETWEEN ? AND ? AND e.kind NOT IN ('bound', 'zero') AND ${party} IS NOT NULL
      GROUP BY ${party}, ${day}, e.kind, e.rule_id, e.category`,
    [`${year}-01`, `${year}-12`],
  )
  const entries = rows.map((row): PointEntry & { party: string } => ({
    party: row.party,
    key: '',
    kind: row.kind,
    on: row.day,
    month: row.day.slice(0, 7),
    unitId: row.party,
    memberId: null,
    itemId: null,
    sourceId: null,
    category: row.category,
    ruleSet: everSince,
    ruleId: row.rule_id,
    points: Number(row.points),
    note: '',
  }))
  return groupBy(entries, (entry) => entry.party)
}

/** The first day of the longest period of these tasks that a day lies in: nothing before it counts for that day. */
const firstDayAround = (quotas: RuleSet['quotas'], year: number, on: Day, yearStart: Day): Day => {
  const starts = [...new Set(quotas.map(({ per }) => per))].map(
    (per) => periodsOf(per, year).find(({ from, to }) => from <= on && on <= to)?.from ?? yearStart,
  )
  return starts.toSorted()[0] ?? yearStart
}

const countsPoints = ({ count }: RuleSet['quotas'][number]): boolean =>
  count === 'points' || (typeof count === 'object' && 'points' in count)

type Done = Record<'tallies', Map<string, Tally[]>> & Record<'entries', Map<string, PointEntry[]>>

/** The same from the counters, where they know all that the tasks ask for and are in line; null otherwise. */
const readPlain = async (ctx: UseCaseContext, span: CountedSpan, rules: readonly RuleSet[]): Promise<Done | null> => {
  const isKnown = rules.every((set) => set.quotas.every((quota) => quota.for !== span.by || isPlain(set, quota, span.by)))
  if (!isKnown || !(await isInLine(ctx))) return null
  const counted = [...(await readCounted(ctx, span))]
  return {
    tallies: new Map(counted.map(([id, rows]) => [id, talliesOf(rows)])),
    entries: new Map(counted.map(([id, rows]) => [id, entriesOf(rows)])),
  }
}

/** Units or officers with what they did in a year up to a day; `on`: only what counts for the periods around that day. */
export const readQuotaParties = async (
  ctx: UseCaseContext,
  by: 'unit' | 'officer',
  people: QuotaPeople,
  { rules, year, through, on }: { rules: readonly RuleSet[]; year: number; through: Day; on?: Day | undefined },
): Promise<QuotaParty[]> => {
  const quotas = rules.flatMap((set) => set.quotas).filter((quota) => quota.for === by)
  if (quotas.length === 0) return []
  const ids = by === 'unit' ? people.unitIds : people.officers.map(({ id }) => id)
  const weekly = quotas.some(({ per }) => per === 'week')
  // The first week of a year may begin in the one before.
  const yearStart = weekly ? ctx.office.calendar.addDays(`${year}-01-01`, -6) : `${year}-01-01`
  const from = on === undefined ? yearStart : firstDayAround(quotas, year, on, yearStart)
  const counted = await readPlain(ctx, { by, from: from.slice(0, 7), to: through.slice(0, 7), ids }, rules)
  const tallies = counted?.tallies ?? (await readTallies(ctx, { by, from, to: through, weekly, ids }))
  const entries =
    counted?.entries ?? (quotas.some(countsPoints) ? await readEntries(ctx, by, year, weekly) : new Map<string, PointEntry[]>())
  const classes = await readUnitClasses(ctx)
  const partyOf = (id: string, unitId: string, officerClass: string | null): QuotaParty => ({
    kind: by,
    id,
    unitClass: classes.get(unitId)?.unitClass ?? noClass,
    unitCode: classes.get(unitId)?.unitCode ?? null,
    officerClass,
    tallies: tallies.get(id) ?? [],
    entries: entries.get(id) ?? [],
  })
  return by === 'unit'
    ? people.unitIds.map((id) => partyOf(id, id, null))
    : people.officers.map(({ id, unitId, officer }) => partyOf(id, unitId, officer))
}
