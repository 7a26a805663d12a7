import { describe, expect, it } from 'vitest'
import { AuditRecord, Binding } from '../../../entities/index.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const stranger = async ({ office, group }: Scene, id: string, nickname: string) => {
  office.channel.addPerson({ id, name: nickname })
  office.channel.addGroup({
    id: `group:${group.id}`,
    name: group.name,
    members: [{ id, nickname }, ...office.laid.people.map((each) => ({ id: `person:${each.id}`, nickname: each.name }))],
  })
  await office.channel.says(id, { group: `group:${group.id}` }, '#我的')
  await office.passTo(office.stage.clocks.office() + 1_000)
}
const bindingOf = ({ runner }: Scene, externalId: string) => runner.read((tx) => tx.findOneByOrFail(Binding, { externalId }))

describe('确认身份', () => {
  it('lets the contact act that waits, ends the one before it, and stands in the audit log', async () => {
    const scene = await openScene()
    const { zhou, li, runner } = scene
    await stranger(scene, 'li-again', '消防队-李四')
    await zhou.says('#确认身份 @消防队-李四')
    expect(await bindingOf(scene, 'li-again')).toMatchObject({ memberId: li.id, confirmedAt: expect.any(Number) })
    expect(await bindingOf(scene, `person:${li.id}`)).toMatchObject({ memberId: null })
    expect(await runner.read((tx) => tx.countBy(AuditRecord, { action: 'bindings.confirm', subject: li.id }))).toBe(1)
  })

  it('a second contact under the same nickname is nobody: one word does not let two in', async () => {
    const scene = await openScene()
    const { zhou } = scene
    await stranger(scene, 'li-again', '消防队-李四')
    await stranger(scene, 'li-twice', '消防队-李四')
    expect(await bindingOf(scene, 'li-twice')).toMatchObject({ memberId: null })
    await zhou.says('#确认身份 @消防队-李四')
    expect(await bindingOf(scene, 'li-twice')).toMatchObject({ memberId: null, confirmedAt: null })
  })

  it('is for people of that group only', async () => {
    const scene = await openScene()
    const { zhou, group, runner, actor } = scene
    const elsewhere = actor('宋歌')
    await runner.transaction((tx) => tx.update(Binding, { memberId: elsewhere.id }, { confirmedAt: null }))
    await zhou.says('#确认身份 @宋歌')
    expect(group.heard()).toEqual([expect.stringContaining('没有待确认的身份')])
    expect(await bindingOf(scene, `person:${elsewhere.id}`)).toMatchObject({ confirmedAt: null })
  })
})

it('a purpose longer than the ledger takes is refused in words', async () => {
  const { chen, groupNamed } = await openScene()
  await chen.says(`#登记本群 ${'老'.repeat(200)}`, { in: '闲聊' })
  expect(groupNamed('闲聊').heard()).toEqual([expect.stringContaining('不超过120字')])
})
