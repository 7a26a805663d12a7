import { type payloads, types } from 'wechaty-puppet'
import { PuppetMock } from 'wechaty-puppet-mock'
import { type SimulatedGroup, type SimulatedKind, type SimulatedMessage, type SimulatorOffice, storeMessage } from './simulator-office.ts'

const messageTypes: Record<SimulatedKind, types.Message> = {
  text: types.Message.Text,
  app: types.Message.Unknown,
  image: types.Message.Image,
  file: types.Message.Attachment,
  voice: types.Message.Audio,
  forwarded: types.Message.ChatHistory,
  recalled: types.Message.Recalled,
}

/**
 * The ecosystem's mock puppet with what it lacks: nicknames in rooms, message ids given from outside, mention ids,
 * topics, recalled messages, an account that logs in by itself and an answer to every ding.
 */
export class SimulatorPuppet extends PuppetMock {
  readonly office: SimulatorOffice

  constructor(office: SimulatorOffice) {
    super({ timeoutSeconds: 7 * 24 * 3_600 })
    this.office = office
  }

  /** A message arrives; one whose id was heard before arrives again. */
  hear(message: SimulatedMessage): void {
    storeMessage(this.office, message)
    this.emit('message', { messageId: message.id })
  }

  /** People or groups are other than before. */
  officeChanged(): void {
    for (const id of this.office.people.keys()) this.emit('dirty', { payloadType: types.Dirty.Contact, payloadId: id })
    for (const id of this.office.groups.keys()) this.emit('dirty', { payloadType: types.Dirty.Room, payloadId: id })
  }

  override async onStart(): Promise<void> {
    await super.onStart()
    setImmediate(() => {
      if (!this.isLoggedIn && this.state.active()) this.login(this.office.bot.id)
    })
  }

  override ding(data?: string): void {
    setImmediate(() => this.emit('dong', { data: data ?? '' }))
  }

  override async contactList(): Promise<string[]> {
    return [...this.office.people.keys()]
  }

  override async contactRawPayload(id: string): Promise<payloads.Contact> {
    const { name } = found(this.office.people.get(id), id)
    return { id, name, gender: types.ContactGender.Unknown, type: types.Contact.Individual, avatar: '', phone: [] }
  }

  override async roomList(): Promise<string[]> {
    return [...this.office.groups.keys()]
  }

  override async roomRawPayload(id: string): Promise<payloads.Room> {
    const group = found(this.office.groups.get(id), id)
    return { id, topic: group.name, adminIdList: [], memberIdList: this.memberIds(group) }
  }

  override async roomMemberList(id: string): Promise<string[]> {
    return this.memberIds(found(this.office.groups.get(id), id))
  }

  override async roomMemberRawPayload(roomId: string, id: string): Promise<payloads.RoomMember> {
    const member = this.office.groups.get(roomId)?.members.find(({ personId }) => personId === id)
    const { name } = found(this.office.people.get(id), id)
    return { id, name, avatar: '', ...(member ? { roomAlias: member.nickname } : {}) }
  }

  override async roomQuit(id: string): Promise<void> {
    this.office.groups.delete(id)
  }

  override async messageRawPayload(id: string): Promise<payloads.Message> {
    const { kind, from, groupId, listenerId, text, mentions, sentAt } = found(this.office.messages.get(id), id)
    const common = { id, type: messageTypes[kind], talkerId: from, text, timestamp: sentAt }
    if (groupId !== undefined) return { ...common, roomId: groupId, mentionIdList: [...mentions] }
    return { ...common, listenerId: listenerId ?? this.office.bot.id }
  }

  override async messageSendText(conversationId: string, text: string, mentionIdList: string[] = []): Promise<void> {
    const fault = this.office.sendFaults.shift()
    if (fault === 'refused') throw new Error('the simulated network refuses this message')
    const id = this.office.newId()
    if (fault !== 'lost') this.deliver(id, conversationId, text, mentionIdList)
    if (fault !== undefined) await new Promise(() => undefined)
    // A puppet may answer with the message's id; only the mock's type forgets it.
    return id as unknown as void
  }

  private deliver(id: string, conversationId: string, text: string, mentions: readonly string[]): void {
    const isGroup = this.office.groups.has(conversationId)
    if (!isGroup && !this.office.people.has(conversationId)) throw new Error(`no chat ${conversationId}`)
    const at = this.office.now()
    const where = isGroup ? { groupId: conversationId } : { listenerId: conversationId }
    storeMessage(this.office, { id, kind: 'text', from: this.office.bot.id, ...where, text, mentions, sentAt: at })
    this.office.onBotMessage({ chat: { kind: isGroup ? 'group' : 'private', id: conversationId }, text, mentions, messageId: id, at })
    setImmediate(() => this.emit('message', { messageId: id }))
  }

  private memberIds({ members }: SimulatedGroup): string[] {
    return [...new Set([...members.map(({ personId }) => personId), this.office.bot.id])]
  }
}

function found<T>(thing: T | undefined, id: string): T {
  if (thing === undefined) throw new Error(`the simulated network does not know ${id}`)
  return thing
}
