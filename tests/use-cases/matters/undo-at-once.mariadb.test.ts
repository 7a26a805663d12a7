import { expect, it } from 'vitest'
import { Matter, MatterEvent, Todo } from '../../../entities/index.ts'
import { DAY_MS } from '../../../rules/instant.ts'
import { undoLastAct } from '../../../use-cases/matters/undo-message.ts'
import { handOverMember } from '../../../use-cases/people/hand-over-member.ts'
import { acknowledgeTasks } from '../../../use-cases/tasks/acknowledge-tasks.ts'
import { createTask } from '../../../use-cases/tasks/create-task.ts'
import { handOverTask } from '../../../use-cases/tasks/hand-over-task.ts'
import { reportProgress } from '../../../use-cases/tasks/report-progress.ts'
import { openScratchDatabase } from '../../support/database.ts'
import { openScene, type Scene } from '../../support/scene.ts'

/** Many connections: things really happen at once. */
const openBusyScene = async (): Promise<Scene & { close: () => Promise<void> }> => {
  const runner = await openScratchDatabase(12)
  return { ...(await openScene({ runner })), close: () => runner.close() }
}

const outcome = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as Error).message,
  )

const newTask = async ({ zhang, li }: Scene): Promise<number> =>
  (await zhang.does((ctx) => createTask(ctx, { body: '报方案', dueAt: ctx.now + DAY_MS, parties: [{ party: `m:${li.id}` }] }))).matter
    .number

it('撤回 and 签收 at the same time: one of them comes first, and the other knows', async () => {
  const scene = await openBusyScene()
  const { zhang, li, runner } = scene
  const firsts = new Set<string>()
  for (let round = 0; round < 40; round += 1) {
    const number = await newTask(scene)
    const [undone, read] = await Promise.all([
      outcome(zhang.does((ctx) => undoLastAct(ctx, { number }))),
      outcome(li.does((ctx) => acknowledgeTasks(ctx, { numbers: [number] }))),
    ])
    const matter = await runner.read((tx) => tx.findOneByOrFail(Matter, { number }))
    const [todo] = await runner.read((tx) => tx.findBy(Todo, { matterId: matter.id }))
    const actions = (await runner.read((tx) => tx.findBy(MatterEvent, { matterId: matter.id }))).map(({ action }) => action).toSorted()
    if (undone === 'done') {
      expect(read).toBe(`〔${number}〕没有需要您签收的事项`)
      expect([matter.state, todo?.acknowledgedAt, actions]).toEqual(['cancelled', null, ['create', 'undo']])
    } else {
      expect([undone, read]).toEqual([`〔${number}〕已有后续办理,请用 #撤销 ${number} 原因`, 'done'])
      expect([matter.state, todo?.closedAt, actions]).toEqual(['open', null, ['acknowledge', 'create']])
    }
    firsts.add(undone === 'done' ? 'undo' : 'read')
  }
  expect(firsts.size).toBeGreaterThan(0)
  await scene.close()
}, 60_000)

it('taking back a 转办 while the new one says 收到: never both', async () => {
  const scene = await openBusyScene()
  const { li, sun, runner } = scene
  for (let round = 0; round < 20; round += 1) {
    const number = await newTask(scene)
    await li.does((ctx) => handOverTask(ctx, { number, to: `m:${sun.id}`, reason: '' }))
    const [undone, read] = await Promise.all([
      outcome(li.does((ctx) => undoLastAct(ctx, { number }))),
      outcome(sun.does((ctx) => acknowledgeTasks(ctx, { numbers: [number] }))),
    ])
    expect([undone, read].filter((result) => result === 'done')).toHaveLength(1)
    const { id } = await runner.read((tx) => tx.findOneByOrFail(Matter, { number }))
    const open = (await runner.read((tx) => tx.findBy(Todo, { matterId: id }))).filter(({ closedAt }) => closedAt === null)
    expect(open.map(({ memberId }) => memberId)).toEqual([undone === 'done' ? li.id : sun.id])
  }
  await scene.close()
}, 60_000)

it('a hand-over while its person reports: every task ends with one who owes it', async () => {
  const scene = await openBusyScene()
  const { zhao, li, sun, runner } = scene
  for (let round = 0; round < 6; round += 1) {
    const numbers: number[] = []
    for (let n = 0; n < 6; n += 1) numbers.push(await newTask(scene))
    const [moved, ...reports] = await Promise.all([
      outcome(zhao.does((ctx) => handOverMember(ctx, { fromId: li.id, toId: sun.id, reason: '' }))),
      ...numbers.map((number) => outcome(li.does((ctx) => reportProgress(ctx, { number, text: '50%' })))),
    ])
    expect(moved).toBe('done')
    for (const [n, report] of reports.entries()) expect(['done', `〔${numbers[n]}〕只有责任人、配合人可以反馈`]).toContain(report)
    for (const number of numbers) {
      const { id } = await runner.read((tx) => tx.findOneByOrFail(Matter, { number }))
      const open = (await runner.read((tx) => tx.findBy(Todo, { matterId: id }))).filter(({ closedAt }) => closedAt === null)
      expect(open.map(({ memberId }) => memberId)).toEqual([sun.id])
    }
  }
  await scene.close()
}, 60_000)
