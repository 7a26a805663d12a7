import { expect, test } from 'vitest'
import { IsNull } from 'typeorm'
import { Binding, OneTimeCode } from '../../entities/index.ts'
import { issueBindCode } from '../../use-cases/bindings/bind-codes.ts'
import { openScene } from '../support/scene.ts'

/** The key the virtual office makes its codes with. */
const key = Buffer.from('1')

test('a bind code shown in a group is ended: nobody who read it there can use it', async () => {
  const { actor, runner, clock, group, li, wu } = await openScene()
  const code = await actor('董安').does((ctx) => issueBindCode(ctx, { key, machineNow: clock.now() }, { memberId: li.id }))
  await li.says(`#绑定 ${code}`)
  expect(group.heard()).toEqual([])
  expect(li.heard()).toEqual(['绑定码请私聊发给我,不要发在群里;请向安全管理员另要一个'])
  expect(await runner.read((tx) => tx.countBy(OneTimeCode, { usedAt: IsNull() }))).toBe(0)

  await wu.whispers(`#绑定 ${code}`)
  expect(wu.heard()[0]).toContain('码不对、已用过或已过期')
})

test('who was only matched by nickname acknowledges nothing until confirmed', async () => {
  const { zhang, li, group, matter, runner } = await openScene()
  await zhang.says('#任务 @李四 周五前报方案')
  group.heard()
  await runner.transaction((tx) => tx.update(Binding, { memberId: li.id }, { confirmedAt: null }))
  await li.says('收到')
  expect((await matter(128)).todos[0]?.acknowledgedAt).toBeNull()
  await li.says('#反馈 128 好了')
  expect(group.heard()[0]).toContain('身份待确认')
})
