import { describe, expect, it } from 'vitest'
import { openScene } from '../../support/scene.ts'

const call = (name: string): string => `@${name} 有一条给您的消息,请到小程序“我的消息”查看`
const noPrivate = { abilities: { privateMessages: false } }

describe('where nobody can be told in private', () => {
  it('a person is called for words that matter now, in general and once in a few minutes', async () => {
    const { group, zhang, clock } = await openScene(noPrivate)
    await zhang.says('#任务 @李四 绝密材料')
    await zhang.says('#静默 2小时')
    expect(group.heard()).toEqual([call('张三')])
    expect(group.mentioned()).toEqual(['张三'])
    await clock.passes('6m')
    await zhang.says('#静默 3小时')
    expect(group.heard()).toEqual([call('张三')])
  })

  it('nobody is called for a list', async () => {
    const { group, zhang, clock } = await openScene(noPrivate)
    await zhang.says('#我交办的')
    await clock.passes('1m')
    expect(group.heard()).toEqual([])
  })

  it('what somebody did that concerns one person is called out where that person spoke last', async () => {
    const { group, groupNamed, zhang, wu, matter } = await openScene(noPrivate)
    await zhang.whispers('#任务 @王五 周五前报方案')
    // In private and without a group: the answer of the decision has nowhere to go but the mini-program.
    await wu.says('#我的', { in: '环保群' })
    group.heard()
    groupNamed('环保群').heard()
    await zhang.whispers('#时限 128 11月30日')
    expect(groupNamed('环保群').heard()).toEqual([call('王五')])
    expect(group.heard()).toEqual([])
    expect((await matter(128)).due).toBe('2026-11-30T17:30:00+08:00')
  })

  it('somebody in no group is not called at all', async () => {
    const { group, zhang, office } = await openScene(noPrivate)
    await zhang.whispers('#任务 @宋歌 周五前报方案')
    await zhang.whispers('#催办 128')
    expect(group.heard()).toEqual([])
    expect(office.sent.filter(({ chat }) => chat.kind === 'group')).toEqual([])
  })
})

it('where people can be told in private nothing is said in the group', async () => {
  const { group, zhang } = await openScene()
  await zhang.says('#静默 2小时')
  expect(group.heard()).toEqual([])
  expect(zhang.heard()).toHaveLength(1)
})
