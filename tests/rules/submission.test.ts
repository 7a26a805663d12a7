import { describe, expect, test } from 'vitest'
import { fingerprintOf, likenessOf } from '../../rules/fingerprint.ts'
import { defaultSettings } from '../../rules/office-settings.ts'
import { lintSubmission } from '../../rules/submission-lint.ts'
import { readSubmissionText } from '../../rules/submission-text.ts'

const { categories } = defaultSettings().submissions

describe('the text behind #信息', () => {
  test.each([
    ['标题一\n正文一\n正文二', { category: null, title: '标题一', body: '正文一\n正文二' }],
    ['【经验】标题\n正文', { category: 'experience', title: '标题', body: '正文' }],
    ['(动态) 标题\n正文', { category: 'news', title: '标题', body: '正文' }],
    ['问题:标题\n正文', { category: 'problem', title: '标题', body: '正文' }],
    ['重点工作进展:标题\n正文', { category: 'progress', title: '标题', body: '正文' }],
    ['标题:标题一\n正文:正文一\n正文二', { category: null, title: '标题一', body: '正文一\n正文二' }],
    ['【经验】标题:标题\n内容:正文', { category: 'experience', title: '标题', body: '正文' }],
    ['【重点】标题\n正文', { category: null, title: '【重点】标题', body: '正文' }],
    ['我市启动大检查。11月23日出动30人。', { category: null, title: '我市启动大检查', body: '我市启动大检查。11月23日出动30人。' }],
  ])('%j', (text, read) => {
    expect(readSubmissionText(text, categories)).toEqual(read)
  })

  test('a first line too long for a title stays whole in the body', () => {
    const first = '很'.repeat(70)
    const read = readSubmissionText(`${first}\n正文`, categories)
    expect([...read.title]).toHaveLength(60)
    expect(read.body).toBe(`${first}\n正文`)
  })
})

describe('what a report lacks', () => {
  const whole = { title: '江南街道检查老旧小区', body: '11月23日,出动30人,检查老旧小区12个。' }

  test('nothing, when time, place and a figure with its unit are there', () => {
    expect(lintSubmission(whole, 30)).toEqual([])
  })

  test.each([
    ['时间', { title: '江南街道检查', body: '出动30人。' }],
    ['地点', { title: '开展检查', body: '11月23日出动30人。' }],
    ['数据', { title: '江南街道检查', body: '昨日开展检查。' }],
    ['标题超过 30 字', { ...whole, title: '江南街道'.repeat(8) }],
  ])('%s', (missing, text) => {
    expect(lintSubmission(text, 30)).toContain(missing)
  })
})

describe('fingerprints', () => {
  const story = '11月23日,市消防救援支队出动30人,检查江南街道老旧小区12个,发现隐患3处,当场整改2处,其余限期整改。'

  test('are the same for the same words, and far apart for other ones', () => {
    const print = fingerprintOf(story) ?? ''
    expect(print).toHaveLength(192)
    expect(likenessOf(print, fingerprintOf(story) ?? '')).toBe(1)
    expect(likenessOf(print, fingerprintOf('市农业农村局召开秋粮收购工作会议,部署收购资金、仓容和运力保障工作。') ?? '')).toBeLessThan(0.1)
  })

  test('stay close when the story is told again with a few words changed', () => {
    const again = '昨日,市消防救援支队出动30余人,检查江南街道老旧小区12个,发现隐患3处,当场整改2处,其余已限期整改。'
    expect(likenessOf(fingerprintOf(story) ?? '', fingerprintOf(again) ?? '')).toBeGreaterThan(0.5)
  })

  test('a few letters have none', () => {
    expect(fingerprintOf('开会')).toBeNull()
  })
})
