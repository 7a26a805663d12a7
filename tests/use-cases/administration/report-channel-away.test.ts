import { expect, test } from 'vitest'
import { reportChannelAway } from '../../../use-cases/administration/report-channel-away.ts'
import { perform } from '../../../database/stage.ts'
import type { OfficePlan } from '../../../use-cases/office/lay-office.ts'
import { scenePlan } from '../../support/scene-office.ts'
import { openScene } from '../../support/scene.ts'

const plan: OfficePlan = {
  ...scenePlan,
  people: [...(scenePlan.people ?? []), { name: '方明', unit: 'ZFB', roles: [{ role: 'system_admin' }] }],
}

test('every system administrator is told once an hour that the chat account is away, nobody else', async () => {
  const { stage, actor, li, clock, group } = await openScene({ plan })
  const fang = actor('方明')
  const report = () => perform(stage, { memberId: null }, (ctx) => reportChannelAway(ctx, { name: 'wechaty', reason: '已退出登录' }))
  await report()
  await report()
  await clock.passes('30m')
  expect(fang.heard()).toEqual(['群办的微信账号不在线(已退出登录),群里的消息暂时收不到。请在管理端“聊天通道”扫码重新登录'])
  await clock.passes('1h')
  await report()
  await clock.passes('1m')
  expect(fang.heard()).toHaveLength(1)
  expect(li.heard()).toEqual([])
  expect(group.heard()).toEqual([])
})
