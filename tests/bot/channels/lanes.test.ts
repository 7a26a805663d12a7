import { expect, it } from 'vitest'
import { createLanes } from '../../../bot/channels/lanes.ts'

const later = async (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

it('runs one key’s work in order and another’s beside it', async () => {
  const lanes = createLanes()
  const order: string[] = []
  const work = (name: string, ms: number) => async () => {
    await later(ms)
    order.push(name)
  }
  await Promise.all([lanes.run('甲', work('甲1', 30)), lanes.run('甲', work('甲2', 0)), lanes.run('乙', work('乙1', 5))])
  expect(order).toEqual(['乙1', '甲1', '甲2'])
})

it('goes on after a failure, which only its own caller sees', async () => {
  const lanes = createLanes()
  const failed = lanes.run('甲', async () => Promise.reject(new Error('no')))
  const next = lanes.run('甲', async () => undefined)
  await expect(failed).rejects.toThrow('no')
  await next
})

it('is idle when the last work is done, begun later or not', async () => {
  const lanes = createLanes()
  let done = 0
  void lanes.run('甲', async () => {
    await later(5)
    void lanes.run('甲', async () => {
      await later(5)
      done += 1
    })
  })
  await lanes.idle()
  expect(done).toBe(1)
})
