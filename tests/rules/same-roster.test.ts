import { expect, test } from 'vitest'
import { isSameRoster } from '../../rules/same-roster.ts'

test.each([
  [['甲', '乙', '丙', '丁'], ['甲', '乙'], true],
  [['甲', '乙', '丙', '丁'], ['甲', '乙', '戊', '己'], true],
  [['甲', '乙', '丙', '丁'], ['甲', '戊', '己', '庚'], false],
  [['甲', '乙', '丙', '丁'], ['甲'], true],
  [['甲', '乙'], ['丙'], false],
  [['甲', '甲', '甲'], ['甲', '乙', '丙'], true],
  [['', ' '], ['', ' '], false],
  [[], ['甲'], false],
])('%j and %j: %s', (known, seen, same) => {
  expect(isSameRoster(known, seen)).toBe(same)
})
