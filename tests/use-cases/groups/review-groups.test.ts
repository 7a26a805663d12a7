import { In } from 'typeorm'
import { describe, expect, it } from 'vitest'
import { GroupActivity, GroupMember, Member, WorkGroup } from '../../../entities/index.ts'
import { bumpDirectory } from '../../../use-cases/office/load-office.ts'
import { openScene, type Scene } from '../../support/scene.ts'
import { scenePlan } from '../../support/scene-office.ts'
import { readEverything } from '../../support/database.ts'

/** What a person read about their groups. */
const asked = (person: { heard: () => string[] }): string[] => person.heard().filter((text) => text.includes('还用吗'))

const plan = {
  ...scenePlan,
  office: { ...scenePlan.office, settings: { ...scenePlan.office.settings, groups: { idleDays: 14 } } },
  groups: (scenePlan.groups ?? []).slice(0, 1),
}

describe('an idle group', () => {
  it('is proposed for closing to its owner alone, once in thirty days, until it is answered', async () => {
    const { zhou, wu, zhang, group, clock } = await openScene({ plan })
    await wu.says('今天的会改到下午')
    await clock.reaches('2026-12-07T12:00')
    expect(asked(zhou)).toEqual([])
    await clock.reaches('2026-12-08T12:00')
    const [question = '', ...more] = asked(zhou)
    expect(more).toEqual([])
    expect(question).toContain('您负责的群还用吗?\n· 安全生产工作群:14天没有新事项,也没有人说话')
    expect(question).toContain('关闭本群')
    expect(group.heard()).toEqual([])
    expect(zhang.heard()).toEqual([])
    await clock.reaches('2027-01-06T12:00')
    expect(asked(zhou)).toEqual([])
    await clock.reaches('2027-01-07T12:00')
    expect(asked(zhou)).toHaveLength(1)
    // One word is enough, in private too: it is the group that was asked about.
    await zhou.whispers('#延用本群')
    expect(zhou.heard()).toEqual(['安全生产工作群延用,长期'])
    await clock.reaches('2027-01-20T12:00')
    expect(asked(zhou)).toEqual([])
  })

  it('is not idle while people speak or matters come, and says how many go on in private', async () => {
    const { zhou, wu, zhang, clock } = await openScene({ plan })
    await clock.reaches('2026-12-01T10:00')
    await wu.says('值班表更新了')
    await clock.reaches('2026-12-10T10:00')
    await zhang.says('#任务 @李四 1月15日前报消防检查方案')
    await clock.reaches('2026-12-23T12:00')
    expect(asked(zhou)).toEqual([])
    await clock.reaches('2026-12-25T12:00')
    expect(asked(zhou)[0]).toContain('(在办 1 项,关闭后改为私信办理)')
  })

  it('is not told from an account that was away', async () => {
    const { zhou, runner, clock } = await openScene({ plan })
    await clock.reaches('2026-12-04T10:00')
    await runner.transaction((tx) => tx.createQueryBuilder().delete().from(GroupActivity).where("day > '2026-11-25'").execute())
    await clock.reaches('2026-12-08T12:00')
    expect(asked(zhou)).toEqual([])
  })
})

describe('an end date', () => {
  it('is reminded of some working days before, once for each date, and proposed for closing when it has passed', async () => {
    const scene = await openScene()
    const { zhou, clock, group } = scene
    await zhou.says('#延用本群 到 12月11日')
    group.heard()
    await clock.reaches('2026-12-03T12:00')
    expect(asked(zhou)).toEqual([])
    await clock.reaches('2026-12-04T12:00')
    expect(asked(zhou)).toEqual([expect.stringContaining('· 安全生产工作群:12月11日(周五)到期')])
    await clock.reaches('2026-12-11T12:00')
    expect(asked(zhou)).toEqual([])
    await clock.reaches('2026-12-14T12:00')
    expect(asked(zhou)).toEqual([expect.stringContaining('· 安全生产工作群:12月11日(周五)已到期')])
    await zhou.whispers('#延用本群 到 12月18日')
    await clock.reaches('2026-12-15T12:00')
    expect(asked(zhou)).toEqual([expect.stringContaining('· 安全生产工作群:12月18日(周五)到期')])
    expect(group.heard()).toEqual([])
  })

  it('several groups of one owner are one message', async () => {
    const scene = await openScene()
    const { zhou, runner, clock } = scene
    await runner.transaction((tx) =>
      tx.update(WorkGroup, { name: In(['安全生产工作群', '环保群']) }, { ownerId: zhou.id, closesOn: '2026-11-25' }),
    )
    await clock.reaches('2026-11-24T12:00')
    const [question = '', ...more] = asked(zhou)
    expect(more).toEqual([])
    expect(question).toMatch(/· 安全生产工作群:.*\n· 环保群:/u)
    expect(question).toContain('群名')
  })

  it('goes to those who follow an owner who has left', async () => {
    const scene = await openScene()
    const { zhou, zhao, runner, clock, office } = scene
    const unitId = office.laid.units.find(({ code }) => code === 'XF')!.id
    await runner.transaction(async (tx) => {
      await tx.update(WorkGroup, { name: '安全生产工作群' }, { closesOn: '2026-11-25', ownerUnitId: unitId })
      await tx.update(Member, { id: zhou.id }, { leftAt: clock.now() })
      await bumpDirectory(tx)
    })
    await clock.reaches('2026-11-24T12:00')
    expect(asked(zhao)).toHaveLength(1)
    await zhao.says('#延用本群 长期')
    expect(scene.group.heard()).toEqual(['本群延用,长期'])
  })
})

describe('activity', () => {
  const figures = ({ runner }: Scene, groupId: string) =>
    runner.read((tx) => tx.find(GroupActivity, { where: { groupId }, order: { day: 'ASC' } }))

  it('is a figure a group and day; neither words nor people stand anywhere, and silence is 0', async () => {
    const scene = await openScene()
    const { wu, li, group, groupNamed, clock, runner } = scene
    const before = await runner.read((tx) => tx.count(GroupMember))
    await wu.says('今天食堂有红烧肉')
    await li.says('真的吗')
    await li.says('我去看看', { kind: 'attachment' })
    await clock.reaches('2026-11-24T08:00')
    await wu.says('早上好')
    await clock.reaches('2026-11-24T20:00')
    expect(await figures(scene, group.id)).toEqual([
      { groupId: group.id, day: '2026-11-23', messages: 3 },
      { groupId: group.id, day: '2026-11-24', messages: 1 },
    ])
    expect((await figures(scene, groupNamed('环保群').id)).map(({ messages }) => messages)).toEqual([0, 0])
    const everything = await readEverything(runner)
    expect(everything).not.toContain('红烧肉')
    expect(await runner.read((tx) => tx.count(GroupMember))).toBe(before)
  })
})
