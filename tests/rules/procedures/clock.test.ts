import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../../rules/calendar/index.ts'
import { HOUR_MS } from '../../../rules/instant.ts'
import { defaultSettings } from '../../../rules/office-settings.ts'
import { lateBy, noClock, pauseClock, resumeClock, startClock } from '../../../rules/procedures/clock.ts'
import { builtInProcedures } from '../../../rules/procedures/built-in.ts'
import { procedureDefinitionSchema } from '../../../rules/procedures/definition.ts'

const calendar = createCalendar(defaultSettings())
const at = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`)

describe('a clock of working time', () => {
  test('days end at the close of work, hours to the minute, none has no due', () => {
    expect(startClock(calendar, { workingDays: 2 }, at('11-27 10:00')).dueAt).toBe(at('12-01 17:30'))
    expect(startClock(calendar, { workingDays: 0 }, at('11-27 10:00')).dueAt).toBe(at('11-27 17:30'))
    expect(startClock(calendar, { workingDays: 0 }, at('11-27 20:00')).dueAt).toBe(at('11-30 17:30'))
    expect(startClock(calendar, { workingHours: 4 }, at('11-27 15:00')).dueAt).toBe(at('11-30 10:00'))
    expect(startClock(calendar, null, at('11-27 15:00'))).toEqual(noClock)
  })

  test('standing still, however long, costs nothing; overdue, nothing is left', () => {
    const clock = startClock(calendar, { workingHours: 4 }, at('11-24 09:00'))
    const still = pauseClock(calendar, clock, at('11-24 10:00'))
    expect(still).toEqual({ dueAt: null, leftMs: 3 * HOUR_MS })
    expect(pauseClock(calendar, still, at('11-25 10:00'))).toEqual(still)
    expect(resumeClock(calendar, still, { at: at('12-08 16:30'), limit: { workingHours: 4 } }).dueAt).toBe(at('12-09 10:30'))
    expect(pauseClock(calendar, clock, at('11-26 10:00')).leftMs).toBe(0)
    expect(resumeClock(calendar, noClock, { at: at('12-08 16:30'), limit: null })).toEqual(noClock)
  })

  test('a limit in days goes on to a close of work', () => {
    const still = pauseClock(calendar, startClock(calendar, { workingDays: 3 }, at('11-23 10:00')), at('11-24 09:00'))
    expect(resumeClock(calendar, still, { at: at('12-01 11:00'), limit: { workingDays: 3 } }).dueAt).toBe(at('12-04 17:30'))
  })

  test('lateness is working time', () => {
    expect(lateBy(calendar, at('11-27 17:30'), at('11-30 10:00'))).toBe(1.5 * HOUR_MS)
    expect(lateBy(calendar, at('11-27 17:30'), at('11-27 17:30'))).toBe(0)
    expect(lateBy(calendar, null, at('11-30 10:00'))).toBe(0)
  })
})

describe('a definition', () => {
  const faults = (draft: unknown): string[] => procedureDefinitionSchema.safeParse(draft).error?.issues.map(({ message }) => message) ?? []
  const step = { key: 'do', name: '办理', party: { by: 'applicant' } }

  test('is checked in words', () => {
    expect(faults({ code: 'a1', name: '甲', steps: [] })).toContain('至少要有一个环节')
    expect(faults({ code: 'a1', name: '甲', steps: [step, step] })).toContain('环节代码重复:do')
    expect(faults({ code: 'a1', name: '甲', steps: [{ ...step, parallel: true }] })).toContain('第一个环节不能与前一环节并行')
    expect(faults({ code: 'a1', name: '甲', form: 'joint', steps: [step] })).toContain('联办件至少要有两个不同的责任方')
    expect(faults({ code: 'a1', name: '甲', form: 'immediate', steps: [step] })[0]).toContain('即办件须当日办结')
    expect(faults({ code: 'a1', name: '甲', form: 'immediate', limit: { workingDays: 0 }, steps: [step] })).toEqual([])
    expect(faults({ code: 'A-1', name: '甲', steps: [step] })[0]).toContain('代码用小写')
    expect(faults({ code: 'a1', name: '甲', steps: [{ ...step, limit: { days: 3 } }] })).toHaveLength(1)
    expect(faults({ code: 'a1', name: '甲', steps: [{ ...step, party: { by: 'nobody' } }] })).toHaveLength(1)
  })

  test('those that are built in are good ones', () => {
    expect(builtInProcedures.map(({ code }) => code)).toEqual(['approval', 'absence', 'disclosure_request'])
  })
})
