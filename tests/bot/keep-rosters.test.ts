import { expect, test } from 'vitest'
import { keepRosters } from '../../bot/keep-rosters.ts'
import { GroupMember } from '../../entities/index.ts'
import { openScene } from '../support/scene.ts'

test('a group’s nicknames and members follow the network’s own list, and mentions with them', async () => {
  const { office, stage, runner, group, li, zhang, actor } = await openScene()
  const external = (name: string) => `person:${actor(name).id}`
  office.channel.addGroup({
    id: `group:${group.id}`,
    name: group.name,
    members: [
      { id: external('张三'), nickname: '张三' },
      { id: external('李四'), nickname: '支队防火李四' },
      { id: external('黄蓉'), nickname: '住建-小黄' },
      { id: 'person:stranger', nickname: '过客' },
    ],
  })
  const faults: unknown[] = []
  await keepRosters(stage, office.channel, office.channel.botId, (_what, error) => faults.push(error))
  expect(faults).toEqual([])

  const seats = await runner.read((tx) => tx.findBy(GroupMember, { groupId: group.id }))
  const present = seats.filter((seat) => seat.leftAt === null).map((seat) => seat.nickname)
  expect(present.toSorted()).toEqual(['住建-小黄', '张三', '支队防火李四'].toSorted())
  expect(seats.find((seat) => seat.memberId === actor('王五').id)?.leftAt).not.toBeNull()

  await zhang.says('#任务 @支队防火李四 周五前报方案')
  expect(group.heard()[0]).toContain('责任 李四(消防救援支队)')
  expect(li.heard()).toEqual([])
})

test('a group the network cannot list is reported and keeps what was known', async () => {
  const { office, stage, runner, group } = await openScene()
  await office.channel.leave(`group:${group.id}`)
  const faults: unknown[] = []
  await keepRosters(stage, office.channel, office.channel.botId, (_what, error) => faults.push(error))
  expect(faults).toHaveLength(1)
  expect(await runner.read((tx) => tx.countBy(GroupMember, { groupId: group.id }))).toBeGreaterThan(3)
})
