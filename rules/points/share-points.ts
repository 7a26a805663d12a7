import { splitByWeights } from '../percentages.ts'
import { scaleExactly, toHundredths } from './hundredths.ts'
import type { ItemFacts, ItemUnit } from './point-facts.ts'
import type { JointPolicy } from './rule-fields.ts'

/** A unit's place among those that report together. */
export interface Place {
  /** In the order of unit ids, which does not depend on how they were listed. */
  index: number
  count: number
  leadIndex: number
}

/** The units of an item in the order of their ids, each with its place. */
export const placeUnits = (item: ItemFacts): { unit: ItemUnit; place: Place }[] => {
  const lead = item.units.find(({ isLead }) => isLead === true) ?? item.units[0]
  const units = item.units.length < 2 ? item.units : item.units.toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1))
  const leadIndex = lead === undefined ? 0 : units.indexOf(lead)
  return units.map((unit, index) => ({ unit, place: { index, count: units.length, leadIndex } }))
}

const leadWeights = ({ count, leadIndex }: Place, lead: number, others: number): number[] =>
  Array.from({ length: count }, (_, index) => (index === leadIndex ? lead * (count - 1) : others))

/**
 * What of `total` hundredths goes to the unit at `place`. Split evenly or by weight, the parts of all units add up to the total: what
 * is left over goes to the largest remainders, in the order of unit ids.
 */
export const shareOf = (total: number, policy: JointPolicy, place: Place): number => {
  if (place.count < 2 || policy === 'full' || total === 0) return total
  if (policy === 'split_evenly') {
    const size = Math.abs(total)
    const part = Math.floor(size / place.count) + (place.index < size % place.count ? 1 : 0)
    return total < 0 && part > 0 ? -part : part
  }
  if ('fixed' in policy) return toHundredths(policy.fixed)
  const isLead = place.index === place.leadIndex
  if (policy.each) return scaleExactly(total, toHundredths(isLead ? policy.lead : policy.others), 10_000)
  const whole = scaleExactly(total, toHundredths(policy.lead + policy.others), 10_000)
  const weights = leadWeights(place, toHundredths(policy.lead), toHundredths(policy.others))
  return splitByWeights(whole, weights)[place.index] ?? 0
}

/** How the share came about, in Chinese; empty where there was nothing to share. */
export const describeShare = (policy: JointPolicy, place: Place): string => {
  if (place.count < 2) return ''
  if (policy === 'split_evenly') return `,${place.count}个单位均分`
  if (policy === 'full') return ',合报各计全分'
  if ('fixed' in policy) return ',合报每单位定额'
  return place.index === place.leadIndex ? `,合报牵头计${policy.lead}%` : `,合报其他单位${policy.each ? '各' : '共'}计${policy.others}%`
}
