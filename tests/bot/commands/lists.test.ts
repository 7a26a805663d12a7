import { describe, expect, it } from 'vitest'
import { openScene } from '../../support/scene.ts'

describe('lists', () => {
  it('#我的 shows this group’s in the group and everything in private', async () => {
    const { group, groupNamed, zhang, wu } = await openScene()
    await zhang.says('#任务 @王五 周五前报方案')
    await zhang.says('#任务 @王五 周四前报监测数据', { in: '环保群' })
    group.heard()
    await wu.says('#我的')
    expect(group.heard()).toEqual(['王五 在本群的待办 1 项:\n〔128〕报方案 11月27日(周五)17:30\n其他群的已私信'])
    expect(wu.heard()).toEqual(['您的待办 2 项:\n〔129〕报监测数据 11月26日(周四)17:30\n〔128〕报方案 11月27日(周五)17:30'])
    await wu.says('#办结 128 好了')
    group.heard()
    await wu.says('#我的')
    expect(group.heard()).toEqual(['王五 在本群没有待办,其他群的已私信'])
    groupNamed('环保群').heard()
    await wu.says('#我的', { in: '环保群' })
    expect(groupNamed('环保群').heard()).toEqual(['王五 在本群的待办 1 项:\n〔129〕报监测数据 11月26日(周四)17:30'])
  })

  it('#我交办的 is for the issuer alone', async () => {
    const { group, zhang, li } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案')
    await zhang.says('#任务 @李四 周四前报名单')
    await li.says('#办结 129 好了')
    group.heard()
    await zhang.says('#我交办的')
    await li.says('#我交办的')
    expect(group.heard()).toEqual([])
    expect(zhang.heard()).toEqual([
      '您交办的 2 项:\n〔129〕报名单 李四 11月26日(周四)17:30 待确认\n〔128〕报方案 李四 11月27日(周五)17:30 已立项',
    ])
    expect(li.heard()).toEqual(['您没有在办的交办事项'])
  })

  it('#本群 shows number, title, who and when, never levels or days late', async () => {
    const { group, zhang, clock } = await openScene()
    await zhang.says('#本群')
    expect(group.heard()).toEqual(['本群没有在办事项'])
    await zhang.says('#任务 @李四 周五前报方案')
    await clock.reaches('2026-12-01T10:00')
    group.heard()
    await zhang.says('#本群')
    expect(group.heard()).toEqual(['本群在办 1 项:\n〔128〕报方案 李四 11月27日(周五)17:30'])
    await zhang.whispers('#本群')
    expect(zhang.heard().at(-1)).toBe('请在工作群里发送 #本群')
  })

  it('#查 tells those concerned in its group everything, other members the outline, strangers nothing', async () => {
    const { group, groupNamed, zhang, li, wu, actor } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案')
    await li.says('#反馈 128 已过半,50%')
    group.heard()
    await zhang.says('#查 128')
    await wu.says('#进度 128')
    await wu.says('@群办 128')
    const brief = '〔128〕报方案\n      责任 李四\n      截止 11月27日(周五)17:30'
    expect(group.heard()).toEqual([`${brief} 办理中 50%\n      11月23日(周一)09:00 李四:已过半,50%`, brief, brief])
    await actor('李强@HB').says('#查 128', { in: '环保群' })
    expect(groupNamed('环保群').heard()).toEqual([expect.stringContaining('没有〔128〕号事项')])
    await zhang.says('#查 128', { in: '环保群' })
    expect(groupNamed('环保群').heard()).toEqual([])
    expect(zhang.heard()).toEqual([expect.stringContaining('〔128〕报方案')])
    await zhang.says('#查')
    expect(group.heard()).toEqual(['“#查”后面缺编号,例如:#查 128'])
  })
})

describe('#登记本群', () => {
  it('by a head, with unit and end date; the group is at work from then on', async () => {
    const { groupNamed, chen, li } = await openScene()
    const chat = groupNamed('闲聊')
    await chen.says('#登记本群 老旧小区改造协调 住建局 到12月31日', { in: '闲聊' })
    expect(chat.heard()).toEqual([
      '本群已登记\n      用途 老旧小区改造协调\n      归口 住建局 群主 陈六\n      到期 12月31日(周四)\n      现在可以发 #任务,发 #帮助 看用法',
    ])
    await li.says('#任务 @李四 周五前整理台账', { in: '闲聊' })
    expect(chat.heard()[0]).toContain('已立项')
    await li.says('#登记本群 聊天', { in: '闲聊' })
    await chen.says('#登记本群 聊天', { in: '闲聊' })
    expect(chat.heard()).toEqual([
      '本群已经登记,变更请由群主发送',
      '本群已登记\n      用途 聊天\n      归口 住建局 群主 陈六\n      长期\n      现在可以发 #任务,发 #帮助 看用法',
    ])
  })

  it('is refused without the right, the purpose or a group', async () => {
    const { groupNamed, li, chen } = await openScene()
    await li.says('#登记本群 聊天', { in: '闲聊' })
    await chen.says('#登记本群', { in: '闲聊' })
    await chen.whispers('#登记本群 聊天')
    expect(groupNamed('闲聊').heard()).toEqual([
      '登记本群请由单位分管领导、办公室主任、督查或信息科人员发送',
      '请写明用途,例如:#登记本群 老旧小区改造协调 住建局 到12月31日',
    ])
    expect(chen.heard()).toEqual(['请在要登记的群里发送'])
  })
})

it('#关闭本群 is the owner’s or the director’s', async () => {
  const { group, li, zhou, chen } = await openScene()
  await li.says('#关闭本群')
  await chen.whispers('#关闭本群')
  await zhou.says('#关闭本群')
  expect(group.heard()).toEqual(['请由群主或办公室主任发送', '本群已关闭登记,我将退出;未办结事项在小程序和私信里继续'])
  expect(chen.heard()).toEqual(['没有由您负责的群,请在该群里由群主发送'])
})

it('#确认身份 needs somebody who waits', async () => {
  const { group, zhou, li } = await openScene()
  await zhou.says('#确认身份 @消防队-李四')
  await li.says('#确认身份 @王五')
  await zhou.whispers('#确认身份 @李四')
  expect(group.heard()).toEqual(['这位同志没有待确认的身份', '请由群主或办公室主任发送'])
  expect(zhou.heard()).toEqual(['请在群里发送'])
})
