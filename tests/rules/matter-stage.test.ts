import { expect, test } from 'vitest'
import { nameStage, stageOf, type StageFacts } from '../../rules/matter-stage.ts'

const named = (facts: Omit<StageFacts, 'kind'>, kind: StageFacts['kind'] = 'task'): string => nameStage(kind, stageOf({ kind, ...facts }))

test('an open matter is registered, then acknowledged by everyone responsible, then worked on', () => {
  expect(named({ state: 'open', worked: false, acknowledged: false })).toBe('已立项')
  expect(named({ state: 'open', worked: false, acknowledged: true })).toBe('已签收')
  expect(named({ state: 'open', worked: true, acknowledged: true })).toBe('办理中')
  expect(named({ state: 'open', worked: true, acknowledged: false })).toBe('办理中')
})

test('from the closing request on, the state says it', () => {
  expect(named({ state: 'submitted', worked: true, acknowledged: true })).toBe('待确认')
  expect(named({ state: 'closed', worked: false, acknowledged: false })).toBe('已办结')
  expect(named({ state: 'cancelled', worked: false, acknowledged: false })).toBe('已撤销')
})

test('a kind that names its states is seen by them', () => {
  expect(named({ state: 'open', worked: true, acknowledged: false }, 'submission')).toBe('采编中')
  expect(named({ state: 'submitted', worked: false, acknowledged: false }, 'submission')).toBe('待单位审核')
  expect(named({ state: 'closed', worked: false, acknowledged: false }, 'issue')).toBe('已印发')
})
