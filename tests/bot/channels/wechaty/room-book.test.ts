import type { impls } from 'wechaty-puppet'
import { beforeEach, expect, it, vi } from 'vitest'
import { createRoomBook } from '../../../../bot/channels/wechaty/room-book.ts'

const lost = Object.assign(new Error('14 UNAVAILABLE'), { code: 14 })
const calls = {
  roomPayload: vi.fn<() => Promise<{ topic: string }>>(async () => ({ topic: '消防专班' })),
  roomMemberList: vi.fn<() => Promise<string[]>>(async () => ['zhang', 'li']),
  roomMemberPayload: vi.fn<(room: string, id: string) => Promise<{ id: string; name: string; roomAlias: string }>>(async (_room, id) => ({
    id,
    name: `名${id}`,
    roomAlias: id === 'li' ? '消防-李四' : '',
  })),
  contactPayload: vi.fn<(id: string) => Promise<{ id: string; name: string }>>(async (id) => ({ id, name: `名${id}` })),
}
const puppet = calls as unknown as impls.PuppetInterface
beforeEach(() => void vi.clearAllMocks())

it('asks the network once for a member and once for a topic', async () => {
  const book = createRoomBook()
  for (let n = 0; n < 3; n += 1) {
    expect(await book.member(puppet, 'fire', 'li')).toEqual({ id: 'li', name: '名li', nickname: '消防-李四' })
    expect(await book.topic(puppet, 'fire')).toBe('消防专班')
  }
  expect(calls.roomMemberPayload).toHaveBeenCalledTimes(1)
  expect(calls.roomPayload).toHaveBeenCalledTimes(1)
})

it('lists everybody, a name standing for a nickname that is not set', async () => {
  const book = createRoomBook()
  const roster = [...(await book.roster(puppet, 'fire'))].sort((a, b) => a.id.localeCompare(b.id))
  expect(roster.map(({ nickname }) => nickname)).toEqual(['消防-李四', '名zhang'])
  await book.roster(puppet, 'fire')
  expect(calls.roomMemberList).toHaveBeenCalledTimes(1)
})

it('asks again after a change, and after five minutes in any case', async () => {
  vi.useFakeTimers()
  const book = createRoomBook()
  await book.member(puppet, 'fire', 'li')
  book.forget('fire')
  await book.member(puppet, 'fire', 'li')
  vi.advanceTimersByTime(5 * 60_000 + 1)
  await book.member(puppet, 'fire', 'li')
  expect(calls.roomMemberPayload).toHaveBeenCalledTimes(3)
  vi.useRealTimers()
})

it('falls back on the contact for somebody who has left, and does not mistake a lost line for that', async () => {
  const book = createRoomBook()
  calls.roomMemberPayload.mockRejectedValueOnce(new Error('not in the room'))
  expect(await book.member(puppet, 'fire', 'wang')).toEqual({ id: 'wang', name: '名wang', nickname: '名wang' })
  calls.roomMemberPayload.mockRejectedValueOnce(lost)
  await expect(book.member(puppet, 'fire', 'zhao')).rejects.toBe(lost)
})
