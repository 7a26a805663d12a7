import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../../rules/calendar/index.ts'
import { lunarMonth, solarTermDay } from '../../../rules/calendar/lunar-days.ts'
import { lunarDay } from '../../../rules/calendar/public-holidays.ts'
import { DAY_MS, HOUR_MS } from '../../../rules/instant.ts'
import { officeSettingsSchema } from '../../../rules/office-settings.ts'

const calendarOf = (settings: Record<string, unknown> = {}, notices = {}) => createCalendar(officeSettingsSchema.parse(settings), notices)
const shanghai = calendarOf()

describe('working days', () => {
  test.each([
    ['2026-11-23', true, undefined],
    ['2026-11-22', false, undefined],
    ['2026-10-01', false, '国庆节'],
    ['2026-10-10', true, undefined],
    ['2026-02-14', true, undefined],
    ['2026-02-17', false, '春节'],
    ['2020-01-31', false, '春节'],
    ['2025-10-06', false, '中秋'],
  ])('%s is worked: %s', (day, worked, holiday) => {
    expect(shanghai.isWorkingDay(day)).toBe(worked)
    expect(shanghai.holidayName(day)).toBe(holiday)
  })

  test('are counted over a holiday and its shifted Saturday', () => {
    expect(shanghai.addWorkingDays('2026-09-30', 1)).toBe('2026-10-08')
    expect(shanghai.addWorkingDays('2026-09-30', 3)).toBe('2026-10-10')
    expect(shanghai.addWorkingDays('2026-10-08', -1)).toBe('2026-09-30')
    expect(shanghai.addWorkingDays('2026-10-03', 0)).toBe('2026-10-03')
    expect(shanghai.workingDaysBetween('2026-09-30', '2026-10-12')).toBe(4)
    expect(shanghai.workingDaysBetween('2026-10-12', '2026-09-30')).toBe(-4)
  })

  test('adding and counting agree', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 60 }), (offset, count) => {
        const from = shanghai.addDays('2013-01-01', offset)
        const to = shanghai.addWorkingDays(from, count)
        expect(shanghai.isWorkingDay(to)).toBe(true)
        expect(shanghai.workingDaysBetween(from, to)).toBe(count)
      }),
      { numRuns: 300 },
    )
  })

  test("the office's own list stands above the published one", () => {
    const own = calendarOf({ calendarOverrides: { holidays: ['2026-11-23'], workdays: ['2026-10-01', '2026-11-22'] } })
    expect(own.isWorkingDay('2026-11-23')).toBe(false)
    expect(own.holidayName('2026-11-23')).toBe('放假')
    expect(own.isWorkingDay('2026-11-22')).toBe(true)
    expect(own.isWorkingDay('2026-10-01')).toBe(true)
    expect(own.holidayName('2026-10-01')).toBeUndefined()
  })
})

describe('years without published holidays', () => {
  test('work by weekends and the statutory days, and are noted', () => {
    const calendar = calendarOf()
    expect(calendar.yearsWithoutData.size).toBe(0)
    expect(calendar.isWorkingDay('2026-11-23')).toBe(true)
    expect(calendar.yearsWithoutData.size).toBe(0)
    expect(calendar.addWorkingDays('2031-09-30', 1)).toBe('2031-10-06')
    expect(calendar.holidayName('2031-05-02')).toBe('劳动节')
    expect(calendar.holidayName('2031-01-22')).toBe('春节')
    expect(calendar.isWorkingDay('2003-10-01')).toBe(false)
    expect(calendar.yearsWithoutData).toEqual(new Set([2031, 2003]))
  })

  test('a notice entered by hand is data', () => {
    const notice = { source: '试', holidays: [{ name: '国庆节', from: '2031-10-01', to: '2031-10-07' }], workdays: ['2031-10-11'] }
    const calendar = calendarOf({}, { 2031: notice })
    expect(calendar.addWorkingDays('2031-09-30', 1)).toBe('2031-10-08')
    expect(calendar.isWorkingDay('2031-10-11')).toBe(true)
    expect(calendar.yearsWithoutData.size).toBe(0)
  })

  test("so is the office's own list with the National Day in it", () => {
    const calendar = calendarOf({ calendarOverrides: { holidays: ['2031-10-01'], workdays: [] } })
    calendar.isWorkingDay('2031-03-03')
    expect(calendar.yearsWithoutData.size).toBe(0)
  })
})

