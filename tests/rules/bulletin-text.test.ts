import { expect, test } from 'vitest'
import { readBulletinEdit } from '../../rules/bulletin-text.ts'

test.each([
  ['城管局 采用 5 原因:补登', { kind: 'figure', name: '城管局', field: 'adopted', value: 5, reason: '补登' }],
  ['城管局 积分 3.5,原因:扣减', { kind: 'figure', name: '城管局', field: 'points', value: 350, reason: '扣减' }],
  ['城管局 采用 恢复。原因：核实', { kind: 'restore', name: '城管局', field: 'adopted', reason: '核实' }],
  ['青河县 不列入统计 原因:新设', { kind: 'figure', name: '青河县', field: 'excluded', value: 1, reason: '新设' }],
  ['不列入 青河县 原因:新设', { kind: 'figure', name: '青河县', field: 'excluded', value: 1, reason: '新设' }],
  ['不推荐 孙磊 原因:已调离', { kind: 'figure', name: '孙磊', field: 'excellent', value: 0, reason: '已调离' }],
])('%s', (text, read) => expect(readBulletinEdit(text)).toEqual(read))

test('what is printed keeps its punctuation, and may name causes itself', () => {
  expect(readBulletinEdit('存在问题：个别单位报送不及时，原因：人员变动。 原因：按领导意见')).toEqual({
    kind: 'text',
    text: 'problems',
    words: '个别单位报送不及时，原因：人员变动。',
    reason: '按领导意见',
  })
})

test('without a reason, or without sense', () => {
  expect(readBulletinEdit('城管局 采用 5')).toBe('reason')
  expect(readBulletinEdit('城管局 好 原因:补登')).toBeNull()
})
