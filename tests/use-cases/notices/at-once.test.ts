import { expect, test } from 'vitest'
import { Matter, MatterEvent, NoticeGroup, OutboundMessage, Todo } from '../../../entities/index.ts'
import { summariseNotices } from '../../../jobs/summarise-notices.ts'
import type { OfficePlan } from '../../../use-cases/office/lay-office.ts'
import { openScene } from '../../support/scene.ts'
import { scenePlan } from '../../support/scene-office.ts'

const groups = 12
const seats = 8
const people = Array.from({ length: groups * seats }, (_, n) => `干部${n}号`)
const plan: OfficePlan = {
  ...scenePlan,
  people: [...(scenePlan.people ?? []), ...people.map((name) => ({ name, unit: 'HB' }))],
  groups: [
    ...(scenePlan.groups ?? []),
    ...Array.from({ length: groups }, (_, g) => ({
      name: `片区${g}群`,
      purpose: '工作',
      owner: '张三',
      // Each with somebody of the next group as well.
      members: ['张三', ...people.slice(g * seats, g * seats + seats + 1)].map((person) => ({ person })),
    })),
  ],
}
const notice = '#通知 冬春火灾防控工作部署会(需签收,明天下班前)'

test('one notice forwarded to twelve groups at once is one, and everybody who answers at once is counted once', async () => {
  const scene = await openScene({ plan })
  const { channel } = scene.office
  const say = (who: string, g: number, text: string): Promise<string> =>
    channel.says(`person:${scene.actor(who).id}`, { group: `group:${scene.groupNamed(`片区${g}群`).id}` }, text)
  await Promise.all(Array.from({ length: groups }, (_, g) => say('张三', g, notice)))
  expect(await scene.matters()).toHaveLength(1)
  const todos = () => scene.runner.read((tx) => tx.findBy(Todo, { duty: 'acknowledge' }))
  expect(await scene.runner.read((tx) => tx.count(NoticeGroup))).toBe(groups)
  expect(await todos()).toHaveLength(people.length)

  // Bare, quoting the number, quoting the words, twice, and in the other group as well.
  const quote = { quote: { text: '〔128〕通知已登记' } }
  await Promise.all(
    people.flatMap((name, n) => {
      const g = Math.floor(n / seats)
      const id = `person:${scene.actor(name).id}`
      const at = { group: `group:${scene.groupNamed(`片区${g}群`).id}` }
      return [channel.says(id, at, '收到'), channel.says(id, at, '收到', n % 2 === 0 ? quote : { quote: { text: notice } })]
    }),
  )
  const signed = await todos()
  expect(signed.filter((todo) => todo.closedAt !== null)).toHaveLength(people.length)
  expect(new Set(signed.map((todo) => todo.openKey))).toEqual(new Set([null]))
  expect(await scene.runner.read((tx) => tx.countBy(MatterEvent, { action: 'acknowledge' }))).toBe(people.length)
  const [matter] = await scene.runner.read((tx) => tx.find(Matter))
  // 收到 does not touch the row everybody shares: its version counts the postings only.
  expect(matter?.version).toBe(groups)

  await Promise.all([1, 2, 3].map(() => summariseNotices.run(scene.stage)))
  const lines = await scene.runner.read((tx) => tx.findBy(OutboundMessage, { purpose: 'summary' }))
  expect(new Set(lines.map(({ groupId }) => groupId)).size).toBe(groups)
  expect(lines).toHaveLength(groups)
  expect(scene.faults).toEqual([])
})

test('two who post the same words at the same moment post two notices, and one who says them twice posts one', async () => {
  const scene = await openScene({ plan })
  const { channel } = scene.office
  const at = (g: number) => ({ group: `group:${scene.groupNamed(`片区${g}群`).id}` })
  await Promise.all([
    channel.says(`person:${scene.zhang.id}`, at(0), notice),
    channel.says(`person:${scene.zhang.id}`, at(0), notice),
    channel.says(`person:${scene.feng.id}`, { group: `group:${scene.group.id}` }, notice),
  ])
  expect((await scene.matters()).map(({ issuer }) => issuer).toSorted()).toEqual(['冯督', '张三'].toSorted())
})

test('forwarded faster than anybody reads, one notice is still posted everywhere; the same words again and again in one group are not', async () => {
  const limited: OfficePlan = {
    ...plan,
    office: { ...plan.office, settings: { ...plan.office.settings, chatLimit: { messages: 5, seconds: 60 } } },
  }
  const scene = await openScene({ plan: limited })
  for (let g = 0; g < groups; g += 1) await scene.zhang.says(notice, { in: `片区${g}群` })
  expect(await scene.runner.read((tx) => tx.count(NoticeGroup))).toBe(groups)
  for (let n = 0; n < 6; n += 1) await scene.zhang.says(notice, { in: '片区0群' })
  expect(scene.groupNamed('片区0群').heard().at(-1)).not.toContain('〔128〕')
})
