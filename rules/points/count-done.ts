import type { Day } from '../instant.ts'
import { toHundredths } from './hundredths.ts'
import type { ItemCount, QuotaCount, QuotaRule } from './period-rules.ts'
import type { Period } from './period-of.ts'
import type { PointEntry, Tally } from './point-facts.ts'
import { applies, readMatch, tidyName, yesNo, type Match } from './rule-match.ts'

const isIn = (on: Day, { from, to }: { from: Day; to: Day }): boolean => on >= from && on <= to

const matches = new WeakMap<object, Match>()
const matchOf = (count: object): Match => {
  const known = matches.get(count) ?? readMatch(count)
  matches.set(count, known)
  return known
}

const tallyFacts = ({ category, form, tone, event, level, publication, called }: Tally): Record<string, string> => ({
  category: tidyName(category ?? ''),
  form: tidyName(form ?? ''),
  tone: tone ?? '',
  event: event ?? '',
  level: tidyName(level ?? ''),
  publication: tidyName(publication ?? ''),
  called: yesNo(called === true),
})

/** How many items of a kind there were in a period. */
export const countItems = (count: ItemCount, tallies: readonly Tally[], period: { from: Day; to: Day }): number => {
  const what = typeof count === 'string' ? count : count.what
  const match = typeof count === 'string' ? undefined : matchOf(count)
  let sum = 0
  for (const tally of tallies)
    if (tally.what === what && isIn(tally.on, period) && (match === undefined || match.size === 0 || applies(match, tallyFacts(tally))))
      sum += tally.count
  return sum
}

/** Which lines of the ledger are meant: of some kinds, by some rules, of items of some categories. */
export interface Selection {
  kinds?: readonly string[] | undefined
  rules?: readonly string[] | undefined
  category?: readonly string[] | undefined
}

/** Whether a line of the ledger is meant. */
export const isSelected = ({ kinds, rules, category }: Selection, entry: PointEntry): boolean =>
  (kinds === undefined || kinds.includes(entry.kind)) &&
  (rules === undefined || rules.includes(entry.ruleId)) &&
  (category === undefined || (entry.category !== null && category.includes(entry.category)))

/** A task and what was done of it; points in hundredths. */
export interface Progress {
  required: number
  done: number
  unit: 'item' | 'point'
}

const pointsDone = (count: Selection, entries: readonly PointEntry[], period: Period): number => {
  let sum = 0
  for (const entry of entries) if (isIn(entry.on, period) && isSelected(count, entry)) sum += entry.points
  return sum
}

const selectionOf = (count: QuotaCount): Selection | undefined => {
  if (count === 'points') return {}
  return typeof count === 'object' && 'points' in count ? count : undefined
}

/** The figure of a task for a unit: its own, or that of its class; undefined where it has none. */
export const requiredOf = ({ min, minFor }: QuotaRule, unit: string): number | undefined => minFor?.[unit] ?? min

/** How far a task is done in a period. */
export const measureQuota = (
  quota: QuotaRule,
  required: number,
  facts: { tallies: readonly Tally[]; entries: readonly PointEntry[] },
  period: Period,
): Progress => {
  const selection = selectionOf(quota.count)
  if (selection) return { required: toHundredths(required), done: pointsDone(selection, facts.entries, period), unit: 'point' }
  return { required, done: countItems(quota.count as ItemCount, facts.tallies, period), unit: 'item' }
}
