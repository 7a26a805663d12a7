import type { payloads } from 'wechaty-puppet'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Channel, ChannelState } from '../../../../bot/channel.ts'
import { createSimulatorOffice, storeMessage } from '../../../../bot/channels/simulator/simulator-office.ts'
import { SimulatorPuppet } from '../../../../bot/channels/simulator/simulator-puppet.ts'
import { createWechatyChannel } from '../../../../bot/channels/wechaty/create-wechaty-channel.ts'
import { rigOffice } from '../contract.ts'

/** A puppet that misbehaves as told: reads slowly or not at all, needs a scan, answers a send oddly. */
class OddPuppet extends SimulatorPuppet {
  needsScan = false
  read: (id: string) => Promise<void> = async () => undefined
  onSend: (() => Promise<void>) | undefined

  override async onStart(): Promise<void> {
    if (this.needsScan) setImmediate(() => this.emit('scan', { qrcode: 'https://example.test/code', status: 2 }))
    else await super.onStart()
  }
  override async messageRawPayload(id: string): Promise<payloads.Message> {
    await this.read(id)
    return await super.messageRawPayload(id)
  }
  override async messageSendText(conversationId: string, text: string, mentions?: string[]): Promise<void> {
    if (this.onSend) await this.onSend()
    else await super.messageSendText(conversationId, text, mentions)
  }
}

const wait = async (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const problems: string[] = []
let puppet: OddPuppet
let channel: Channel
let states: ChannelState[]
let texts: string[]

beforeEach(() => {
  const office = createSimulatorOffice({ botName: '群办' })
  office.people = new Map([office.bot, ...rigOffice.people].map((person) => [person.id, person]))
  office.groups = new Map(rigOffice.groups.map((group) => [group.id, group]))
  puppet = new OddPuppet(office)
  states = []
  texts = []
  problems.length = 0
  channel = createWechatyChannel({
    puppet: async () => puppet,
    logLevel: 'silent',
    handlerPausesMs: [],
    report: (what) => void problems.push(what),
  })
})
afterEach(async () => channel.stop())

const start = async (): Promise<void> =>
  channel.start({
    onMessage: async ({ text }) => void texts.push(text),
    onEcho: async () => undefined,
    onState: (state) => void states.push(state),
  })
const say = (id: string): void => puppet.hear({ id, kind: 'text', from: 'li', groupId: 'fire', text: id, mentions: [], sentAt: 1 })
const send = async () => channel.send({ chat: { kind: 'group', id: 'fire' }, text: '你好', mentionIds: [], key: 'k' })

describe('logging in', () => {
  it('shows the code to scan and waits for it, then is online', async () => {
    puppet.needsScan = true
    await start()
    expect(states.at(-1)).toEqual({ state: 'scan', qrCode: 'https://example.test/code' })
    await expect(send()).rejects.toThrow(/not online/)
    puppet.login('qunban-bot')
    await vi.waitFor(() => expect(states.at(-1)).toEqual({ state: 'online', account: 'qunban-bot', name: '群办' }))
  })

  it('says that the account was logged out, and why', async () => {
    await start()
    await puppet.logout('在另一台设备登录')
    expect(states.at(-1)).toEqual({ state: 'offline', reason: '在另一台设备登录' })
    await expect(send()).rejects.toThrow(/not online/)
    puppet.login('qunban-bot')
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ state: 'online' }))
  })

  it('keeps what was announced while logged out', async () => {
    await start()
    await puppet.logout()
    say('在途')
    await wait(50)
    expect(texts).toEqual([])
    puppet.login('qunban-bot')
    await vi.waitFor(() => expect(texts).toEqual(['在途']))
  })
})

describe('reading messages', () => {
  it('keeps the order of the announcements when the network is slow with the first', async () => {
    await start()
    puppet.read = async (id) => wait(id === '一' ? 60 : 1)
    for (const id of ['一', '二', '三']) say(id)
    await vi.waitFor(() => expect(texts).toEqual(['一', '二', '三']))
  })

  it('tries again what could not be read', async () => {
    await start()
    let failures = 0
    puppet.read = async (id) => {
      if (id === '难' && (failures += 1) <= 2) throw new Error('hiccup')
    }
    say('难')
    await vi.waitFor(() => expect(texts).toEqual(['难']), { timeout: 5_000 })
  })

  it('gives up what the network does not know, says so, and goes on', async () => {
    await start()
    puppet.emit('message', { messageId: 'ghost' })
    say('真的')
    await vi.waitFor(() => expect(texts).toEqual(['真的']), { timeout: 8_000 })
    await vi.waitFor(() => expect(problems).toContain('message ghost is given up'), { timeout: 8_000 })
  })

  it('lets the others go first when one message cannot be read at all', async () => {
    await start()
    let release = (): void => undefined
    const stuck = new Promise<void>((resolve) => {
      release = resolve
    })
    puppet.read = async (id) => (id === '卡住' ? stuck : undefined)
    for (const id of ['卡住', '一', '二']) say(id)
    await vi.waitFor(() => expect(texts).toEqual(['一', '二']), { timeout: 4_000 })
    release()
    await vi.waitFor(() => expect(texts).toEqual(['一', '二', '卡住']))
  })

  it('takes seconds for milliseconds when a puppet gives seconds', async () => {
    const times: number[] = []
    await channel.start({
      onMessage: async ({ sentAt }) => void times.push(sentAt),
      onEcho: async () => undefined,
      onState: () => undefined,
    })
    storeMessage(puppet.office, { id: 's', kind: 'text', from: 'li', groupId: 'fire', text: 's', mentions: [], sentAt: 1_700_000_000 })
    puppet.emit('message', { messageId: 's' })
    await vi.waitFor(() => expect(times).toEqual([1_700_000_000_000]))
  })
})

describe('sending', () => {
  it('is confirmed without an id by a puppet that gives none', async () => {
    await start()
    puppet.onSend = async () => undefined
    expect(await send()).toEqual({ messageId: '' })
  })

  it('is not known to have happened when the line broke', async () => {
    await start()
    puppet.onSend = async () => Promise.reject(Object.assign(new Error('14 UNAVAILABLE: Connection dropped'), { code: 14 }))
    expect(await send()).toBe('unknown')
  })
})

it('survives a listener of states that throws', async () => {
  await channel.start({
    onMessage: async ({ text }) => void texts.push(text),
    onEcho: async () => undefined,
    onState: ({ state }) => {
      if (state === 'starting') throw new Error('console gone')
    },
  })
  say('还在')
  await vi.waitFor(() => expect(texts).toEqual(['还在']))
  expect(problems).toContain('a listener of the channel state failed')
})

it('waits for a handler under way when it stops', async () => {
  let done = false
  await channel.start({
    onMessage: async () => {
      await wait(100)
      done = true
    },
    onEcho: async () => undefined,
    onState: () => undefined,
  })
  say('最后')
  await wait(30)
  await channel.stop()
  expect(done).toBe(true)
})
