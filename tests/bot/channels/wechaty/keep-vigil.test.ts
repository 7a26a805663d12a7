import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepVigil } from '../../../../bot/channels/wechaty/keep-vigil.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const patience = { pingMs: 1_000, loginMs: 5_000, retryMs: [100] }
const watched = (answers: () => boolean) => {
  const ended: string[] = []
  const vigil = keepVigil(patience, async () => answers())
  void vigil.ended.then((reason) => ended.push(reason))
  return { vigil, ended }
}

it('ends when no login comes in time', async () => {
  const { vigil, ended } = watched(() => true)
  vigil.awaitLogin()
  await vi.advanceTimersByTimeAsync(4_999)
  expect(ended).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(ended).toEqual(['no login'])
})

it('waits as long as it takes for a code to be scanned while signs of life come', async () => {
  const { vigil, ended } = watched(() => true)
  vigil.awaitLogin()
  vigil.awaitSigns()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(ended).toEqual([])
})

it('forgives one missed ping, not two in a row', async () => {
  const answers = [true, false, true, false, false]
  const { vigil, ended } = watched(() => answers.shift() ?? true)
  vigil.awaitSigns()
  await vi.advanceTimersByTimeAsync(2_500)
  expect(ended).toEqual([])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(ended).toEqual(['no sign of life'])
})

it('owes a new login after a logout', async () => {
  const { vigil, ended } = watched(() => true)
  vigil.awaitSigns()
  await vi.advanceTimersByTimeAsync(2_000)
  vigil.awaitLogin()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(ended).toEqual(['no login'])
})

it('is over when it is over', async () => {
  const { vigil, ended } = watched(() => true)
  vigil.end('stopped')
  vigil.awaitLogin()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ended).toEqual(['stopped'])
  expect(vi.getTimerCount()).toBe(0)
})
