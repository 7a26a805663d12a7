import { describe, expect, it } from 'vitest'
import { Binding, WorkGroup } from '../../entities/index.ts'
import { openScene } from '../support/scene.ts'

describe('who was only matched by nickname', () => {
  it('registers no group', async () => {
    const { chen, groupNamed, runner } = await openScene()
    await runner.transaction((tx) => tx.update(Binding, { memberId: chen.id }, { confirmedAt: null }))
    await chen.says('#登记本群 老旧小区改造协调', { in: '闲聊' })
    expect(groupNamed('闲聊').heard()).toEqual([expect.stringContaining('身份待确认')])
    const group = await runner.read((tx) => tx.findOneByOrFail(WorkGroup, { id: groupNamed('闲聊').id }))
    expect(group.registeredAt).toBeNull()
  })
})

describe('a group the bot may not speak in', () => {
  it('hears nothing after it was closed, however the bot is called', async () => {
    const { zhou, li, group } = await openScene()
    await zhou.says('#关闭本群')
    group.heard()
    await li.says('@群办 你好')
    await li.says('[图片]', { kind: 'attachment' })
    expect(group.heard()).toEqual([])
  })

  it('is not told of a picture before it is registered', async () => {
    const { li, groupNamed } = await openScene()
    await li.says('#帮助', { in: '闲聊' })
    groupNamed('闲聊').heard()
    await li.says('[图片]', { in: '闲聊', kind: 'attachment' })
    expect(groupNamed('闲聊').heard()).toEqual([])
  })
})

describe('a matter of another group', () => {
  it('is shown in brief to a member of that group alone, never to the group where it was asked for', async () => {
    const { zhang, wu, group, groupNamed } = await openScene()
    await zhang.says('#任务 @李四 周五前报消防方案')
    group.heard()
    await wu.says('#查 128', { in: '环保群' })
    expect(groupNamed('环保群').heard()).toEqual([])
    expect(wu.heard()).toEqual([expect.stringContaining('〔128〕')])
    await wu.says('#查 128')
    expect(group.heard()).toEqual([expect.stringContaining('〔128〕')])
  })
})

it('a message with more numbers than a person would write is refused', async () => {
  const { li, group } = await openScene()
  const numbers = Array.from({ length: 51 }, (_, index) => index + 1)
  await li.says(`#签收 ${numbers.join(' ')}`)
  expect(group.heard()).toEqual(['一次最多写50个编号,请分几条发'])
})
