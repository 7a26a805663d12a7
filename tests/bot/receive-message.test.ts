import { describe, expect, it } from 'vitest'
import { InboundMessageRow, SecurityIncident, WorkGroup } from '../../entities/index.ts'
import { countRows, readEverything } from '../support/database.ts'
import { openScene } from '../support/scene.ts'

describe('chat that is not for the bot', () => {
  it('is neither answered nor stored, and leaves no trace of who said it', async () => {
    const { group, li, zhang, runner } = await openScene()
    const before = await countRows(runner)
    for (const text of ['明天上午开会', '收到', '1', '好的收到', '#信息化建设材料', '@李四 你看一下', '收到,马上办', '#接龙\n1. 李四'])
      await li.says(text)
    await zhang.says('大家辛苦了')
    expect(group.heard()).toEqual([])
    expect(await countRows(runner)).toEqual(before)
  })

  it('of a contact and in a group never seen before leaves no row either', async () => {
    const { office, runner, group } = await openScene()
    const before = await countRows(runner)
    office.channel.addPerson({ id: 'stranger', name: '路人' })
    office.channel.addGroup({ id: 'nowhere', name: '路边群', members: [{ id: 'stranger' }] })
    await office.channel.says('stranger', { group: 'nowhere' }, '收到')
    await office.channel.says('stranger', { group: 'nowhere' }, '今晚吃什么')
    expect(await countRows(runner)).toEqual(before)
    expect(group.heard()).toEqual([])
  })
})

describe('the same message delivered twice', () => {
  it('has one effect and one reply', async () => {
    const { group, zhang, li, matter, matters } = await openScene()
    await zhang.says('#任务 @李四 周五前报方案', { messageId: 'same' })
    await zhang.says('#任务 @李四 周五前报方案', { messageId: 'same' })
    expect(group.heard()).toHaveLength(1)
    expect(await matters()).toHaveLength(1)
    await li.says('#反馈 128 已过半,50%', { messageId: 'again' })
    await li.says('#反馈 128 已过半,50%', { messageId: 'again' })
    expect(group.heard()).toEqual(['〔128〕已记录 李四 50%'])
    expect((await matter(128)).events.map(({ action }) => action)).toEqual(['create', 'feedback'])
  })

  it('so does a refused one', async () => {
    const { group, li } = await openScene()
    await li.says('#办结 999 好了', { messageId: 'same' })
    await li.says('#办结 999 好了', { messageId: 'same' })
    expect(group.heard()).toHaveLength(1)
  })
})

describe('a text with a secrecy marking', () => {
  it('is stored nowhere; the sender alone is told, and the log keeps time, sender and digest', async () => {
    const { group, zhang, runner } = await openScene()
    await zhang.says('#任务 @李四 传阅 机密★五年 的海防部署草案')
    expect(group.heard()).toEqual([])
    expect(zhang.heard()).toEqual(['疑似涉密,请立即撤回并向本单位保密机构报告。该消息未保存、未处理。'])
    const everything = await readEverything(runner)
    expect(everything).not.toContain('海防部署')
    const [incident, ...others] = await runner.read((tx) => tx.find(SecurityIncident))
    expect(others).toEqual([])
    expect(incident).toMatchObject({ marking: '机密', memberId: zhang.id, groupId: group.id })
    expect(incident?.digest).toMatch(/^[0-9a-f]{64}$/u)
    expect(await runner.read((tx) => tx.count(InboundMessageRow))).toBe(0)
  })

  it('is one incident and one warning however often it is delivered', async () => {
    const { zhang, runner } = await openScene()
    await zhang.says('#任务 @李四 绝密材料', { messageId: 'same' })
    await zhang.says('#任务 @李四 绝密材料', { messageId: 'same' })
    expect(zhang.heard()).toHaveLength(1)
    expect(await runner.read((tx) => tx.count(SecurityIncident))).toBe(1)
  })

  it('is met with a neutral line where the channel has no private messages', async () => {
    const { group, zhang } = await openScene({ abilities: { privateMessages: false } })
    await zhang.says('#任务 @李四 绝密材料')
    expect(group.heard()).toEqual(['@张三 有一条给您的消息,请到小程序“我的消息”查看'])
  })

  it('as a topic is only met with a caution', async () => {
    const { group, zhang } = await openScene()
    await zhang.says('#任务 @李四 周五前完成涉密自查自评工作')
    expect(group.heard()[0]).toMatch(/^〔128〕已立项:涉密自查自评工作[\s\S]*请勿在群内发送涉密内容/u)
  })
})

