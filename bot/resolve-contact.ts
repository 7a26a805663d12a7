import { IsNull, type EntityManager } from 'typeorm'
import { Binding, GroupMember, WorkGroup } from '../entities/index.ts'
import { insertRows } from '../entities/insert-rows.ts'
import { givenTable, readerOf } from '../entities/select-rows.ts'
import type { Instant } from '../rules/instant.ts'
import { officeVersionSql, readOfficeVersion, type OfficeVersion } from '../use-cases/office/load-office.ts'
import { findMatchedGroup, matchGroup } from '../use-cases/groups/match-group.ts'
import type { Seating } from '../use-cases/groups/seating.ts'
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
  seating: Seating
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

/** A group met for the first time: unregistered, but with an id of ours; perhaps one that is known, under a new external id. */
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
  await matchGroup(scene.tx, group.id, [message.sender.name])
  return group
}

/**
 * After a login that changed ids: the member last seen in this group under this nickname, when exactly one fits
 * (docs/rules.md, People and identity). They may read; acting waits for a confirmation.
 */
const matchByNickname = async (scene: ContactScene, group: WorkGroup | null, message: InboundMessage): Promise<string | null> => {
  const { channel, account, sender } = message
  if (!group || !sender.name) return null
  const old = group.registeredAt === null ? await findMatchedGroup(scene.tx, group.id) : null
  const rows = await scene.tx.find(GroupMember, {
    where: { groupId: old?.id ?? group.id, nickname: sender.name, leftAt: IsNull() },
    take: 2,
  })
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

const shortName = (name: string): string => name.trim().slice(0, 80)

/** Keeps the nickname people see, because mentions are resolved against it. */
const noteNickname = async (
  scene: ContactScene,
  { groupId, memberId, nickname }: { groupId: string; memberId: string; nickname: string },
  known: GroupMember | null,
): Promise<void> => {
  const name = shortName(nickname)
  if (known) await scene.tx.update(GroupMember, { id: known.id }, { nickname: name, leftAt: null })
  else await insertRows(scene.tx, GroupMember, [{ id: scene.newId(), groupId, memberId, nickname: name, leftAt: null }])
  await scene.seating.noteChange(scene.tx)
}

/** What is known of a sender and a place. */
export interface Acquaintance {
  person: Binding | null
  group: WorkGroup | null
  /** The person's seat in the group. */
  seat: GroupMember | null
}

/**
 * Senders, groups and seats of some messages, in their order, and the office's version with them: one question, which every message
 * asks. The messages come from one account.
 */
export const recallAll = async (
  tx: EntityManager,
  messages: readonly InboundMessage[],
): Promise<{ officeVersion: OfficeVersion | undefined; known: Acquaintance[] }> => {
  const [first] = messages
  if (!first) return { officeVersion: undefined, known: [] }
  const [binding, group, seat] = [readerOf(tx, Binding, 'b'), readerOf(tx, WorkGroup, 'g'), readerOf(tx, GroupMember, 's')]
  const rows = await tx.query<Record<string, unknown>[]>(
    `SELECT said.n AS n, ${officeVersionSql}, ${binding.columns}, ${group.columns}, ${seat.columns}
      FROM ${givenTable('said', ['n', 'sender', 'place'], messages.length)}
      LEFT JOIN ${binding.table} ON b.channel = ? AND b.account = ? AND b.external_id = said.sender AND b.subject = 'person'
      LEFT JOIN bindings AS p ON p.channel = ? AND p.account = ? AND p.external_id = said.place AND p.subject = 'group'
      LEFT JOIN ${group.table} ON g.id = p.group_id
      LEFT JOIN ${seat.table} ON s.group_id = g.id AND s.member_id = b.member_id`,
    [
      ...messages.flatMap(({ chat, sender }, n) => [n, sender.id, chat.kind === 'group' ? chat.id : '']),
      first.channel,
      first.account,
      first.channel,
      first.account,
    ],
  )
  const byMessage = new Map(rows.map((row) => [Number(row['n']), row]))
  const known = messages.map((_, n): Acquaintance => {
    const row = byMessage.get(n)
    return row ? { person: binding.read(row), group: group.read(row), seat: seat.read(row) } : { person: null, group: null, seat: null }
  })
  return { officeVersion: readOfficeVersion(rows[0]), known }
}

/** Whether `resolveContact` would write something of this sender or place. */
export const isNews = ({ person, group, seat }: Acquaintance, { chat, sender }: InboundMessage): boolean => {
  if (!person || (chat.kind === 'group' && !group)) return true
  if (!group || person.memberId === null || person.confirmedAt === null) return false
  const name = shortName(sender.name)
  return name !== '' && (!seat || seat.nickname !== name || seat.leftAt !== null)
}

/** Who speaks where, by our own ids, given what is known of them; a contact or group met for the first time gets its row. */
export const resolveContact = async (scene: ContactScene, message: InboundMessage, known: Acquaintance): Promise<Contact> => {
  const group = message.chat.kind === 'private' ? null : (known.group ?? (await meetGroup(scene, message)))
  const binding = known.person ?? (await meetPerson(scene, message, group))
  if (group && binding.memberId !== null && binding.confirmedAt !== null && isNews({ ...known, person: binding, group }, message))
    await noteNickname(scene, { groupId: group.id, memberId: binding.memberId, nickname: message.sender.name }, known.seat)
  return { binding, group }
}
