import { expect, test } from 'vitest'
import { Matter, MatterParty, Todo } from '../../../entities/index.ts'
import { openClockScene } from '../../support/clock-scene.ts'

test('lights follow the clock: normal, near one working day before, overdue after; a closed todo keeps out of it', async () => {
  const office = await openClockScene('11-23 10:00')
  const matter = await office.asks({ of: ['李四', '王五'], due: '11-27 17:30' })
  const levels = async (): Promise<number[]> => {
    const todos = await office.todos()
    const row = await office.runner.read((tx) => tx.findOneByOrFail(Matter, { id: matter.id }))
    return [...todos.map((todo) => todo.level), row.level]
  }
  expect(await levels()).toEqual([0, 0, 0])
  await office.passesTo('11-26 08:30')
  expect(await levels()).toEqual([1, 1, 1])
  await office.passesTo('11-27 17:30')
  expect(await levels()).toEqual([1, 1, 1])
  await office.passesTo('11-27 17:31')
  expect(await levels()).toEqual([3, 3, 3])
  await office.close()
})

test('a party that reported little falls behind by itself', async () => {
  const office = await openClockScene('11-23 10:00')
  await office.asks({ of: ['李四'], due: '12-11 17:30' })
  await office.byClock(async (ctx) => {
    await ctx.tx.update(MatterParty, { role: 'responsible' }, { percent: 20 })
    await ctx.tx.update(Todo, { duty: 'handle' }, { levelChangesAt: ctx.now + 1 })
  })
  await office.passesTo('11-25 12:00')
  expect((await office.todos())[0]?.level).toBe(0)
  await office.passesTo('12-02 12:00')
  expect((await office.todos())[0]?.level).toBe(2)
  await office.close()
})
