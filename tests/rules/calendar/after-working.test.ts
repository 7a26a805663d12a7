import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { afterWorking } from '../../../rules/calendar/after-working.ts'
import { createCalendar } from '../../../rules/calendar/create-calendar.ts'
import { HOUR_MS, MINUTE_MS } from '../../../rules/instant.ts'
import { defaultSettings } from '../../../rules/office-settings.ts'

const calendar = createCalendar(defaultSettings())
const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)

describe('four working hours', () => {
  test.each([
    ['in the morning: over lunch', '2026-11-23 09:00', '2026-11-23 15:00'],
    ['late in the day: into the next morning', '2026-11-23 16:00', '2026-11-24 11:00'],
    ['on Friday afternoon: over the weekend', '2026-11-27 16:30', '2026-11-30 11:30'],
    ['on a Sunday: from Monday on', '2026-11-29 10:00', '2026-11-30 14:30'],
    ['before National Day: over the holiday, to the very end of the morning', '2026-09-30 17:00', '2026-10-08 12:00'],
  ])('%s', (_what, from, until) => {
    expect(afterWorking(calendar, at(from), 4 * HOUR_MS)).toBe(at(until))
  })
})

test('is the other way round of workingMs, and the first such instant', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 * 24 * 60 }), fc.integer({ min: 1, max: 100 * 60 }), (minutes, length) => {
      const from = at('2026-01-01 00:00') + minutes * MINUTE_MS
      const until = afterWorking(calendar, from, length * MINUTE_MS)
      expect(calendar.workingMs(from, until)).toBe(length * MINUTE_MS)
      expect(calendar.workingMs(from, until - 1)).toBeLessThan(length * MINUTE_MS)
    }),
  )
  expect(afterWorking(calendar, at('2026-11-29 10:00'), 0)).toBe(at('2026-11-29 10:00'))
})
