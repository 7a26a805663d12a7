import { In, IsNull, type EntityManager } from 'typeorm'
import { Binding, GroupMember, WorkGroup } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
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
 * (settled.md, People). They may read; acting waits for a confirmation.
 */
const matchByNickname = async (scene: ContactScene, group: WorkGroup | null, nickname: string): Promise<string | null> => {
  if (!group || !nickname) return null
  const rows = await scene.tx.find(GroupMember, { where: { groupId: group.id, nickname, leftAt: IsNull() }, take: 2 })
  const [only, other] = rows
  return only && !other ? only.memberId : null
}

const meetPerson = async (scene: ContactScene, message: InboundMessage, group: WorkGroup | null): Promise<Binding> => {
  const binding = { ...newBinding(scene, message, 'person'), memberId: await matchByNickname(scene, group, message.sender.name) }
  await insertRows(scene.tx, Binding, [binding])
  return binding
}

/** Keeps the nickname people see, because mentions are resolved against it. */
const noteNickname = async (scene: ContactScene, groupId: string, memberId: string, nickname: string): Promise<void> => {
  const name = nickname.trim().slice(0, 80)
  if (!name) return
  const known = await scene.tx.findOneBy(GroupMember, { groupId, memberId })
  if (!known) await insertRows(scene.tx, GroupMember, [{ id: scene.newId(), groupId, memberId, nickname: name, leftAt: null }])
  else if (known.nickname !== name || known.leftAt !== null)
    await scene.tx.update(GroupMember, { id: known.id }, { nickname: name, leftAt: null })
}

/** Who speaks where, by our own ids; a contact or group met for the first time gets its row. */
export const resolveContact = async (scene: ContactScene, message: InboundMessage): Promise<Contact> => {
  const { channel, account, chat, sender } = message
  const externalIds = chat.kind === 'group' ? [sender.id, chat.id] : [sender.id]
  const known = await scene.tx.findBy(Binding, { channel, account, externalId: In(externalIds) })
  const ofGroup = known.find((row) => row.externalId === chat.id && row.subject === 'group')
  const group =
    chat.kind === 'private'
      ? null
      : ofGroup?.groupId
        ? await scene.tx.findOneByOrFail(WorkGroup, { id: ofGroup.groupId })
        : await meetGroup(scene, message)
  const binding = known.find((row) => row.externalId === sender.id && row.subject === 'person') ?? (await meetPerson(scene, message, group))
  if (group && binding.memberId !== null && binding.confirmedAt !== null) await noteNickname(scene, group.id, binding.memberId, sender.name)
  return { binding, group }
}
