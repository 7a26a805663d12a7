import { expect, it } from 'vitest'
import { readAdoptionText } from '../../rules/adoption-text.ts'
import { levelCode } from '../../rules/usage-words.ts'

const use = (level: string, publication: string, form: string | null = null, day: string | null = null, event = 'adopt') => ({
  event,
  level,
  publication,
  form,
  day,
})

it.each([
  ['省级《每日要情》 专报 4月3日', use('province', '每日要情', '专报', '2026-04-03')],
  ['省级 每日要情', use('province', '每日要情')],
  ['省《每日要情》4月3日', use('province', '每日要情', null, '2026-04-03')],
  ['国办《专报信息》 昨天 单篇', use('national', '专报信息', 'single', '2026-11-22')],
  ['市政府办公室 政务信息 简讯 2026-11-01', use('city', '政务信息', 'brief', '2026-11-01')],
  ['转报 省委 每日汇报', use('province', '每日汇报', null, null, 'forward')],
  ['约稿采用 部委《专刊》', use('ministry', '专刊', null, null, 'commission')],
  ['县市级《信息》', use('county_city', '信息')],
  ['county 《信息》', use('county', '信息')],
  ['省政府办公厅《每日要情》采用了', use('province', '每日要情')],
  ['省级 《每日要情》 已刊用 单篇', use('province', '每日要情', 'single')],
  ['省级〈每日要情〉,专报,今天', use('province', '每日要情', '专报', '2026-11-23')],
])('“%s”', (text, read) => expect(readAdoptionText(text, '2026-11-23')).toEqual(read))

it.each([
  ['每日要情', '请先写采用级别'],
  ['省长《每日要情》', '请先写采用级别'],
  ['省级《每日要情》 11月25日', '“11月25日”还没到'],
  ['省级', '请写明刊物'],
  ['省级《》', '请写明刊物'],
  ['省级《要情》 2月30日', '没有“2月30日”这一天'],
  ['省级《要情》 专报 快报', '看不懂“快报”'],
  ['省级《要情》 今天 昨天', '看不懂“昨天”'],
  [`省级《${'要'.repeat(81)}》`, '刊物名称不超过 80 字'],
  [`省级《要情》 ${'长'.repeat(21)}`, '形式不超过 20 字'],
])('“%s” is turned away: %s', (text, problem) =>
  expect(readAdoptionText(text, '2026-11-23')).toEqual({ problem: expect.stringContaining(problem) }),
)

it('a level is the whole word, not its beginning', () => {
  expect([levelCode('省级'), levelCode('省'), levelCode('county'), levelCode('省级以上'), levelCode('A级'), levelCode('')]).toEqual([
    'province',
    'province',
    'county',
    null,
    null,
    null,
  ])
})
