import fc from 'fast-check'
import { expect, test } from 'vitest'
import { breakTitle, widthOf } from '../../../documents/page/break-title.ts'

test.each([
  ['关于2026年4月政务信息报送及采用情况的通报', ['关于2026年4月政务信息', '报送及采用情况的通报']],
  ['短讯', ['短讯']],
  ['', ['']],
])('%s', (title, lines) => {
  expect(breakTitle(title, 20)).toEqual(lines)
})

test('a number, its unit and a short name in 《》 stay whole', () => {
  for (const title of [
    '全市上半年固定资产投资完成1280.5亿元同比增长12.3%创历史新高',
    '市政府常务会议审议通过《临江市城市更新条例》等十余项制度文件',
  ]) {
    const lines = breakTitle(title, 20)
    expect(lines).toHaveLength(2)
    expect(lines.join('')).toBe(title)
    for (const whole of ['1280.5亿', '12.3%', '《临江市城市更新条例》']) {
      if (title.includes(whole)) expect(lines.some((line) => line.includes(whole))).toBe(true)
    }
  }
})

test('lines hold every character, none begins with a mark that may not begin one, none is too wide where words can be broken', () => {
  const word = fc.constantFrom(
    '关于',
    '政务',
    '信息',
    '报送',
    '，',
    '的',
    '《',
    '》',
    '2026',
    '年',
    '、',
    '工作',
    '领导',
    '小组',
    '人民',
    '。',
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), fc.integer({ min: 8, max: 24 }), (parts, most) => {
      const title = parts.join('')
      const lines = breakTitle(title, most)
      expect(lines.join('')).toBe(title)
      if (lines.length === 1) return
      for (const [index, line] of lines.entries()) {
        expect(widthOf(line)).toBeLessThanOrEqual(most)
        if (index > 0) expect(line).not.toMatch(/^[，、。》]/u)
      }
    }),
  )
})

test('a title as long as a paragraph, without one place to break, is still answered at once', () => {
  expect(breakTitle('A'.repeat(5_000), 20)).toEqual(['A'.repeat(5_000)])
  const started = performance.now()
  expect(breakTitle('政务信息报送工作'.repeat(60), 20).join('')).toHaveLength(480)
  expect(performance.now() - started).toBeLessThan(500)
})
