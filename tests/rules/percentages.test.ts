import fc from 'fast-check'
import { expect, it } from 'vitest'
import { percentOf, splitByWeights, splitPercent } from '../../rules/percentages.ts'

it('gives the shares of an office as they are printed', () => {
  expect(percentOf(191, 159, 0)).toBe(120)
  expect(percentOf(191, 159)).toBe(120.1)
  expect(percentOf(907, 4650)).toBe(19.5)
  expect(percentOf(167, 348)).toBe(48)
  expect(percentOf(0, 12)).toBe(0)
  expect(percentOf(3, 0)).toBeNull()
})

it('rounds half up', () => {
  expect(percentOf(1, 8)).toBe(12.5)
  expect(percentOf(1, 16, 1)).toBe(6.3)
  expect(percentOf(1, 2000, 1)).toBe(0.1)
})

it('adds a column up to 100.0, giving what is left over to the largest remainders', () => {
  expect(splitPercent([1, 1, 1])).toEqual([33.4, 33.3, 33.3])
  expect(splitPercent([2, 2, 3])).toEqual([28.6, 28.6, 42.8])
  expect(splitPercent([0, 0])).toEqual([0, 0])
  expect(splitPercent([1, 1, 1], 0)).toEqual([34, 33, 33])
  expect(splitPercent([])).toEqual([])
})

it('neither loses nor invents anything, and nobody is further than one away from their exact share', () => {
  const weights = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), weights, (total, weights) => {
      const parts = splitByWeights(total, weights)
      const sum = weights.reduce((all, weight) => all + weight, 0)
      expect(parts.reduce((all, part) => all + part, 0)).toBe(sum === 0 ? 0 : total)
      for (const [at, part] of parts.entries()) if (sum > 0) expect(Math.abs(part - (total * weights[at]!) / sum)).toBeLessThan(1)
    }),
  )
})

it('column percentages add to 100.0 whatever the column', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5_000), { minLength: 1, maxLength: 60 }), (column) => {
      const tenths = splitPercent(column).reduce((sum, percent) => sum + Math.round(percent * 10), 0)
      expect(tenths).toBe(column.some((value) => value > 0) ? 1000 : 0)
    }),
  )
})
