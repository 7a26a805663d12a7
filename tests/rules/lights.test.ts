import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../rules/calendar/create-calendar.ts'
import { expectedPercent, lightOf, type LightInput } from '../../rules/lights.ts'
import { defaultSettings } from '../../rules/office-settings.ts'

const calendar = createCalendar(defaultSettings())
const at = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`)

/** From Monday morning to Friday evening: five working days. */
const week: LightInput = { openedAt: at('11-23 08:30'), dueAt: at('11-27 17:30'), percent: null, tracksProgress: true, behindPoints: 10 }
const level = (input: Partial<LightInput>, now: string): number => lightOf(calendar, { ...week, ...input }, at(now)).level

describe('the light', () => {
  it('is normal, then near from the morning of the last working day before, then overdue', () => {
    expect(level({}, '11-23 09:00')).toBe(0)
    expect(level({}, '11-26 08:29')).toBe(0)
    expect(level({}, '11-26 08:30')).toBe(1)
    expect(level({}, '11-27 17:30')).toBe(1)
    expect(level({}, '11-27 17:31')).toBe(3)
  })

  it('is near over a weekend from Friday on', () => {
    expect(level({ dueAt: at('11-30 17:30') }, '11-27 08:29')).toBe(0)
    expect(level({ dueAt: at('11-30 17:30') }, '11-28 12:00')).toBe(1)
  })

  it('is behind when the reported percent is ten points under the expected one', () => {
    expect(level({ percent: 40 }, '11-25 12:00')).toBe(0)
    expect(level({ percent: 30 }, '11-25 12:00')).toBe(2)
    expect(level({ percent: 100 }, '11-27 17:00')).toBe(1)
  })

  it('says nothing of progress before the first report, nor of duties that have none', () => {
    expect(level({ percent: null }, '11-25 17:30')).toBe(0)
    expect(level({ percent: 0, tracksProgress: false }, '11-25 17:30')).toBe(0)
  })

  it('stays off without a limit', () => {
    expect(lightOf(calendar, { ...week, dueAt: null }, at('12-31 09:00'))).toEqual({ level: 0, changesAt: null })
  })

  it('does not change any more once overdue', () => {
    expect(lightOf(calendar, week, at('11-30 09:00'))).toEqual({ level: 3, changesAt: null })
  })
})

it('expected progress counts working time only', () => {
  const { openedAt } = week
  expect(expectedPercent(calendar, openedAt, at('11-27 17:30'), openedAt)).toBe(0)
  expect(expectedPercent(calendar, openedAt, at('11-27 17:30'), at('11-27 17:30'))).toBe(100)
  expect(expectedPercent(calendar, at('11-27 08:30'), at('11-30 17:30'), at('11-29 12:00'))).toBe(50)
  expect(expectedPercent(calendar, at('11-28 09:00'), at('11-28 10:00'), at('11-28 09:30'))).toBe(0)
  expect(expectedPercent(calendar, at('11-28 09:00'), at('11-28 10:00'), at('11-28 10:00'))).toBe(100)
})

it('the change that is foretold is the one that comes: nothing before it, something at it', () => {
  const minutes = fc.integer({ min: 1, max: 14 * 24 * 60 })
  fc.assert(
    fc.property(minutes, minutes, fc.option(fc.integer({ min: 0, max: 100 })), (long, past, percent) => {
      const input = { ...week, dueAt: week.openedAt + long * 60_000, percent }
      const now = week.openedAt + Math.min(past, long + 100) * 60_000
      const light = lightOf(calendar, input, now)
      if (light.changesAt === null) return
      expect(light.changesAt).toBeGreaterThan(now)
      expect(lightOf(calendar, input, light.changesAt - 1).level).toBe(light.level)
      expect(lightOf(calendar, input, light.changesAt).level).toBeGreaterThan(light.level)
    }),
    { numRuns: 300 },
  )
})
