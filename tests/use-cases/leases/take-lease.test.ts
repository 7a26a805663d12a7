import { expect, test } from 'vitest'
import { releaseLease, takeLease } from '../../../use-cases/leases/take-lease.ts'
import { openClockScene } from '../../support/clock-scene.ts'

test('one leads, the other waits until the lease ends or is given back', async () => {
  const office = await openClockScene('11-23 10:00')
  const take = (holder: string, now: number): Promise<boolean> =>
    office.runner.transaction((tx) => takeLease(tx, { name: 'chat:x:bot', holder, now, forMs: 10 }))
  const firsts = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => take(holder, 100)))
  expect(firsts.filter(Boolean)).toHaveLength(1)
  const leader = ['a', 'b', 'c', 'd'][firsts.indexOf(true)]!
  expect(await take(leader, 105)).toBe(true)
  expect(await take('other', 114)).toBe(false)
  expect(await take('other', 115)).toBe(true)
  expect(await take(leader, 116)).toBe(false)
  await office.runner.transaction((tx) => releaseLease(tx, { name: 'chat:x:bot', holder: 'other' }))
  expect(await take(leader, 117)).toBe(true)
  await office.close()
})
