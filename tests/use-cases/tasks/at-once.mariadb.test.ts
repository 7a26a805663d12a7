import { expect, it } from 'vitest'
import { Binding, GroupMember, Matter, Todo, WorkGroup } from '../../../entities/index.ts'
import { DAY_MS } from '../../../rules/instant.ts'
import { createTask } from '../../../use-cases/tasks/create-task.ts'
import { decideExtension } from '../../../use-cases/tasks/decide-extension.ts'
import { finishTask } from '../../../use-cases/tasks/finish-task.ts'
import { openScratchDatabase } from '../../support/database.ts'
import { openScene, type Scene } from '../../support/scene.ts'

/** Many connections: things really happen at once. */
const openBusyScene = async (): Promise<Scene & { close: () => Promise<void> }> => {
  const runner = await openScratchDatabase(12)
  return { ...(await openScene({ runner })), close: () => runner.close() }
}

const settled = async <T>(all: readonly Promise<T>[]): Promise<{ done: T[]; refused: string[] }> => {
  const results = await Promise.allSettled(all)
  return {
    done: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    refused: results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Error).message] : [])),
  }
}

it('two who are responsible finish at the same time: the issuer is asked exactly once', async () => {
  const scene = await openBusyScene()
  const { zhang, li, wu, runner } = scene
  for (let round = 0; round < 15; round += 1) {
    const { matter } = await zhang.does((ctx) =>
      createTask(ctx, { body: '报方案', dueAt: ctx.now + DAY_MS, parties: [{ party: `m:${li.id}` }, { party: `m:${wu.id}` }] }),
    )
    const { done, refused } = await settled(
      [li, wu].map((who) => who.does((ctx) => finishTask(ctx, { number: matter.number, text: '好了' }))),
    )
    expect(refused).toEqual([])
    expect(done.map(({ outcome }) => outcome).toSorted()).toEqual(['part', 'submitted'])
    const todos = await runner.read((tx) => tx.findBy(Todo, { matterId: matter.id }))
    expect(todos.filter(({ duty }) => duty === 'review')).toHaveLength(1)
    expect(todos.filter(({ duty, closedAt }) => duty === 'handle' && closedAt === null)).toEqual([])
    expect((await runner.read((tx) => tx.findOneByOrFail(Matter, { id: matter.id }))).state).toBe('submitted')
  }
  await scene.close()
})

it('issuer and supervisor decide on one extension at the same time: the first decision stands', async () => {
  const scene = await openBusyScene()
  const { zhang, feng, li, runner, group } = scene
  for (let round = 0; round < 15; round += 1) {
    const number = 128 + round
    await zhang.says('#任务 @李四 周五前报方案')
    await li.says(`#延期 ${number} 到12月5日 材料尚缺`)
    const { done, refused } = await settled([
      zhang.does((ctx) => decideExtension(ctx, { decision: 'grant', number, reason: '' })),
      feng.does((ctx) => decideExtension(ctx, { decision: 'refuse', number, reason: '请按期' })),
    ])
    expect(done).toHaveLength(1)
    expect(refused).toEqual([`〔${number}〕没有待审批的延期申请`])
    const matter = await runner.read((tx) => tx.findOneByOrFail(Matter, { number }))
    const decisions = (await scene.matter(number)).events.filter(
      ({ action }) => action.endsWith('_extension') && action !== 'request_extension',
    )
    expect(decisions).toHaveLength(1)
    expect(new Date(matter.dueAt ?? 0).toISOString().slice(0, 10)).toBe(
      decisions[0]?.action === 'grant_extension' ? '2026-12-05' : '2026-11-27',
    )
  }
  group.heard()
  await scene.close()
})

it('fifty tasks created at once get fifty numbers, one after the other', async () => {
  const scene = await openBusyScene()
  const { zhang, li, runner } = scene
  const { done, refused } = await settled(
    Array.from({ length: 50 }, (_, index) =>
      zhang.does((ctx) => createTask(ctx, { body: `第${index}项工作安排`, dueAt: ctx.now + DAY_MS, parties: [{ party: `m:${li.id}` }] })),
    ),
  )
  expect(refused).toEqual([])
  expect(done.map(({ matter }) => matter.number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => 128 + index))
  expect(await runner.read((tx) => tx.count(Todo))).toBe(50)
  await scene.close()
})

it('288 groups and as many people speak for the first time at once: nothing is lost, nothing twice', async () => {
  const scene = await openBusyScene()
  const { office, runner } = scene
  const before = { groups: await runner.read((tx) => tx.count(WorkGroup)), bindings: await runner.read((tx) => tx.count(Binding)) }
  const many = 288
  for (let n = 0; n < many; n += 1) office.channel.addPerson({ id: `new-${n}`, name: `新人${n}` })
  for (let n = 0; n < many; n += 1) {
    office.channel.addGroup({ id: `room-${n}`, name: `工作群${n}`, members: [{ id: `new-${n}` }, { id: `new-${(n + 1) % many}` }] })
  }
  const { refused } = await settled(
    Array.from({ length: many }, (_, n) => [
      office.channel.says(`new-${n}`, { group: `room-${n}` }, '#帮助'),
      office.channel.says(`new-${(n + 1) % many}`, { group: `room-${n}` }, '@群办 你好'),
    ]).flat(),
  )
  expect(refused).toEqual([])
  expect((await runner.read((tx) => tx.count(WorkGroup))) - before.groups).toBe(many)
  expect((await runner.read((tx) => tx.count(Binding))) - before.bindings).toBe(2 * many)
  // Every 帮助 was answered, every group got its one hint.
  const [row] = await runner.read((tx) => tx.query<{ n: number }[]>("SELECT COUNT(*) AS n FROM outbound_messages WHERE purpose = 'reply'"))
  expect(Number(row?.n)).toBe(2 * many)
  expect(await runner.read((tx) => tx.count(GroupMember))).toBeGreaterThan(0)
  expect(scene.faults).toEqual([])
  await scene.close()
}, 60_000)
