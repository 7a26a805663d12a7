import { expect, it } from 'vitest'
import { AuditRecord } from '../../../entities/index.ts'
import { openScene } from '../../support/scene.ts'

it('a right given and taken back stands in the audit log both times', async () => {
  const { zhang, runner } = await openScene()
  await zhang.says('#授权 @林秘书')
  await zhang.says('#取消授权')
  await zhang.says('#取消授权')
  const records = await runner.read((tx) => tx.find(AuditRecord, { where: { actorId: zhang.id }, order: { id: 'ASC' } }))
  expect(records.map((record) => record.action)).toEqual(['delegation.posting', 'delegation.end'])
})
