/**
 * A whole total shared out by weights, by largest remainder: the parts are whole, keep the sign of the total and add up to it exactly.
 * Equal remainders go to the earlier. Weights below 0 count as 0; when all are 0, so is every part (docs/rules.md, Points).
 */
export function splitByWeights(total: number, weights: readonly number[]): number[] {
  const sizes = weights.map((weight) => Math.max(0, weight))
  const sum = sizes.reduce((all, size) => all + size, 0)
  if (sum === 0) return sizes.map(() => 0)
  const whole = Math.abs(total)
  const parts = sizes.map((size) => Math.floor((whole * size) / sum))
  const missing = whole - parts.reduce((all, part) => all + part, 0)
  const byRemainder = sizes
    .map((size, index) => ({ index, remainder: (whole * size) % sum }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, missing)) parts[index] = (parts[index] ?? 0) + 1
  return total < 0 ? parts.map((part) => (part === 0 ? 0 : -part)) : parts
}

/**
 * The percentages of a column, which add up to 100.0 exactly (largest remainder), in the order of the values. A column of nothing is all 0.
 */
export const splitPercent = (values: readonly number[], decimals = 1): number[] => {
  const scale = 10 ** decimals
  return splitByWeights(100 * scale, values).map((part) => part / scale)
}

/** How much `part` is of `whole`, in percent, rounded half up, not capped at 100; null when the whole is nothing. */
export const percentOf = (part: number, whole: number, decimals = 1): number | null => {
  if (whole <= 0) return null
  const scale = 10 ** decimals
  return Math.floor((2 * part * 100 * scale + whole) / (2 * whole)) / scale
}
