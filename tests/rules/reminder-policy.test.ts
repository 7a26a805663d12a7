import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../rules/calendar/index.ts'
import { DAY_MS, HOUR_MS } from '../../rules/instant.ts'
import { defaultSettings } from '../../rules/office-settings.ts'
import { isQuiet, latestReminder, nextMorning, nextReminder, overdueCount, type ReminderInput } from '../../rules/reminder-policy.ts'

const settings = defaultSettings()
const calendar = createCalendar(settings)
const policy = settings.reminders
const at = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`)
const local = (instant: number): string => new Date(instant + 8 * HOUR_MS).toISOString().slice(5, 16).replace('T', ' ')

/** Every slot of a todo, in order. */
const slots = (todo: ReminderInput, count: number): string[] => {
  const said: string[] = []
  for (let from = todo.openedAt; said.length < count;) {
    const next = nextReminder(calendar, policy, todo, from)
    said.push(`${next.slot} ${local(next.at)}`)
    from = next.at
  }
  return said
}

test('three and one working days before, on the day, then every working morning', () => {
  expect(slots({ openedAt: at('11-20 10:00'), dueAt: at('11-27 17:30') }, 5)).toEqual([
    'before_3 11-24 09:00',
    'before_1 11-26 09:00',
    'due_day 11-27 09:00',
    'overdue_1 11-30 09:00',
    'overdue_2 12-01 09:00',
  ])
})

test('slots before creation are dropped', () => {
  expect(slots({ openedAt: at('11-26 10:00'), dueAt: at('11-27 17:30') }, 2)).toEqual(['due_day 11-27 09:00', 'overdue_1 11-30 09:00'])
})

test('a due within two hours of its creation has nothing to be reminded of before it', () => {
  expect(slots({ openedAt: at('11-26 16:00'), dueAt: at('11-26 17:30') }, 1)).toEqual(['overdue_1 11-27 09:00'])
})

test('a due before nine is not reminded of after it has passed', () => {
  expect(slots({ openedAt: at('11-25 10:00'), dueAt: at('11-27 08:30') }, 2)).toEqual(['before_1 11-26 09:00', 'overdue_1 11-30 09:00'])
})

test('特急 due on a Sunday is reminded of on that Sunday; anything else on Friday', () => {
  const todo = { openedAt: at('11-26 10:00'), dueAt: at('11-29 17:00') }
  expect(slots(todo, 2)).toEqual(['before_1 11-27 09:00', 'overdue_1 11-30 09:00'])
  expect(slots({ ...todo, critical: true }, 2)).toEqual(['before_1 11-27 09:00', 'due_day 11-29 09:00'])
})

describe('quiet hours', () => {
  test.each([
    ['11-27 08:29', true],
    ['11-27 08:30', false],
    ['11-27 17:59', false],
    ['11-27 18:00', true],
    ['11-28 10:00', true],
    ['10-10 10:00', false],
  ])('%s is quiet: %s', (time, quiet) => {
    expect(isQuiet(calendar, policy, at(time))).toBe(quiet)
  })
  test('end on the next working morning', () => {
    expect(local(nextMorning(calendar, policy, at('11-27 18:00')))).toBe('11-30 09:00')
    expect(local(nextMorning(calendar, policy, at('11-27 07:00')))).toBe('11-27 09:00')
    expect(local(nextMorning(calendar, { ...policy, at: '08:00' }, at('11-27 07:00')))).toBe('11-27 08:30')
  })
})

const todos = fc
  .record({
    openedAt: fc.integer({ min: at('01-05 00:00'), max: at('11-01 00:00') }),
    lasts: fc.integer({ min: 60_000, max: 40 * DAY_MS }),
    critical: fc.boolean(),
  })
  .map(({ openedAt, lasts, critical }) => ({ openedAt, dueAt: openedAt + lasts, critical }))

test('the latest reminder at any time is the one the chain of next reminders last reached', () => {
  fc.assert(
    fc.property(todos, fc.integer({ min: 0, max: 60 * DAY_MS }), (todo, later) => {
      const now = todo.openedAt + later
      let last: string | null = null
      for (
        let next = nextReminder(calendar, policy, todo, todo.openedAt);
        next.at <= now;
        next = nextReminder(calendar, policy, todo, next.at)
      )
        last = next.slot
      const latest = latestReminder(calendar, policy, todo, now)
      // Two slots of one moment (a due inside a holiday) are one reminder, under either name.
      const same = latest === null ? last === null : nextReminder(calendar, policy, todo, latest.at - 1).at === latest.at && last !== null
      expect(same).toBe(true)
      if (latest && overdueCount(latest.slot) > 0) expect(latest.slot).toBe(last)
    }),
  )
})

test('reminders only go forward, and overdue ones come on working mornings, counted without a gap', () => {
  fc.assert(
    fc.property(todos, (todo) => {
      let from = todo.openedAt
      let overdue = 0
      for (let n = 0; n < 12; n += 1) {
        const next = nextReminder(calendar, policy, todo, from)
        expect(next.at).toBeGreaterThan(from)
        if (overdueCount(next.slot) > 0) {
          expect(next.at).toBeGreaterThan(todo.dueAt)
          expect(overdueCount(next.slot)).toBe((overdue += 1))
          expect(calendar.isWorkingDay(calendar.dayOf(next.at))).toBe(true)
        } else expect(next.at).toBeLessThanOrEqual(todo.dueAt)
        from = next.at
      }
    }),
  )
})
