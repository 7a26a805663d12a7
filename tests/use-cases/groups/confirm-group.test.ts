import { describe, expect, it } from 'vitest'
import { keepRosters } from '../../../bot/keep-rosters.ts'
import { AuditRecord, Binding, GroupReview, WorkGroup } from '../../../entities/index.ts'
import { openScene, type Scene, type SceneOptions } from '../../support/scene.ts'
import { scenePlan } from '../../support/scene-office.ts'

const external = (scene: Scene, name: string): string => `person:${scene.actor(name).id}`

/** After a login that changed the groups' ids: the group is met under a new one, by the people it had. */
const relogin = async (how: { name?: string; nicknames?: readonly string[]; options?: SceneOptions } = {}) => {
  const scene = await openScene(how.options)
  const { office, zhang, group } = scene
  await zhang.says('#任务 @李四 11月27日前完成消防隐患排查')
  group.heard()
  const seats = (scenePlan.groups?.[0]?.members ?? []).map(({ person, nickname }) => ({ person, nickname: nickname ?? person }))
  const members = seats
    .map((seat, index) => ({ ...seat, nickname: how.nicknames?.[index] ?? seat.nickname }))
    .map(({ person, nickname }) => ({ id: external(scene, person), nickname }))
  await office.channel.leave(`group:${group.id}`)
  office.channel.addGroup({ id: 'room-new', name: how.name ?? group.name, members })
  const says = async (name: string, text: string): Promise<string[]> => {
    const from = office.sent.length
    await office.channel.says(external(scene, name), { group: 'room-new' }, text)
    await scene.clock.passes('1m')
    return office.sent
      .slice(from)
      .filter((sent) => sent.chat.kind === 'group')
      .map((sent) => `${sent.chat.id}: ${sent.text}`)
  }
  return { ...scene, says }
}
const metGroup = ({ runner }: Scene) => runner.read((tx) => tx.findOneByOrFail(Binding, { externalId: 'room-new' }))
const matchOf = async (scene: Scene): Promise<string | null | undefined> => {
  const { groupId } = await metGroup(scene)
  return (await scene.runner.read((tx) => tx.findOneBy(GroupReview, { groupId: groupId ?? '' })))?.matchesId
}

describe('a group under a new external id', () => {
  it('is recognised by name and people, waits for its owner, and then finds its matters again', async () => {
    const scene = await relogin()
    const { says, group, runner } = scene
    expect(await says('李四', '#反馈 128 查了一半,50%')).toEqual([
      expect.stringContaining('room-new: 本群与台账中的“安全生产工作群”同名,人员也对得上'),
    ])
    expect(await matchOf(scene)).toBe(group.id)
    // Until then it is no registered group, whoever asks.
    expect(await says('张三', '#确认本群')).toEqual(['room-new: 请由原群主或办公室主任发送'])
    expect((await metGroup(scene)).groupId).not.toBe(group.id)
    expect(await says('周正', '#确认本群')).toEqual([
      'room-new: 本群已确认为台账中的“安全生产工作群”\n      用途 安全生产 长期\n      在办 1 项继续在本群办理',
    ])
    expect((await metGroup(scene)).groupId).toBe(group.id)
    expect(await runner.read((tx) => tx.countBy(Binding, { groupId: group.id }))).toBe(1)
    expect(await runner.read((tx) => tx.countBy(AuditRecord, { action: 'groups.confirm', subject: group.id }))).toBe(1)
    expect(await says('李四', '#反馈 128 查了一半,50%')).toEqual(['room-new: 〔128〕已记录 李四 50%'])
    expect((await says('张三', '#本群'))[0]).toContain('〔128〕')
    await scene.clock.reaches('2026-11-26T09:30')
    const said = scene.office.sent.filter(({ chat, text }) => chat.kind === 'group' && text.includes('今日提醒'))
    expect(said.at(-1)).toMatchObject({ chat: { id: 'room-new' } })
  })

  it('is also confirmed by its owner registering it, which changes its line', async () => {
    const scene = await relogin()
    const { says, group, runner } = scene
    await says('周正', '#帮助')
    const [answer = ''] = await says('周正', '#登记本群 安全生产和消防 应急局 到12月31日')
    expect(answer).toContain('room-new: 本群已登记')
    expect(await runner.read((tx) => tx.findOneByOrFail(WorkGroup, { id: group.id }))).toMatchObject({
      purpose: '安全生产和消防',
      closesOn: '2026-12-31',
      closedAt: null,
    })
    expect((await metGroup(scene)).groupId).toBe(group.id)
  })

  it('registered by somebody else it is a group of its own', async () => {
    const scene = await relogin()
    const { says, group } = scene
    await says('赵刚', '#登记本群 另一个群')
    expect((await metGroup(scene)).groupId).not.toBe(group.id)
    expect(await says('周正', '#确认本群')).toEqual(['room-new: 本群没有对得上的已登记群,请直接发 #登记本群'])
  })

  it('does not fit by its name alone', async () => {
    const strangers = (scenePlan.groups?.[0]?.members ?? []).map((_, index) => `某人${index}`)
    const scene = await relogin({ nicknames: strangers })
    expect(await scene.says('李四', '#我的')).toEqual([expect.stringContaining('本群尚未登记')])
    expect(await scene.says('周正', '#确认本群')).toEqual([expect.stringContaining('没有对得上')])
  })

  it('does not fit by its people alone', async () => {
    const scene = await relogin({ name: '安全生产群' })
    expect(await scene.says('李四', '#我的')).toEqual([expect.stringContaining('本群尚未登记')])
  })

  it('does not fit when two groups would', async () => {
    const [first] = scenePlan.groups ?? []
    const plan = { ...scenePlan, groups: [first!, { ...first!, name: '另一个群' }] }
    const scene = await relogin({ options: { plan } })
    await scene.runner.transaction((tx) => tx.update(WorkGroup, { name: '另一个群' }, { name: scene.group.name }))
    expect(await scene.says('李四', '#我的')).toEqual([expect.stringContaining('本群尚未登记')])
  })

  it('one speaker’s name is believed only until the whole list is read', async () => {
    const members = scenePlan.groups?.[0]?.members ?? []
    const scene = await relogin({
      nicknames: members.map(({ nickname, person }, index) => (person === '李四' ? nickname! : `某人${index}`)),
    })
    await scene.says('李四', '#我的')
    expect(await matchOf(scene)).toBe(scene.group.id)
    await keepRosters(scene.stage, scene.office.channel, scene.office.channel.botId, () => undefined)
    expect(await matchOf(scene)).toBeNull()
    expect(await scene.says('周正', '#确认本群')).toEqual([expect.stringContaining('没有对得上')])
  })

  it('people whose ids changed with it are matched by the seats they had there, and wait too', async () => {
    const scene = await relogin()
    const { office, runner, li } = scene
    office.channel.addPerson({ id: 'li-new', name: '李四' })
    office.channel.addGroup({ id: 'room-new', name: scene.group.name, members: [{ id: 'li-new', nickname: '消防队-李四' }] })
    await office.channel.says('li-new', { group: 'room-new' }, '#我的')
    expect(await runner.read((tx) => tx.findOneByOrFail(Binding, { externalId: 'li-new' }))).toMatchObject({
      memberId: li.id,
      confirmedAt: null,
    })
  })
})
