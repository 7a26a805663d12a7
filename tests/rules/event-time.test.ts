import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCalendar } from '../../rules/calendar/index.ts'
import { readEventTime } from '../../rules/event-time.ts'
import { defaultSettings } from '../../rules/office-settings.ts'

const calendar = createCalendar(defaultSettings())
const at = (local: string): number => calendar.at(local.slice(0, 10), local.slice(11))
const read = (text: string, sentAt: string) => readEventTime(text, { sentAt: at(sentAt), calendar })

test.each([
  ['今天上午9:20,某厂区发生火灾', '2026-11-23 09:30', '2026-11-23 09:20'],
  ['11月23日23时50分,江南街道起火', '2026-11-24 00:20', '2026-11-23 23:50'],
  ['昨晚23点50分起火', '2026-11-24 00:20', '2026-11-23 23:50'],
  ['昨晚0点半起火', '2026-11-24 08:00', '2026-11-24 00:30'],
  ['今天凌晨2点10分发生追尾', '2026-11-24 02:30', '2026-11-24 02:10'],
  ['3点20分左右发生坍塌', '2026-11-24 04:00', '2026-11-24 03:20'],
  ['3点20分左右发生坍塌', '2026-11-24 16:00', '2026-11-24 15:20'],
  ['23时40分,辖区停电', '2026-11-24 00:10', '2026-11-23 23:40'],
  ['下午3点在国道上侧翻', '2026-11-23 15:40', '2026-11-23 15:00'],
  ['下午三点二十分在国道上侧翻', '2026-11-23 15:40', '2026-11-23 15:20'],
  ['中午12点15分学生中毒', '2026-11-23 13:00', '2026-11-23 12:15'],
  ['20日18时30分,水库出现险情', '2026-11-23 09:00', '2026-11-20 18:30'],
  ['12月31日23时,桥梁受损', '2027-01-01 08:00', '2026-12-31 23:00'],
  ['２３日９：２０,某厂区起火', '2026-11-23 09:30', '2026-11-23 09:20'],
  ['半小时前高新区一工厂起火', '2026-11-23 09:30', '2026-11-23 09:00'],
  ['约20分钟前国道追尾', '2026-11-23 09:30', '2026-11-23 09:10'],
  ['前天14时,河堤渗漏', '2026-11-23 09:30', '2026-11-21 14:00'],
])('%s, said at %s, was at %s', (text, sentAt, expected) => {
  const found = read(text, sentAt)
  expect(found?.at).toBe(at(expected))
})

test.each([
  ['高新区某厂区发生火灾', '2026-11-23 09:30'],
  ['厂房有一点烟', '2026-11-23 09:30'],
  ['目前火已扑灭,重点排查2处', '2026-11-23 09:30'],
  ['10月1日9时,活动现场踩踏', '2026-11-23 09:30'],
  ['2月30日9时,活动现场踩踏', '2026-11-23 09:30'],
  ['今天晚上8点将举行的活动取消', '2026-11-23 09:30'],
  ['十十小时前发生火灾', '2026-11-23 09:30'],
])('%s names no time of the last days', (text, sentAt) => {
  expect(read(text, sentAt)).toBeNull()
})

test('whatever is written, an event is never later than it was reported', () => {
  const piece = fc.constantFrom(
    '今',
    '昨',
    '前',
    '天',
    '晚',
    '凌晨',
    '下午',
    '11月',
    '23日',
    '9',
    '12',
    '三',
    '十',
    ':',
    '点',
    '时',
    '半',
    '分',
    '小时前',
    '许',
    '火灾',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 0, max: 86_400 }), (pieces, seconds) => {
      const sentAt = at('2026-11-23 00:00') + seconds * 1_000
      const text = pieces.join('')
      const found = readEventTime(text, { sentAt, calendar })
      if (!found) return
      expect(found.at).toBeLessThanOrEqual(sentAt)
      expect(found.span.from).toBeGreaterThanOrEqual(0)
      expect(found.span.to).toBeLessThanOrEqual(text.length)
    }),
    { numRuns: 2_000 },
  )
})
