import { IsNull, type EntityManager } from 'typeorm'
import { Binding, GroupMember, WorkGroup } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { readerOf } from '../entities/select-rows.ts'
import type { Instant } from '../rules/instant.ts'
import type { InboundMessage } from './channel.ts'

export interface Contact {
  binding: Binding
  /** Null in a private chat. */
  group: WorkGroup | null
}

export interface ContactScene {
  tx: EntityManager
  now: Instant
  newId: () => string
}

const newBinding = (scene: ContactScene, message: InboundMessage, subject: 'person' | 'group'): Binding => ({
  id: scene.newId(),
  channel: message.channel,
  account: message.account,
  externalId: subject === 'person' ? message.sender.id : message.chat.id,
  subject,
  memberId: null,
  groupId: null,
  lastSeenName: (subject === 'person' ? message.sender.name : message.chat.name).slice(0, 80),
  boundAt: scene.now,
  confirmedAt: null,
})

/** A group met for the first time: unregistered, but with an id of ours. */
const meetGroup = async (scene: ContactScene, message: InboundMessage): Promise<WorkGroup> => {
  const group: WorkGroup = {
    id: scene.newId(),
    name: message.chat.name.slice(0, 80) || '未命名群',
    purpose: null,
    ownerUnitId: null,
    ownerId: null,
    openedAt: scene.now,
    closesOn: null,
    registeredAt: null,
    closedAt: null,
    hintedOn: null,
  }
  await insertRows(scene.tx, WorkGroup, [group])
  await insertRows(scene.tx, Binding, [{ ...newBinding(scene, message, 'group'), groupId: group.id, confirmedAt: scene.now }])
  return group
}

/**
 * After a login that changed ids: the member last seen in this group under this nickname, when exactly one fits
 * (docs/rules.md, People and identity). They may read; acting waits for a confirmation.
 */
const matchByNickname = async (scene: ContactScene, group: WorkGroup | null, message: InboundMessage): Promise<string | null> => {
  const { channel, account, sender } = message
  if (!group || !sender.name) return null
  const rows = await scene.tx.find(GroupMember, { where: { groupId: group.id, nickname: sender.name, leftAt: IsNull() }, take: 2 })
  const [only, other] = rows
  if (!only || other) return null
  // Two who claim one name: which of them it is, only a code can say.
  const isClaimed = await scene.tx.existsBy(Binding, { channel, account, memberId: only.memberId, confirmedAt: IsNull() })
  return isClaimed ? null : only.memberId
}

const meetPerson = async (scene: ContactScene, message: InboundMessage, group: WorkGroup | null): Promise<Binding> => {
  const binding = { ...newBinding(scene, message, 'person'), memberId: await matchByNickname(scene, group, message) }
  await insertRows(scene.tx, Binding, [binding])
  return binding
}

/** Keeps the nickname people see, because mentions are resolved against it. */
const noteNickname = async (
  scene: ContactScene,
  { groupId, memberId, nickname }: { groupId: string; memberId: string; nickname: string },
  known: GroupMember | null,
): Promise<void> => {
  const name = nickname.trim().slice(0, 80)
  if (!name) return
  if (!known) await insertRows(scene.tx, GroupMember, [{ id: scene.newId(), groupId, memberId, nickname: name, leftAt: null }])
  else if (known.nickname !== name || known.leftAt !== null)
    await scene.tx.update(GroupMember, { id: known.id }, { nickname: name, leftAt: null })
}

/** What is known of a sender and a place. */
interface Acquaintance {
  person: Binding | null
  group: WorkGroup | null
  /** The person's seat in the group. */
  seat: GroupMember | null
}

/** Sender, group and seat in one question: every message asks it. */
const recall = async ({ tx }: ContactScene, { channel, account, chat, sender }: InboundMessage): Promise<Acquaintance> => {
  const [binding, group, seat] = [readerOf(tx, Binding, 'b'), readerOf(tx, WorkGroup, 'g'), readerOf(tx, GroupMember, 's')]
  const rows = await tx.query<Record<string, unknown>[]>(
    `SELECT ${binding.columns}, ${group.columns}, ${seat.columns} FROM ${binding.table}
      LEFT JOIN bindings AS place ON place.channel = b.channel AND place.account = b.account AND place.external_id = ? AND place.subject = 'group'
      LEFT JOIN ${group.table} ON g.id = place.group_id
      LEFT JOIN ${seat.table} ON s.group_id = g.id AND s.member_id = b.member_id
      WHERE b.channel = ? AND b.account = ? AND b.external_id IN (?, ?)`,
    [chat.kind === 'group' ? chat.id : '', channel, account, sender.id, chat.id],
  )
  const speaking = rows.find((row) => row['b_external_id'] === sender.id && row['b_subject'] === 'person')
  const [first] = rows
  return {
    person: speaking ? binding.read(speaking) : null,
    group: first ? group.read(first) : null,
    seat: speaking ? seat.read(speaking) : null,
  }
}

/** Who speaks where, by our own ids; a contact or group met for the first time gets its row. */
export const resolveContact = async (scene: ContactScene, message: InboundMessage): Promise<Contact> => {
  const known = await recall(scene, message)
  const group = message.chat.kind === 'private' ? null : (known.group ?? (await meetGroup(scene, message)))
  const binding = known.person ?? (await meetPerson(scene, message, group))
  if (group && binding.memberId !== null && binding.confirmedAt !== null)
    await noteNickname(scene, { groupId: group.id, memberId: binding.memberId, nickname: message.sender.name }, known.seat)
  return { binding, group }
}
