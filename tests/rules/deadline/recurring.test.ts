import { describe, expect, test } from 'vitest'
import { NEVER, nextOccurrence, type RecurringRule } from '../../../rules/deadline/index.ts'
import { instantAt, MONDAY, office, reads, show } from './reads.ts'

const context = office()

const turns = (rule: RecurringRule, from: string, count: number): string[] => {
  let after = instantAt(context.calendar, from)
  return Array.from({ length: count }, () => {
    const next = nextOccurrence(rule, after, context)
    after = next.due
    return show(context.calendar, next.due)
  })
}

describe('limits that come round', () => {
  test.each([
    ['每月10日前报上月数据', { every: 'month', days: [10] }, '2026-12-10 17:30'],
    ['每月5日、20日前', { every: 'month', days: [5, 20] }, '2026-12-05 17:30'],
    ['每月底前', { every: 'month', days: [-1] }, '2026-11-30 17:30'],
    ['每月第一个工作日前', { every: 'month', workingDay: 1 }, '2026-12-01 17:30'],
    ['每月最后一个工作日下班前', { every: 'month', workingDay: -1 }, '2026-11-30 17:30'],
    ['按月报送', { every: 'month' }, '2026-11-30 17:30'],
    ['每两个月', { every: 'month', interval: 2 }, '2026-11-30 17:30'],
    ['每周五12点前', { every: 'week', weekdays: [5], clock: '12:00' }, '2026-11-27 12:00'],
    ['每周一、三、五下午5点前报进度', { every: 'week', weekdays: [1, 3, 5], clock: '17:00' }, '2026-11-23 17:00'],
    ['每周报送一次', { every: 'week' }, '2026-11-27 17:30'],
    ['逢周一报', { every: 'week', weekdays: [1] }, '2026-11-23 17:30'],
    ['每两周的周五前', { every: 'week', interval: 2, weekdays: [5] }, '2026-11-27 17:30'],
    ['每日15时前', { every: 'day', clock: '15:00' }, '2026-11-23 15:00'],
    ['每天上午下班前', { every: 'day', at: 'morning-close' }, '2026-11-23 12:00'],
    ['每晚8点前', { every: 'day', clock: '20:00' }, '2026-11-23 20:00'],
    ['每个工作日下班前', { every: 'working-day' }, '2026-11-23 17:30'],
    ['每半个月报一次', { every: 'half-month' }, '2026-11-30 17:30'],
    ['每季度首月10日前', { every: 'quarter', month: 1, days: [10] }, '2027-01-10 17:30'],
    ['每季度末报', { every: 'quarter', days: [-1] }, '2026-12-31 17:30'],
    ['每季度结束后10日内', { every: 'quarter', month: 1, days: [10] }, '2027-01-10 17:30'],
    ['每半年报一次', { every: 'half-year' }, '2026-12-31 17:30'],
    ['每年12月10日前', { every: 'year', month: 12, days: [10] }, '2026-12-10 17:30'],
    ['每年第一季度', { every: 'year', month: 3, days: [-1] }, '2027-03-31 17:30'],
    [
      '12月1日至12月4日每天17点前报送',
      { every: 'day', clock: '17:00', within: [{ from: '2026-12-01', to: '2026-12-04' }] },
      '2026-12-01 17:00',
    ],
  ])('%s', (text, rule, first) => {
    expect(reads(text)).toBe(`${JSON.stringify(rule)} first ${first}`)
  })

  test.each(['每小时报一次', '每天8:30-22:30每隔一小时监测', '每人写一篇', '每次扣10分'])('%s is no limit', (text) => {
    expect(reads(text)).toBe('none')
  })

  test('spans in brackets bound a daily limit', () => {
    expect(reads('要在每日(9月19日-21日,10月1日-7日)15时前传报', '2026-09-16 09:00')).toContain(
      '"within":[{"from":"2026-09-19","to":"2026-09-21"},{"from":"2026-10-01","to":"2026-10-07"}]',
    )
  })
})

describe('the turns of a rule', () => {
  test('month ends are held to the month', () => {
    expect(turns({ every: 'month', days: [31] }, '2027-01-15 09:00', 3)).toEqual([
      '2027-01-31 17:30',
      '2027-02-28 17:30',
      '2027-03-31 17:30',
    ])
  })
  test('several days of a month follow one another', () => {
    expect(turns({ every: 'month', days: [5, 20] }, MONDAY, 3)).toEqual(['2026-12-05 17:30', '2026-12-20 17:30', '2027-01-05 17:30'])
  })
  test('an interval keeps its rhythm', () => {
    expect(turns({ every: 'week', interval: 2, weekdays: [5] }, MONDAY, 3)).toEqual([
      '2026-11-27 17:30',
      '2026-12-11 17:30',
      '2026-12-25 17:30',
    ])
  })
  test('a weekly limit without a day is the last working day, shifted weeks too', () => {
    expect(turns({ every: 'week' }, '2026-09-28 09:00', 3)).toEqual(['2026-09-30 17:30', '2026-10-10 17:30', '2026-10-16 17:30'])
  })
  test('working days leave out the holiday', () => {
    expect(turns({ every: 'working-day', clock: '09:00' }, '2026-09-30 09:00', 3)).toEqual([
      '2026-10-08 09:00',
      '2026-10-09 09:00',
      '2026-10-10 09:00',
    ])
  })
  test('half months end on the 15th and the last', () => {
    expect(turns({ every: 'half-month' }, '2027-02-01 09:00', 3)).toEqual(['2027-02-15 17:30', '2027-02-28 17:30', '2027-03-15 17:30'])
  })
  test('quarters, half-years and years', () => {
    expect(turns({ every: 'quarter', month: 3, days: [20] }, MONDAY, 2)).toEqual(['2026-12-20 17:30', '2027-03-20 17:30'])
    expect(turns({ every: 'half-year' }, MONDAY, 2)).toEqual(['2026-12-31 17:30', '2027-06-30 17:30'])
    expect(turns({ every: 'year', month: 2, days: [-1] }, MONDAY, 2)).toEqual(['2027-02-28 17:30', '2028-02-29 17:30'])
  })
  test('midnight as a limit comes once a day', () => {
    expect(turns({ every: 'day', clock: '24:00' }, MONDAY, 2)).toEqual(['2026-11-24 00:00', '2026-11-25 00:00'])
  })
  test('a turn starts with its period', () => {
    const next = nextOccurrence({ every: 'month', days: [10] }, instantAt(context.calendar, MONDAY), context)
    expect(show(context.calendar, next.start)).toBe('2026-12-01 00:00')
  })
  test('a rule whose spans are over never comes again', () => {
    const rule: RecurringRule = { every: 'day', within: [{ from: '2026-11-20', to: '2026-11-23' }] }
    expect(turns(rule, MONDAY, 1)).toEqual(['2026-11-23 17:30'])
    expect(nextOccurrence(rule, instantAt(context.calendar, '2026-11-23 18:00'), context).due).toBe(NEVER)
  })
})
