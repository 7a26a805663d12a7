import type { Demand } from '../../entities/index.ts'
import { groupBy } from '../../rules/group-by.ts'
import { DAY_MS } from '../../rules/instant.ts'
import { createLikeness } from '../../rules/similarity.ts'
import type { UseCaseContext } from '../context.ts'

/** Of what was asked of a unit, so many are looked at for a repeat, newest first. */
const mostCompared = 300
/** A title of fewer letters (报方案) is like many others without being the same; as for the courtesy to the author. */
const shortestComparable = 5
const alike = 0.8

interface AskedMatter {
  id: string
  matter_id: string
  title: string
  state: string
  asked_at: number
  parent_id: string | null
  recurrence_id: string | null
}

/** What was asked of that unit up to and with the demand `upTo`, newest first. */
const listAsked = (ctx: UseCaseContext, unitId: string, upTo: string): Promise<AskedMatter[]> =>
  ctx.tx.query<AskedMatter[]>(
    `SELECT d.id, d.matter_id, m.title, m.state, d.asked_at, m.parent_id, m.recurrence_id
      FROM (SELECT id, matter_id, asked_at FROM demands WHERE asked_unit_id = ? AND id <= ? ORDER BY id DESC LIMIT ${mostCompared}) AS d
      INNER JOIN matters AS m ON m.id = d.matter_id ORDER BY d.id DESC`,
    [unitId, upTo],
  )

/** A part of it, of the same whole, or another turn of the same recurring task: planned, not asked again. */
const isKin = (one: AskedMatter, other: AskedMatter): boolean =>
  one.parent_id === other.matter_id ||
  other.parent_id === one.matter_id ||
  (one.parent_id !== null && one.parent_id === other.parent_id) ||
  (one.recurrence_id !== null && one.recurrence_id === other.recurrence_id)

const isLive = (state: string): boolean => state !== 'closed' && state !== 'cancelled'

/** The earlier matter asked of the same unit that this one repeats: nearly its title, and still open or asked lately. */
const findRepeated = (ctx: UseCaseContext, asked: readonly AskedMatter[], demand: Demand): string | null => {
  const self = asked.find(({ id }) => id === demand.id)
  if (!self || [...self.title].length < shortestComparable) return null
  const since = demand.askedAt - ctx.office.settings.burden.repeatDays * DAY_MS
  const isLike = createLikeness(self.title)
  const found = asked.find(
    (other) =>
      other.id < self.id &&
      other.matter_id !== self.matter_id &&
      other.state !== 'cancelled' &&
      (isLive(other.state) || other.asked_at >= since) &&
      !isKin(self, other) &&
      isLike(other.title) >= alike,
  )
  return found?.matter_id ?? null
}

/** The earlier matter that each of these demands (in the order they were made) repeats, where it does (docs/rules.md, Burden). */
export const findRepeats = async (ctx: UseCaseContext, demands: readonly Demand[]): Promise<Map<string, string>> => {
  const repeats = new Map<string, string>()
  for (const [unitId, own] of groupBy(demands, ({ askedUnitId }) => askedUnitId)) {
    const asked = await listAsked(ctx, unitId, own.at(-1)?.id ?? '')
    for (const demand of own) {
      const repeatsId = findRepeated(ctx, asked, demand)
      if (repeatsId !== null) repeats.set(demand.id, repeatsId)
    }
  }
  return repeats
}
