import { describe, expect, it } from 'vitest'
import { AuditRecord, Binding, Todo, WorkGroup } from '../../../entities/index.ts'
import { leaveClosedGroups } from '../../../bot/leave-closed-groups.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const groupRow = ({ runner }: Scene, id: string) => runner.read((tx) => tx.findOneByOrFail(WorkGroup, { id }))
const leave = ({ stage, office }: Scene, faults: unknown[] = []) =>
  leaveClosedGroups(stage, office.channel, office.channel.botId, (_what, error) => faults.push(error))

describe('#延用本群', () => {
  it('gives the group a new end, no end, or keeps the one it has', async () => {
    const scene = await openScene()
    const { zhou, group } = scene
    await zhou.says('#延用本群 到 12月31日')
    expect(await groupRow(scene, group.id)).toMatchObject({ closesOn: '2026-12-31' })
    await zhou.says('#延用本群')
    expect(await groupRow(scene, group.id)).toMatchObject({ closesOn: '2026-12-31' })
    await zhou.says('#延用本群 长期')
    expect(await groupRow(scene, group.id)).toMatchObject({ closesOn: null })
    expect(group.heard()).toEqual(['本群延用,到期 12月31日(周四)', '本群延用,到期 12月31日(周四)', '本群延用,长期'])
    expect(await scene.runner.read((tx) => tx.countBy(AuditRecord, { action: 'groups.keep', subject: group.id }))).toBe(3)
  })

  it('needs a date once the end has passed, and one that lies ahead', async () => {
    const scene = await openScene()
    const { zhou, group, clock } = scene
    await zhou.says('#延用本群 到 11月25日')
    await clock.reaches('2026-11-27T10:00')
    group.heard()
    await zhou.says('#延用本群')
    await zhou.says('#延用本群 到 猴年马月')
    expect(group.heard()).toEqual(['本群已到期,请写明延用到哪天', expect.stringContaining('没看懂延用到哪天')])
    expect(await groupRow(scene, group.id)).toMatchObject({ closesOn: '2026-11-25' })
  })

  it('is the owner’s, who stands in for the owner, or the director’s; in private the group is named', async () => {
    const scene = await openScene()
    const { zhou, li, actor, groupNamed } = scene
    await li.says('#延用本群 长期')
    await zhou.says('#代理 @李四 到周五')
    await li.says('#延用本群 到 12月1日')
    expect(scene.group.heard()).toEqual(['请由群主或办公室主任发送', expect.stringContaining('已委托'), '本群延用,到期 12月1日(周二)'])
    await zhou.whispers('#延用本群 安全生产工作群 到 12月2日')
    await zhou.whispers('#延用本群 没有这个群 到 12月2日')
    await zhou.whispers('#延用群 环保 到 12月3日')
    expect(zhou.heard()).toEqual([
      '安全生产工作群延用,到期 12月2日(周三)',
      expect.stringContaining('请写明群名'),
      '环保群延用,到期 12月3日(周四)',
    ])
    expect(await groupRow(scene, groupNamed('环保群').id)).toMatchObject({ closesOn: '2026-12-03' })
    await actor('陈六').whispers('#延用本群 环保群 长期')
    expect(actor('陈六').heard()).toEqual(['没有由您负责的群,请在该群里由群主发送'])
  })
})

describe('#关闭本群', () => {
  it('lets the bot say its last word, leave, and go on with open matters in private', async () => {
    const scene = await openScene()
    const { zhang, zhou, li, group, clock, runner, office } = scene
    await zhang.says('#任务 @李四 11月27日前完成消防隐患排查')
    await zhou.says('#关闭本群')
    expect(group.heard().at(-1)).toBe('本群已关闭登记,我将退出;未办结事项在小程序和私信里继续')
    await leave(scene)
    expect(await runner.read((tx) => tx.countBy(Binding, { groupId: group.id }))).toBe(0)
    await expect(office.channel.roster(`group:${group.id}`)).rejects.toThrow('does not know')
    expect(await runner.read((tx) => tx.find(Todo))).toEqual([expect.objectContaining({ closedAt: null, duty: 'handle' })])
    await clock.reaches('2026-11-27T10:00')
    expect(li.heard().join('\n')).toContain('〔128〕')
    expect(group.heard()).toEqual([])
    await li.whispers('#办结 128 都查完了')
    expect(zhang.heard().at(-1)).toContain('〔128〕')
    await zhang.whispers('#确认 128')
    expect(await scene.matter(128)).toMatchObject({ state: 'closed' })
  })

  it('from a private chat tells the group first, and is done once', async () => {
    const scene = await openScene()
    const { zhou, group } = scene
    await zhou.whispers('#关闭本群 安全生产工作群')
    expect(zhou.heard()).toEqual([expect.stringContaining('安全生产工作群已关闭登记')])
    expect(group.heard()).toEqual([expect.stringContaining('我将退出')])
    await zhou.whispers('#关闭本群 安全生产工作群')
    expect(zhou.heard()).toEqual([expect.stringContaining('请写明群名')])
  })

  it('a group that cannot be left now does not hold up the others', async () => {
    const scene = await openScene()
    const { zhou, groupNamed, runner, office } = scene
    await zhou.whispers('#关闭群 安全生产工作群')
    await zhou.whispers('#关闭群 环保群')
    const faults: unknown[] = []
    const stuck = {
      ...office.channel,
      leave: (id: string) => (id.includes(groupNamed('环保群').id) ? Promise.reject(new Error('no')) : office.channel.leave(id)),
    }
    await leaveClosedGroups(scene.stage, stuck, office.channel.botId, (_what, error) => faults.push(error))
    expect(faults).toHaveLength(1)
    expect(await runner.read((tx) => tx.countBy(Binding, { groupId: groupNamed('安全生产工作群').id }))).toBe(0)
    await leave(scene)
    expect(await runner.read((tx) => tx.countBy(Binding, { groupId: groupNamed('环保群').id }))).toBe(0)
  })
})

it('#群台账 shows purpose, owner, end and figures, to each what they may see', async () => {
  const { zhou, wu, clock, group } = await openScene()
  await wu.says('大家早')
  await wu.says('今天的会改到下午')
  await clock.passes('2h')
  await zhou.says('#群台账')
  expect(group.heard()).toEqual([])
  const [ledger = ''] = zhou.heard()
  expect(ledger).toContain('· 安全生产工作群(安全生产)\n      群主 周正,长期,在办 0 项,近30天消息 2 条')
  expect(ledger).toContain('· 环保群')
  const { chen } = await openScene()
  await chen.whispers('#群台账')
  expect(chen.heard()[0]).not.toContain('环保群')
})
