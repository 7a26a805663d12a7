import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indexTerms, searchTerms, type SearchTerm } from '../../rules/text-terms.ts'

/** What both databases do with a phrase and a prefix. */
const finds = (text: string, term: SearchTerm): boolean => {
  const words = ` ${indexTerms(text)} `
  return 'phrase' in term ? words.includes(` ${term.phrase} `) : words.includes(` ${term.prefix}`)
}
const findsAll = (text: string, wanted: string): boolean => searchTerms(wanted).every((term) => finds(text, term))

test('every part of a run of letters is found as written', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'消防隐患排查gb50016𠮷'), minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(letters, fc.nat(), fc.nat(), (text, from, length) => {
      const all = [...text]
      const start = from % all.length
      const part = all.slice(start, start + 1 + (length % (all.length - start))).join('')
      expect(findsAll(text, part)).toBe(true)
    }),
  )
})

test('nothing reaches across punctuation, and order counts', () => {
  expect(findsAll('隐患排查。参照标准', '查参')).toBe(false)
  expect(findsAll('隐患排查', '患隐')).toBe(false)
  expect(findsAll('隐患排查', '隐排')).toBe(false)
})

test('width and case make no difference', () => {
  expect(findsAll('ＧＢ５００１６标准', 'gb50016')).toBe(true)
})

test('words are eight ASCII letters and digits each, so no tokeniser cuts, drops or stops them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(indexTerms(text)).toMatch(/^([0-9a-z]{8}( [0-9a-z]{8})*)?$/)
    }),
  )
})

test('punctuation alone asks for nothing', () => {
  expect(searchTerms('。"* -')).toEqual([])
})
