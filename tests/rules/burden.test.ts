import { describe, expect, test } from 'vitest'
import { isDemand, lastPeriods, partOf, periodOf } from '../../rules/burden.ts'
import { createCalendar } from '../../rules/calendar/index.ts'
import { defaultSettings } from '../../rules/office-settings.ts'

const calendar = createCalendar(defaultSettings())

describe('parts', () => {
  test.each([
    ['2026-11-23', '2026-11-23'],
    ['2026-11-29', '2026-11-23'],
    ['2026-11-30', '2026-11-30'],
    // The week goes on, the month does not.
    ['2026-12-01', '2026-12-01'],
    ['2026-12-06', '2026-12-01'],
    ['2026-12-07', '2026-12-07'],
    ['2027-01-01', '2027-01-01'],
  ])('%s lies in the part that begins on %s', (day, part) => {
    expect(partOf(calendar, day)).toBe(part)
    // Whatever way it is summed, a part lies in one week and one month.
    expect(periodOf(calendar, 'week', part)).toBe(periodOf(calendar, 'week', day))
    expect(periodOf(calendar, 'month', part)).toBe(periodOf(calendar, 'month', day))
  })
})

test('the last weeks and months end with the one we are in', () => {
  expect(lastPeriods(calendar, 'week', '2026-12-02', 3)).toEqual(['2026-11-16', '2026-11-23', '2026-11-30'])
  expect(lastPeriods(calendar, 'month', '2026-01-31', 3)).toEqual(['2025-11-01', '2025-12-01', '2026-01-01'])
})

test('a demand is what parties owe as such; what comes back to the one who asked is none, nor is a suggestion', () => {
  expect(isDemand('task', 'handle')).toBe(true)
  expect(isDemand('task', 'review')).toBe(false)
  expect(isDemand('task', 'set_due')).toBe(false)
  expect(isDemand('suggestion', 'handle')).toBe(false)
})