describe('history replayed at login', () => {
  it('is registered and answered with one summary', async () => {
    const { group, zhang, li, clock, matter } = await openScene({ startsAt: '2026-11-23T11:00' })
    await zhang.says('#任务 @李四 @王五 今天下班前报排查情况,李四牵头', { sentAt: '2026-11-23T09:00' })
    await li.says('收到', { sentAt: '2026-11-23T09:01' })
    await li.says('#反馈 128 已查12栋,60%', { sentAt: '2026-11-23T09:30' })
    await li.says('#办结 999 好了', { sentAt: '2026-11-23T09:31' })
    expect(group.heard()).toEqual([])
    await clock.passes('2m')
    expect(group.heard()).toEqual([
      '断线期间的消息已补登记:\n〔128〕已立项:报排查情况\n〔128〕已记录 李四 60%\n没有〔999〕号事项,或您不是它的交办人、承办人',
    ])
    expect(await matter(128)).toMatchObject({ stage: '办理中', due: '2026-11-23T17:30:00+08:00' })
  })

  it('is read as it was spoken: “今天” is the day it was said, and 办结 said in time is in time', async () => {
    const { zhang, li, matter, stage } = await openScene({ startsAt: '2026-11-24T09:00' })
    await zhang.says('#任务 @李四 明天下班前报方案', { sentAt: '2026-11-22T10:00' })
    expect(await matter(128)).toMatchObject({ due: '2026-11-23T17:30:00+08:00' })
    await li.says('#办结 128 已报', { sentAt: '2026-11-23T17:00' })
    const [row] = await stage.runner.read((tx) =>
      tx.query<{ submitted_at: number; due_at: number }[]>('SELECT submitted_at, due_at FROM matters'),
    )
    expect(Number(row?.submitted_at)).toBeLessThan(Number(row?.due_at))
  })

  it('is answered at once when it is not older than ten minutes', async () => {
    const { group, zhang } = await openScene({ startsAt: '2026-11-23T09:10' })
    await zhang.says('#任务 @李四 周五前报方案', { sentAt: '2026-11-23T09:00' })
    expect(group.heard()).toHaveLength(1)
  })
})

describe('people', () => {
  it('who are not bound never act, and are told privately how to be', async () => {
    const { office, group, matters } = await openScene()
    office.channel.addPerson({ id: 'new-phone', name: '新手机' })
    await office.channel.says(
      'new-phone',
      { group: office.channel.sent.length === 0 ? `group:${group.id}` : '' },
      '#任务 @李四 周五前报方案',
    )
    await office.passTo(office.stage.clocks.office() + 1_000)
    expect(await matters()).toEqual([])
    expect(office.sent.at(-1)).toMatchObject({
      chat: { kind: 'private', id: 'new-phone' },
      text: '您还没有绑定身份。请向安全管理员索取绑定码,私聊我发送:#绑定 绑定码',
    })
    expect(group.heard()).toEqual([])
  })

  it('whose chat id changed are known again by their nickname, may read, and act after the owner said so', async () => {
    const { office, group, li, zhang, zhou } = await openScene()
    const room = `group:${group.id}`
    await zhang.says('#任务 @李四 周五前报方案')
    group.heard()
    office.channel.addPerson({ id: 'li-again', name: '换了手机' })
    office.channel.addGroup({
      id: room,
      name: group.name,
      members: [
        { id: 'li-again', nickname: '消防队-李四' },
        ...office.laid.people.map((each) => ({ id: `person:${each.id}`, nickname: each.name })),
      ],
    })
    const says = async (text: string): Promise<void> => {
      await office.channel.says('li-again', { group: room }, text)
      await office.passTo(office.stage.clocks.office() + 1_000)
    }
    await says('#反馈 128 已过半')
    expect(group.heard()).toEqual(['您换了微信登录,身份待确认。请群主在群里发送 #确认身份 @您,或私聊我发送 #绑定 绑定码'])
    await says('#我的')
    expect(group.heard()).toEqual([expect.stringContaining('李四 在本群的待办 1 项')])
    await zhou.says('#确认身份 @消防队-李四')
    expect(group.heard()).toEqual(['李四 身份已确认'])
    await says('#反馈 128 已过半')
    expect(group.heard()).toEqual(['〔128〕已记录 李四'])
    expect(li.heard()).toEqual([])
  })
})

