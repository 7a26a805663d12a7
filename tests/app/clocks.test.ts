import { expect, test } from 'vitest'
import { createClocks } from '../../app/clocks.ts'
import { openClockScene } from '../support/clock-scene.ts'

test('the office clock goes with the machine, keeps what it was moved by, and never goes back', async () => {
  const office = await openClockScene('11-23 10:00')
  let machine = 1_000_000_000_000
  const first = await createClocks(office.runner, () => machine)
  expect(first.office()).toBe(machine)
  await first.advance(3_600_000)
  machine += 5_000
  expect(first.office()).toBe(1_000_000_000_000 + 3_605_000)
  await first.moveTo(5)
  expect(first.office()).toBe(1_000_000_000_000 + 3_605_000)
  machine -= 60_000
  expect(first.office()).toBe(1_000_000_000_000 + 3_605_000)
  await first.persist()
  const second = await createClocks(office.runner, () => machine)
  expect(second.office()).toBe(1_000_000_000_000 + 3_605_000)
  machine += 120_000
  expect(second.office()).toBe(machine + 3_600_000)
  expect(second.machine()).toBe(machine)
  await office.close()
})
