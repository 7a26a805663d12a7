import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createCursor, cutPage, pageSize } from '../../rules/cursor.ts'

const cursors = createCursor('things', z.object({ at: z.int().nullable(), id: z.string() }))

test('a key comes back as it went out', () => {
  fc.assert(
    fc.property(fc.option(fc.integer()), fc.string(), (at, id) => {
      expect(cursors.read(cursors.write({ at, id }))).toEqual({ at, id })
    }),
  )
})

test('no cursor is the first page', () => {
  expect(cursors.read(undefined)).toBeNull()
})

test('the order of filters and absent ones make no difference, their values do', () => {
  const text = cursors.write({ at: 1, id: 'a' }, { state: 'open', unit: undefined, level: 3 })
  expect(cursors.read(text, { level: 3, state: 'open' })).toEqual({ at: 1, id: 'a' })
  for (const filters of [{}, { state: 'open' }, { state: 'open', level: 2 }]) {
    expect(() => cursors.read(text, filters)).toThrow('翻页标记无效或已过期')
  }
})

test('another list’s cursor and anything made up is refused, whatever it is', () => {
  const other = createCursor('others', z.object({ at: z.int().nullable(), id: z.string() }))
  expect(() => cursors.read(other.write({ at: 1, id: 'a' }))).toThrow('翻页标记')
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => cursors.read(text)).toThrow('翻页标记')
    }),
  )
})

test('the row too many tells that there is more, and is not shown', () => {
  expect(cutPage([1, 2, 3], 2, String, (last) => `after ${last}`)).toEqual({ items: ['1', '2'], next: 'after 2' })
  expect(cutPage([1, 2], 2, String, (last) => `after ${last}`)).toEqual({ items: ['1', '2'], next: null })
  expect(cutPage([], 2, String, () => 'x')).toEqual({ items: [], next: null })
})

test('a page has between 1 and 100 rows, 20 unless told', () => {
  expect([undefined, 0, 7, 1_000].map((limit) => pageSize({ limit }))).toEqual([20, 1, 7, 100])
})
