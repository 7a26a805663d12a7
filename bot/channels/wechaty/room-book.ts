import type { impls } from 'wechaty-puppet'
import type { RosterEntry } from '../../channel.ts'
import { isConnectionLost } from './puppet-calls.ts'

type Puppet = impls.PuppetInterface

/** What we know of rooms and their members; ours because the framework's member cache never hits. */
export interface RoomBook {
  topic(puppet: Puppet, roomId: string): Promise<string>
  /** The name is '' when the network knows nobody by that id; a lost connection is thrown. */
  member(puppet: Puppet, roomId: string, personId: string): Promise<RosterEntry>
  roster(puppet: Puppet, roomId: string): Promise<readonly RosterEntry[]>
  /** Something in that room changed; without a room, everything may have. */
  forget(roomId?: string): void
}

interface Room {
  topic?: string
  members: Map<string, RosterEntry>
  complete: boolean
  staleAt: number
}

/** Networks do not announce every change of nickname, so nothing is believed for longer than this. */
const believedForMs = 5 * 60_000
const membersAtOnce = 8

/** An empty book; fill happens on demand, one call per unknown person or topic. */
export function createRoomBook(): RoomBook {
  const rooms = new Map<string, Room>()

  function open(roomId: string): Room {
    const known = rooms.get(roomId)
    if (known && known.staleAt > performance.now()) return known
    const fresh: Room = { members: new Map(), complete: false, staleAt: performance.now() + believedForMs }
    rooms.set(roomId, fresh)
    return fresh
  }

  async function member(puppet: Puppet, roomId: string, personId: string): Promise<RosterEntry> {
    const room = open(roomId)
    const known = room.members.get(personId)
    if (known) return known
    const entry = await readMember(puppet, roomId, personId)
    if (entry.name !== '') room.members.set(personId, entry)
    return entry
  }

  return {
    async topic(puppet, roomId) {
      const room = open(roomId)
      room.topic ??= (await puppet.roomPayload(roomId)).topic
      return room.topic
    },
    member,
    async roster(puppet, roomId) {
      const room = open(roomId)
      if (!room.complete) {
        const waiting = await puppet.roomMemberList(roomId)
        const readSome = async (): Promise<void> => {
          for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) await member(puppet, roomId, id)
        }
        await Promise.all(Array.from({ length: membersAtOnce }, readSome))
        room.complete = true
      }
      return [...room.members.values()]
    },
    forget(roomId) {
      if (roomId === undefined) rooms.clear()
      else rooms.delete(roomId)
    },
  }
}

async function readMember(puppet: Puppet, roomId: string, personId: string): Promise<RosterEntry> {
  try {
    const { name, roomAlias } = await puppet.roomMemberPayload(roomId, personId)
    return { id: personId, name, nickname: roomAlias === undefined || roomAlias === '' ? name : roomAlias }
  } catch (error) {
    if (isConnectionLost(error)) throw error
    const name = await readContactName(puppet, personId)
    return { id: personId, name, nickname: name }
  }
}

/** The contact's own name; '' when the network knows nobody by that id. */
export async function readContactName(puppet: Puppet, personId: string): Promise<string> {
  try {
    return (await puppet.contactPayload(personId)).name
  } catch (error) {
    if (isConnectionLost(error)) throw error
    return ''
  }
}
