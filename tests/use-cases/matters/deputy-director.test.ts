import { expect, test } from 'vitest'
import type { OfficePlan } from '../../../use-cases/office/lay-office.ts'
import { scenePlan } from '../../support/scene-office.ts'
import { openScene } from '../../support/scene.ts'

const plan: OfficePlan = {
  ...scenePlan,
  people: [...(scenePlan.people ?? []), { name: '吴敏', unit: 'ZFB', roles: [{ role: 'deputy_director' }] }],
  groups: (scenePlan.groups ?? []).map((group) => ({
    ...group,
    members: [...(group.members ?? []), { person: '吴敏' }],
  })),
}

test('the deputy may confirm in the director’s place once the director has not acted for the configured 24 hours', async () => {
  const { actor, zhou: director, li, group, clock, matter } = await openScene({ plan })
  const deputy = actor('吴敏')
  await director.says('#任务 @李四 12月4日前报送消防演练方案')
  const number = Number(/〔(\d+)〕/u.exec(group.heard()[0] ?? '')?.[1])
  await li.says(`#办结 ${number} 方案已报`)
  group.heard()

  await clock.passes('23h')
  group.heard()
  await deputy.says(`#确认 ${number}`)
  expect(group.heard()).toEqual([`〔${number}〕只有交办人、督查可以确认`])

  await clock.passes('2h')
  group.heard()
  await deputy.says(`#确认 ${number}`)
  expect((await matter(number)).state).toBe('closed')
  expect((await matter(number)).events.at(-1)).toMatchObject({ action: 'accept', actor: '吴敏' })
})
