import { MoreThan } from 'typeorm'
import { Submission } from '../../entities/index.ts'
import { marksFor } from '../../entities/select-rows.ts'
import { groupBy } from '../../rules/group-by.ts'
import type { PointEntry, RuleSet, Tally } from '../../rules/points/index.ts'
import type { UseCaseContext } from '../context.ts'
import { dialectOf } from '../matters/sql.ts'

export interface CountedSpan {
  by: 'unit' | 'officer'
  /** `YYYY-MM`, both with it. */
  from: string
  to: string
  /** Of these alone; absent: of everybody. */
  ids?: readonly string[]
}

/** The monthly counters of one unit or officer. */
export interface CountedMonth {
  id: string
  month: string
  reported: number
  adopted: number
  adoptions: number
  points: number
}

/** Tasks that the monthly counters alone can answer: of every item, or of points that no cap or floor has touched. */
export const isPlain = ({ bounds, zero }: RuleSet, { for: whose, per, count }: RuleSet['quotas'][number], by: string): boolean =>
  whose === by && per !== 'week' && typeof count === 'string' && (count !== 'points' || bounds.length + zero.length === 0)

/**
 * Whether no item waits to be counted: then the counters say what the items say (docs/rules.md, Quotas). Asked as a range: SQLite does not
 * look up what is not null.
 */
export const isInLine = async (ctx: UseCaseContext): Promise<boolean> => !(await ctx.tx.existsBy(Submission, { recountAt: MoreThan(0) }))

/** So few are looked up one by one; of more, the months are read. */
const few = 30

/** Counters of a span of months by unit or officer; it costs the same with ten years of items. */
export const readCounted = async (ctx: UseCaseContext, { by, from, to, ids }: CountedSpan): Promise<Map<string, CountedMonth[]>> => {
  const { using } = dialectOf(ctx.tx)
  const some = ids !== undefined && ids.length <= few ? ids : undefined
  if (some?.length === 0) return new Map()
  const narrowed = some === undefined ? '' : `AND f.subject IN (${marksFor(some)})`
  const rows = await ctx.tx.query<CountedMonth[]>(
    `SELECT f.subject AS id, f.month, f.reported, f.adopted, f.adoptions, f.points
      FROM figures AS f ${using(some === undefined ? 'ix_figures_months' : 'ix_figures_sums').text}
      WHERE f.dimension = ? AND f.month >= ? AND f.month <= ? ${narrowed}`,
    [by, from, to, ...(some ?? [])],
  )
  return groupBy(rows, ({ id }) => id)
}

/** Counters as what was done on the first day of each month. */
export const talliesOf = (rows: readonly CountedMonth[]): Tally[] =>
  rows.flatMap(({ month, reported, adopted, adoptions }) =>
    (
      [
        ['reported', reported],
        ['adopted', adopted],
        ['adoptions', adoptions],
      ] as const
    ).map(([what, count]) => ({ on: `${month}-01`, what, count })),
  )

/** Counters as lines of the ledger. */
export const entriesOf = (rows: readonly CountedMonth[]): PointEntry[] =>
  rows.map(({ id, month, points }) => ({
    key: '',
    kind: 'report',
    on: `${month}-01`,
    month,
    unitId: id,
    memberId: null,
    itemId: null,
    sourceId: null,
    category: null,
    ruleSet: '',
    ruleId: '',
    points,
    note: '',
  }))
