import { expect, test } from 'vitest'
import { Matter, MatterEvent, Todo, WatchSlot, WatchSwap } from '../../../entities/index.ts'
import { Problem } from '../../../rules/problems.ts'
import { allQuiet, reportFinding } from '../../../use-cases/watches/answer-slot.ts'
import { answerSwap } from '../../../use-cases/watches/answer-swap.ts'
import { handOverShift } from '../../../use-cases/watches/hand-over-shift.ts'
import { openWatch } from '../../../use-cases/watches/open-watch.ts'
import { planWatch } from '../../../use-cases/watches/plan-watch.ts'
import { askSwap } from '../../../use-cases/watches/swap-shift.ts'
import { withdrawSwap } from '../../../use-cases/watches/withdraw-swap.ts'
import { openScratchDatabase } from '../../support/database.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const rounds = 6

/** Many connections: things really happen at once. Each round has a roster of its own, two hours of one morning. */
const openBusyScene = async () => {
  const runner = await openScratchDatabase(12)
  const scene = await openScene({ runner })
  const dutyUnitId = await scene.zhou.does(async (ctx) => ctx.office.directory.units.find(({ code }) => code === 'YJ')!.id)
  return {
    ...scene,
    dutyUnitId,
    roster: async (): Promise<number> => {
      const times = { from: '08:30', to: '10:30', everyMinutes: 60 }
      const { matter } = await scene.zhou.does((ctx) => openWatch(ctx, { title: '舆情监测', dutyUnitId, times }))
      return matter.number
    },
    close: () => runner.close(),
  }
}

type Busy = Awaited<ReturnType<typeof openBusyScene>>

const settle = async (all: readonly Promise<unknown>[]): Promise<{ done: number; refused: string[] }> => {
  const results = await Promise.allSettled(all)
  const faults = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []))
  for (const fault of faults) if (!(fault instanceof Problem)) throw fault
  return { done: results.length - faults.length, refused: faults.map(({ message }) => message) }
}

const plan = (scene: Scene, number: number, days: readonly string[], memberId: string) =>
  scene.zhou.does((ctx) => planWatch(ctx, { number, lines: days.map((day) => ({ day, memberId })) }))

const facts = (scene: Busy, number: number) =>
  scene.runner.read(async (tx) => {
    const { id } = await tx.findOneByOrFail(Matter, { number })
    const events = await tx.findBy(MatterEvent, { matterId: id })
    return {
      slots: await tx.find(WatchSlot, { where: { matterId: id }, order: { fromAt: 'ASC' } }),
      owed: (await tx.findBy(Todo, { matterId: id })).filter(({ closedAt }) => closedAt === null),
      swaps: await tx.findBy(WatchSwap, { matterId: id }),
      acts: (action: string): number => events.filter((event) => event.action === action).length,
    }
  })

test('the same slot answered twice at once has one answer', async () => {
  const scene = await openBusyScene()
  const numbers: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const number = await scene.roster()
    await plan(scene, number, ['2026-11-24'], scene.li.id)
    numbers.push(number)
  }
  await scene.clock.reaches('2026-11-24T08:31')
  for (const number of numbers) {
    const { done, refused } = await settle([
      scene.li.does((ctx) => allQuiet(ctx, { number })),
      scene.li.does((ctx) => reportFinding(ctx, { number, text: '供水异味投诉' })),
      scene.li.does((ctx) => allQuiet(ctx, { number })),
    ])
    expect([done, refused]).toEqual([1, ['08:30–09:30 已经报过,不用再报', '08:30–09:30 已经报过,不用再报']])
    const { slots, owed, acts } = await facts(scene, number)
    expect(acts('all_quiet') + acts('find')).toBe(1)
    expect([slots[0]?.state, slots[0]?.foundId !== null]).toEqual(acts('find') === 1 ? ['found', true] : ['quiet', false])
    expect(owed).toEqual([])
  }
  // Only a finding that was taken opened a task.
  const tasks = await scene.runner.read((tx) => tx.countBy(Matter, { kind: 'task' }))
  const found = await Promise.all(numbers.map(async (number) => (await facts(scene, number)).acts('find')))
  expect(tasks).toBe(found.reduce((sum, each) => sum + each, 0))
  await scene.close()
}, 60_000)

