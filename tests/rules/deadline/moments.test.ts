import { expect, test } from 'vitest'
import { office, reads, readsMoment } from './reads.ts'

test.each([
  ['2小时', 'due 2026-11-23 11:00'],
  ['半小时', 'due 2026-11-23 09:30'],
  ['3天', 'due 2026-11-26 17:30'],
  ['一周', 'due 2026-11-30 17:30'],
  ['明天', 'due 2026-11-24 17:30'],
  ['明早9点', 'due 2026-11-24 09:00'],
  ['到周五', 'due 2026-11-27 17:30'],
  ['到12月4日 上游数据未到', 'due 2026-12-04 17:30'],
  ['防汛调度 到12月31日', 'due 2026-12-31 17:30'],
  ['延长至12月4日12点', 'due 2026-12-04 12:00'],
  ['下周一', 'due 2026-11-30 17:30'],
  ['昨天', 'ask past'],
  ['2026年防汛 到12月31日', 'due 2026-12-31 17:30'],
  ['没有时间', 'none'],
])('a command asks for a moment: %s', (text, moment) => {
  expect(readsMoment(text)).toBe(moment)
})

test('an amount alone is a moment for a command, and no limit in a task', () => {
  expect(reads('排查耗时3天')).toBe('none')
})

test('the office decides hours, parts of the day, how far ahead and how long ago', () => {
  const summer = { from: '06-01', to: '09-30', morning: { open: '08:00', close: '12:00' }, afternoon: { open: '15:00', close: '18:30' } }
  const winter = { from: '10-01', to: '05-31', morning: { open: '09:30', close: '13:30' }, afternoon: { open: '15:30', close: '19:30' } }
  const west = office({
    timezone: 'Asia/Urumqi',
    workHours: [summer, winter],
    dayparts: { morning: '13:00', noon: '15:00', afternoon: '19:00', evening: '23:30' },
    maxDeadlineDays: 60,
    rollForwardGraceDays: 0,
  })
  expect(reads('下班前', '2026-11-23 09:00', west)).toBe('due 2026-11-23 19:30')
  expect(reads('下班前', '2026-07-01 09:00', west)).toBe('due 2026-07-01 18:30')
  expect(reads('明天上午前', '2026-11-23 09:00', west)).toBe('due 2026-11-24 13:30')
  expect(reads('周六上午前', '2026-11-23 09:00', west)).toBe('due 2026-11-28 13:00 (non-working-day)')
  expect(reads('今晚', '2026-11-23 09:00', west)).toBe('due 2026-11-23 23:30 (unmarked)')
  expect(reads('3月1日前', '2026-11-23 09:00', west)).toBe('ask too-far | 2027-03-01 19:30')
  expect(reads('1月20日前', '2026-11-23 09:00', west)).toBe('due 2027-01-20 19:30')
})
