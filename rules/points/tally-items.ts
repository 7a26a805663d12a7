import type { ItemFacts, Tally } from './point-facts.ts'
import { inOrder } from './in-order.ts'

/**
 * The counts of items as `scorePeriods` and `judgeQuotas` want them, by unit and by author: each item once as reported, once as adopted
 * (on the day of its first use by `adopt`, `share` or `commission`; forwarding is not yet a use), and each use. A joint report counts for
 * each of its units.
 */
export function tallyItems(items: Iterable<ItemFacts>): { units: Map<string, Tally[]>; members: Map<string, Tally[]> } {
  const units = new Map<string, Tally[]>()
  const members = new Map<string, Tally[]>()
  const add = (map: Map<string, Tally[]>, key: string, tallies: readonly Tally[]): void => {
    const known = map.get(key)
    if (known) known.push(...tallies)
    else map.set(key, [...tallies])
  }
  for (const item of items) {
    const tallies = tallyItem(item)
    for (const { unitId, memberIds } of item.units) {
      add(units, unitId, tallies)
      for (const memberId of memberIds) add(members, memberId, tallies)
    }
  }
  return { units, members }
}

/** The counts that one item adds for each of its units and authors. */
export function tallyItem({ reportedOn, category, tone, form = null, call, adoptions }: ItemFacts): Tally[] {
  const called = call !== null
  const tallies: Tally[] = [{ on: reportedOn, what: 'reported', count: 1, category, form, tone, called }]
  let isUsed = false
  for (const { on, event, level, publication = null, form: usedForm } of inOrder(adoptions)) {
    const use = { on, count: 1, category, form: usedForm ?? form, tone, event, level, publication, called }
    tallies.push({ ...use, what: 'adoptions' })
    if (isUsed || event === 'forward') continue
    isUsed = true
    tallies.push({ ...use, what: 'adopted' })
  }
  return tallies
}
