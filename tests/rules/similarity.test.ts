import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bigramsOf, similarityOf } from '../../rules/similarity.ts'

it('compares pairs of letters, not punctuation', () => {
  expect(bigramsOf('报 方案!')).toEqual(['报方', '方案'])
  expect(similarityOf('老旧小区消防隐患排查', '老旧小区,消防隐患排查。')).toBe(1)
  expect(similarityOf('老旧小区消防隐患排查', '老旧小区消防隐患的排查')).toBeGreaterThan(0.8)
  expect(similarityOf('老旧小区消防隐患排查', '城区主干道停车秩序整治')).toBeLessThan(0.2)
})

it('one letter is only like itself', () => {
  expect(similarityOf('报', '报')).toBe(1)
  expect(similarityOf('报', '送')).toBe(0)
  expect(similarityOf('', '报送')).toBe(0)
})

it('is between 0 and 1, the same both ways, and 1 for the same words', () => {
  const words = fc.array(fc.constantFrom(...'消防隐患排查整治方案报送'), { maxLength: 20 }).map((all) => all.join(''))
  fc.assert(
    fc.property(words, words, (a, b) => {
      const similarity = similarityOf(a, b)
      expect(similarity).toBeGreaterThanOrEqual(0)
      expect(similarity).toBeLessThanOrEqual(1)
      expect(similarityOf(b, a)).toBe(similarity)
      expect(similarityOf(a, a)).toBe(1)
    }),
  )
})
