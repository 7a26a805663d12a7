import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchableWords, textQuestion, textTerms } from '../../rules/text-terms.ts'

/** What the search does with them. */
const finds = (text: string, wanted: string): boolean => {
  const { phrases, terms } = textQuestion(wanted)
  const known = new Set(textTerms(text))
  return terms.every((term) => known.has(term)) && phrases.every((phrase) => searchableWords(text).includes(phrase))
}

test('every part of a run of letters is found as written', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'消防隐患排查gb50016𠮷'), minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(letters, fc.nat(), fc.nat(), (text, from, length) => {
      const all = [...text]
      const start = from % all.length
      const part = all.slice(start, start + 1 + (length % (all.length - start))).join('')
      expect(finds(text, part)).toBe(true)
    }),
  )
})

test('nothing reaches across punctuation, and order counts', () => {
  expect(finds('隐患排查。参照标准', '查参')).toBe(false)
  expect(finds('隐患排查', '患隐')).toBe(false)
  expect(finds('防火,火墙,防水墙', '防火墙')).toBe(false)
})

test('width and case make no difference, and several words may stand anywhere', () => {
  expect(finds('ＧＢ５００１６标准', 'gb50016')).toBe(true)
  expect(finds('沿街商铺,消除隐患', '隐患 商铺')).toBe(true)
})

test('a pair is two letters, each pair once, and nothing in a phrase means anything to LIKE', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const terms = textTerms(text)
      expect(new Set(terms).size).toBe(terms.length)
      expect(terms.every((term) => [...term].length === 2)).toBe(true)
      expect(searchableWords(text)).not.toMatch(/[%_\\'"]/)
    }),
  )
})

test('single letters and punctuation give nothing to look under', () => {
  expect(textQuestion('栋').terms).toEqual([])
  expect(textQuestion('。"* -').terms).toEqual([])
})
