import { scaleExactly, toHundredths } from './hundredths.ts'
import type { UnitTotal } from './rank-units.ts'
import type { RuleSet } from './rule-set.ts'

/**
 * Totals on the scale of another evaluation (折算), in hundredths, by unit: times a factor, or in proportion to the best of the class, at
 * most the cap. Empty where the rules convert nothing. No lines of the ledger: a converted total stands beside the total.
 */
export function convertTotals(
  { conversion }: RuleSet,
  totals: readonly Pick<UnitTotal, 'unitId' | 'unitClass' | 'points'>[],
): Map<string, number> {
  const converted = new Map<string, number>()
  if (conversion === undefined) return converted
  const best = new Map<string, number>()
  for (const { unitClass, points } of totals) best.set(unitClass, Math.max(points, best.get(unitClass) ?? 0))
  const most = conversion.cap === undefined ? Infinity : toHundredths(conversion.cap)
  for (const { unitId, unitClass, points } of totals) {
    const highest = best.get(unitClass) ?? 0
    const value =
      conversion.by === 'factor'
        ? scaleExactly(points, Math.round((conversion.factor ?? 1) * 10_000), 10_000)
        : highest === 0
          ? 0
          : scaleExactly(points, toHundredths(conversion.full ?? 0), highest)
    converted.set(unitId, Math.min(most, value))
  }
  return converted
}