describe('work hours', () => {
  const local = (at: number): string => {
    const { day, hour, minute } = shanghai.toLocal(at)
    return `${day} ${hour}:${String(minute).padStart(2, '0')}`
  }
  test('the four moments of a day', () => {
    expect(
      ['openOfWork', 'morningClose', 'afternoonOpen', 'closeOfWork'].map((name) => local((shanghai as any)[name]('2026-11-23'))),
    ).toEqual(['2026-11-23 8:30', '2026-11-23 12:00', '2026-11-23 14:00', '2026-11-23 17:30'])
  })

  test('seasons, one of them over the turn of the year', () => {
    const hours = (open: string, close: string) => ({ morning: { open, close: '12:00' }, afternoon: { open: '14:00', close } })
    const seasonal = calendarOf({
      workHours: [
        { from: '10-01', to: '04-30', ...hours('09:00', '17:00') },
        { from: '05-01', to: '09-30', ...hours('08:00', '18:00') },
      ],
    })
    expect(seasonal.closeOfWork('2026-01-15')).toBe(seasonal.at('2026-01-15', '17:00'))
    expect(seasonal.closeOfWork('2026-10-15')).toBe(seasonal.at('2026-10-15', '17:00'))
    expect(seasonal.closeOfWork('2026-07-15')).toBe(seasonal.at('2026-07-15', '18:00'))
  })

  test('working time leaves out nights, noons and holidays', () => {
    const hours = (from: string, to: string): number => {
      const at = (text: string) => shanghai.at(text.slice(0, 10), text.slice(11))
      return shanghai.workingMs(at(from), at(to)) / HOUR_MS
    }
    expect(hours('2026-11-23 08:30', '2026-11-23 17:30')).toBe(7)
    expect(hours('2026-11-23 11:00', '2026-11-23 14:30')).toBe(1.5)
    expect(hours('2026-09-30 17:00', '2026-10-08 09:30')).toBe(1.5)
    expect(hours('2026-11-21 08:00', '2026-11-22 20:00')).toBe(0)
    expect(hours('2026-11-23 17:30', '2026-11-23 08:30')).toBe(0)
  })
})

describe('zones', () => {
  const zones = [
    'Asia/Shanghai',
    'Asia/Urumqi',
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/St_Johns',
    'Pacific/Apia',
  ]
  const calendars = new Map(zones.map((timezone) => [timezone, calendarOf({ timezone })]))

  test('an instant reads as Temporal reads it, and comes back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(1985, 0, 1) / 1_000, max: Date.UTC(2040, 0, 1) / 1_000 }),
        (zone, second) => {
          const at = second * 1_000
          const calendar = calendars.get(zone)!
          const oracle = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
          const local = calendar.toLocal(at)
          expect(local).toEqual({ day: oracle.toPlainDate().toString(), hour: oracle.hour, minute: oracle.minute, second: oracle.second })
          expect(calendar.dayOf(at)).toBe(local.day)
          expect(calendar.toLocal(calendar.toInstant(local))).toEqual(local)
        },
      ),
      { numRuns: 3_000 },
    )
  })

  test('a reading means the instant that Temporal gives it, skipped and doubled hours too', () => {
    const anyMinute = fc.integer({ min: 0, max: 1_439 })
    const changes = [
      '2026-03-08',
      '2026-11-01',
      '2026-03-29',
      '2026-10-25',
      '2026-04-05',
      '2026-10-04',
      '1987-04-12',
      '1988-09-11',
      '2011-12-30',
    ]
    const anyDay = fc.oneof(
      fc.constantFrom(...changes),
      fc.integer({ min: 0, max: 20_000 }).map((days) => shanghai.addDays('1985-01-01', days)),
    )
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyDay, anyMinute, (zone, day, minute) => {
        const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
        const oracle = Temporal.PlainDateTime.from(`${day}T${clock}`).toZonedDateTime(zone, { disambiguation: 'compatible' })
        expect(calendars.get(zone)!.at(day, clock)).toBe(oracle.epochMilliseconds)
      }),
      { numRuns: 3_000 },
    )
  })

  test('a day is not always 24 hours long', () => {
    const newYork = calendars.get('America/New_York')!
    expect(newYork.at('2026-03-09', '00:00') - newYork.at('2026-03-08', '00:00')).toBe(23 * HOUR_MS)
    expect(shanghai.at('2026-03-09', '00:00') - shanghai.at('2026-03-08', '00:00')).toBe(DAY_MS)
  })
})

describe('days', () => {
  test('weekdays and moving over month and year', () => {
    expect(shanghai.weekday('2026-11-23')).toBe(1)
    expect(shanghai.weekday('2026-11-22')).toBe(7)
    expect(shanghai.addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(shanghai.addDays('2028-03-01', -1)).toBe('2028-02-29')
  })

  test('the lunar calendar and the solar terms', () => {
    expect(lunarDay(2026, 1, 1)).toBe('2026-02-17')
    expect(lunarDay(2026, 8, 15)).toBe('2026-09-25')
    expect(lunarMonth(2020, 4, true)).toEqual({ first: '2020-05-23', length: 29 })
    expect(lunarMonth(2021, 4, true)).toBeUndefined()
    expect(lunarDay(2026, 12, 30)).toBeUndefined()
    expect(solarTermDay(2026, '清明')).toBe('2026-04-05')
    expect(solarTermDay(2026, '冬至')).toBe('2026-12-22')
    expect(solarTermDay(2026, '小寒')).toBe('2026-01-05')
    expect(solarTermDay(2026, '春节')).toBeUndefined()
  })
})
