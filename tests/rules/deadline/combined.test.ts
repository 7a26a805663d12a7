import { describe, expect, test } from 'vitest'
import { dayNumber, dayOfNumber } from '../../../rules/calendar/civil-day.ts'
import { reads } from './reads.ts'

/** A Wednesday. */
const WEDNESDAY = '2026-11-25 09:30'
const TODAY = WEDNESDAY.slice(0, 10)
const addDays = (day: string, count: number): string => dayOfNumber(dayNumber(day) + count)
const letters = '一二三四五六日'

const days: [written: string, day: string][] = [
  ['今天', TODAY],
  ['明天', addDays(TODAY, 1)],
  ['大后天', addDays(TODAY, 3)],
  ...[...letters].flatMap((letter, index): [string, string][] => [
    [`周${letter}`, addDays(TODAY, (index + 5) % 7)],
    [`下个星期${letter}`, addDays(TODAY, index + 5)],
    [`下下礼拜${letter}`, addDays(TODAY, index + 12)],
  ]),
  ...[1, 2, 5, 10, 12, 20, 21, 30].flatMap((date): [string, string][] => {
    const day = `2026-12-${String(date).padStart(2, '0')}`
    const weekday = letters.charAt((new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7)
    const written = [
      '12月D日',
      '下月D号',
      '2026年12月D日',
      '12月D日(周W)',
      '12月D日（星期W）',
      '12月D日周W',
      '12月D日,星期W',
      '12.D',
      '12/D',
    ]
    return written.map((form) => [form.replace('D', String(date)).replace('W', weekday), day])
  }),
]

const clocks: [written: string, clock: string][] = [
  ['', '17:30'],
  ['下班', '17:30'],
  ['17:30', '17:30'],
  ['17：30', '17:30'],
  ['17时30分', '17:30'],
  ['4点', '16:00'],
  ['四点半', '16:30'],
  ['十点', '10:00'],
  ['十二点', '12:00'],
  ['下午5.30', '17:30'],
  ['下午3点一刻', '15:15'],
  ['晚上八点', '20:00'],
  ['上午下班', '12:00'],
  ['23:59', '23:59'],
]

const dueOf = (reading: string): string => reading.replace(/ \(.*\)$/u, '')

describe('a day and a clock time side by side', () => {
  test.each(['前', '之前报送方案', '完成'])('… %s', (limit) => {
    const wrong = days.flatMap(([day, date]) =>
      clocks.flatMap(([clock, time]) => {
        // 12.14点 is nothing anybody can read.
        if (/^12[./]/u.test(day) && (/^\d/u.test(clock) || (clock === '' && limit === '完成'))) return []
        const text = `请于${day}${clock}${limit}`
        const reading = dueOf(reads(text, WEDNESDAY))
        return reading === `due ${date} ${time}` ? [] : [`${text}: ${reading}`]
      }),
    )
    expect(wrong).toEqual([])
  })
})

describe('a count of days, wherever it runs from', () => {
  test.each(['', '请于', '限', '自即日起', '从今天起', '自本通知印发之日起', '报送材料，', '时限：'])('%s…', (lead) => {
    const wrong = [1, 3, 7, 15].flatMap((count) =>
      ['天内', '日之内完成', '个自然日以内', '天之内报送,不得拖延'].flatMap((within) => {
        const text = `${lead}${count}${within}`
        const reading = dueOf(reads(text, WEDNESDAY))
        return reading === `due ${addDays(TODAY, count)} 17:30` ? [] : [`${text}: ${reading}`]
      }),
    )
    expect(wrong).toEqual([])
  })
})
