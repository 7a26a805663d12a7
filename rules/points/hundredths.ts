/** Points as people write them, in whole hundredths. */
export const toHundredths = (points: number): number => Math.round(points * 100)

/** Hundredths as people read them: 300 → 3, 50 → 0.5, -1250 → -12.5. */
export const formatPoints = (hundredths: number): string => String(hundredths / 100)

/** `value` × factor ÷ scale, exact, rounded half away from 0 once, at the end. All are whole numbers, the scale above 0. */
export const scaleExactly = (value: number, factor: number, scale: number): number => {
  const product = value * factor
  if (!Number.isSafeInteger(2 * product + scale)) return Number(scaleBig(BigInt(value) * BigInt(factor), BigInt(scale)))
  const size = Math.floor((2 * Math.abs(product) + scale) / (2 * scale))
  return product < 0 && size > 0 ? -size : size
}

const scaleBig = (product: bigint, scale: bigint): bigint => {
  const size = ((product < 0n ? -product : product) * 2n + scale) / (scale * 2n)
  return product < 0n ? -size : size
}

/** `value` times all factors (each with at most two decimals), rounded once; the order of the factors does not matter. */
export const timesAll = (value: number, factors: readonly number[]): number => {
  if (factors.length === 0) return value
  if (factors.length === 1) return scaleExactly(value, toHundredths(factors[0] ?? 1), 100)
  let product = BigInt(value)
  let scale = 1n
  for (const factor of factors) {
    product *= BigInt(toHundredths(factor))
    scale *= 100n
  }
  return Number(scaleBig(product, scale))
}
