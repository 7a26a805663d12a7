import { expect, test } from 'vitest'
import { widenPunctuation } from '../../../documents/page/widen-punctuation.ts'
import { requirementsOf } from '../../../wording/topics.ts'

test.each([
  ['今年以来,我市坚持“人民至上”,检查1,486栋;9:20到达', '今年以来，我市坚持“人民至上”，检查1,486栋；9:20到达'],
  ['(一)压实责任。(1)不变', '（一）压实责任。(1)不变'],
  ['(1) 开展检查', '（1）开展检查'],
  ['国内生产总值(GDP)增长12.5%,同比多3:1', '国内生产总值（GDP）增长12.5%，同比多3:1'],
  ['地点: 东湖县 时间:9:20', '地点：东湖县 时间：9:20'],
  ['他说"抓紧整改"!', '他说“抓紧整改”！'],
  ['IoT, AI (5G); see https://a.cn/x?b=1,c', 'IoT, AI (5G); see https://a.cn/x?b=1,c'],
  ['已经是全角，不变。', '已经是全角，不变。'],
])('%s', (typed, printed) => {
  expect(widenPunctuation(typed)).toBe(printed)
  expect(widenPunctuation(printed)).toBe(printed)
})

test.each([
  ['主题:冬季做法\n要求:突出特色,每篇1500字以内。', '突出特色,每篇1500字以内。'],
  ['冬季做法,每篇1500字以内', '每篇1500字以内'],
  ['冬季做法', ''],
  ['每篇1500字以内', '每篇1500字以内'],
])('what a call on 冬季做法 asks for beside its topic: %j', (body, left) =>
  expect(requirementsOf({ title: '冬季做法', body, dueText: null })).toBe(left),
)