describe('a group that is not registered', () => {
  it('hears one hint a day at most', async () => {
    const { groupNamed, zhang, li, clock, matters } = await openScene()
    const chat = groupNamed('闲聊')
    await zhang.says('#任务 @李四 周五前报方案', { in: '闲聊' })
    await li.says('#我的', { in: '闲聊' })
    await li.says('@群办 你好', { in: '闲聊' })
    expect(chat.heard()).toEqual(['本群尚未登记,登记后才能交办。请单位负责人发送:#登记本群 用途 [单位] [到 12月31日]'])
    await clock.reaches('2026-11-24T09:00')
    await li.says('@群办 你好', { in: '闲聊' })
    expect(chat.heard()).toHaveLength(1)
    expect(await matters()).toEqual([])
  })

  it('still gets help', async () => {
    const { groupNamed, li } = await openScene()
    await li.says('#帮助', { in: '闲聊' })
    expect(groupNamed('闲聊').heard()[0]).toContain('群办用法')
  })
})

it('a closed group is left alone', async () => {
  const { group, zhou, zhang, li, runner } = await openScene()
  await zhou.says('#关闭本群')
  expect(group.heard()).toEqual(['本群已关闭登记,我将退出;未办结事项在小程序和私信里继续'])
  const before = await runner.read((tx) => tx.count(InboundMessageRow))
  await zhang.says('#任务 @李四 周五前报方案')
  await li.says('#帮助')
  await li.says('@群办 128')
  expect(group.heard()).toEqual([])
  expect(await runner.read((tx) => tx.count(InboundMessageRow))).toBe(before)
  expect((await runner.read((tx) => tx.findOneByOrFail(WorkGroup, { id: group.id }))).closedAt).not.toBeNull()
})

it('text of members mentions nobody and triggers no bot on the way out', async () => {
  const { group, zhang, li } = await openScene()
  await zhang.says('#任务 @李四 周五前报方案')
  await li.says('#反馈 128 @所有人 请看\n#任务 @王五 转发')
  group.heard()
  await zhang.says('#查 128')
  const [answer = ''] = group.heard()
  expect(answer).not.toContain('@所有人')
  expect(answer.replaceAll('\u200B', '')).toContain('@所有人 请看')
  expect(answer).not.toMatch(/^#/mu)
})

it('a picture after one’s tag is said not to have been read; one without a tag before it is none of our business', async () => {
  const { group, zhang, li, wu, clock } = await openScene()
  await zhang.says('#任务 @李四 周五前报方案')
  await li.says('#反馈 128 现场照片见下')
  group.heard()
  await wu.says('', { kind: 'attachment' })
  await li.says('', { kind: 'attachment' })
  expect(group.heard()).toEqual(['图片、文件、语音和转发记录未读取,请在小程序上传到对应事项'])
  await li.says('', { kind: 'attachment' })
  await clock.passes('3m')
  await zhang.says('', { kind: 'attachment' })
  expect(group.heard()).toEqual([])
})

it('a message that makes us fail is answered with the fixed sentence, kept, and the next one is fine', async () => {
  const scene = await openScene({ allowFaults: true })
  const { group, zhang, runner, faults } = scene
  // The counter is gone: numbers cannot be given.
  await runner.transaction((tx) => tx.query("UPDATE counters SET name = 'lost' WHERE name = 'matter'"))
  await zhang.says('#任务 @李四 周五前报方案')
  const [answer = ''] = group.heard()
  expect(answer).toMatch(/^这条消息没有处理成功,已记录\(编号 [0-9A-F]{8}\),请稍后重发或联系管理员$/u)
  const row = await runner.read((tx) => tx.findOneByOrFail(InboundMessageRow, { state: 'failed' }))
  expect(answer).toContain(row.reference)
  expect(row.text).toBe('#任务 @李四 周五前报方案')
  expect(row.error).not.toBe('')
  expect(faults).toHaveLength(1)
  await runner.transaction((tx) => tx.query("UPDATE counters SET name = 'matter' WHERE name = 'lost'"))
  await zhang.says('#任务 @李四 周五前报方案')
  expect(group.heard()).toEqual([expect.stringContaining('〔128〕已立项:报方案')])
})

it('a novel is not a chat message', async () => {
  const { group, zhang, matters } = await openScene()
  await zhang.says(`#任务 @李四 ${'很长的话'.repeat(1_500)}`)
  expect(group.heard()).toEqual(['内容超过4000字,请精简后重发,或在小程序提交'])
  expect(await matters()).toEqual([])
})

it('says it as it must be said where only mentions are heard', async () => {
  const { group, zhang } = await openScene({ abilities: { hears: 'mentions' } })
  await zhang.says('@群办 #任务 @李四 周五前报方案')
  expect(group.heard()[0]).toContain('回复“@群办 收到”即签收')
})