test('a swap agreed to while the day it takes is handed over: the slots have one owner, and nobody gives for nothing', async () => {
  const scene = await openBusyScene()
  const numbers: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const number = await scene.roster()
    await plan(scene, number, ['2026-11-24'], scene.wu.id)
    await plan(scene, number, ['2026-11-25'], scene.li.id)
    numbers.push(number)
  }
  await scene.clock.reaches('2026-11-24T08:31')
  for (const number of numbers) {
    // What is left of 王五's morning for all of 李四's next one; and 王五 hands that morning to 孙磊.
    await scene.li.does((ctx) => askSwap(ctx, { number, toId: scene.wu.id, day: '2026-11-25', backDay: '2026-11-24' }))
    await settle([
      scene.wu.does((ctx) => answerSwap(ctx, { number, agrees: true })),
      scene.wu.does((ctx) => handOverShift(ctx, { number, toId: scene.sun.id })),
    ])
    const { slots, swaps, owed } = await facts(scene, number)
    const owners = slots.map(({ memberId }) => memberId)
    // The open slot is 孙磊's; the planned one went with the shift, or to 李四 in return for the next day.
    const swapped = swaps[0]?.state === 'agreed'
    expect(owners).toEqual([
      scene.sun.id,
      ...(swapped ? [scene.li.id, scene.wu.id, scene.wu.id] : [scene.sun.id, scene.li.id, scene.li.id]),
    ])
    expect(swapped || swaps[0]?.state === 'withdrawn').toBe(true)
    expect(owed.map(({ duty, memberId }) => [duty, memberId])).toEqual([['watch', scene.sun.id]])
  }
  await scene.close()
}, 60_000)

test('a swap agreed to while it is withdrawn: one of them comes first', async () => {
  const scene = await openBusyScene()
  for (let round = 0; round < rounds; round += 1) {
    const number = await scene.roster()
    await plan(scene, number, ['2026-11-24'], scene.li.id)
    await scene.li.does((ctx) => askSwap(ctx, { number, toId: scene.wu.id, day: '2026-11-24' }))
    const { done } = await settle([
      scene.wu.does((ctx) => answerSwap(ctx, { number, agrees: true })),
      scene.li.does((ctx) => withdrawSwap(ctx, { number })),
    ])
    const { slots, swaps, owed } = await facts(scene, number)
    const agreed = swaps[0]?.state === 'agreed'
    expect(done).toBe(1)
    expect(new Set(slots.map(({ memberId }) => memberId))).toEqual(new Set([agreed ? scene.wu.id : scene.li.id]))
    expect([agreed || swaps[0]?.state === 'withdrawn', owed]).toEqual([true, []])
  }
  await scene.close()
}, 60_000)

test('two plans of one day at once: the day is whose plan came last, whole, and nobody’s twice', async () => {
  const scene = await openBusyScene()
  for (let round = 0; round < rounds; round += 1) {
    const number = await scene.roster()
    const planned = await Promise.all([
      plan(scene, number, ['2026-11-24', '2026-11-25'], scene.li.id),
      plan(scene, number, ['2026-11-24', '2026-11-25'], scene.wu.id),
      plan(scene, number, ['2026-11-24'], scene.sun.id),
    ])
    const { slots, acts } = await facts(scene, number)
    expect([slots.length, acts('plan')]).toEqual([4, 3])
    expect(new Set(slots.map(({ fromAt }) => fromAt)).size).toBe(4)
    for (const day of ['2026-11-24', '2026-11-25'])
      expect(new Set(slots.filter((slot) => slot.day === day).map(({ memberId }) => memberId)).size).toBe(1)
    // Whoever came later said whom the slots were taken from.
    const replacing = planned.filter(({ slots: own }) => own.some(({ beforeId }) => beforeId !== null))
    expect(replacing.length).toBeGreaterThanOrEqual(2)
  }
  await scene.close()
}, 60_000)
