import { expect, vi } from 'vitest'
import { type Channel, ChannelOffline, type ChannelState } from '../../../../bot/channel.ts'
import { createWechatyChannel, type WechatyChannelConfig } from '../../../../bot/channels/index.ts'
import type { SimulatedMessage } from '../../../../bot/channels/simulator/simulator-office.ts'
import { type Host, hostToken } from './start-host.ts'

/** A started channel on a host, with what it heard. */
export interface Listener {
  channel: Channel
  texts: string[]
  state(): ChannelState | undefined
}

/** Started; resolves after the first outcome. Every configuration but the puppet is the production default. */
export async function listenTo(host: Host, config: Partial<WechatyChannelConfig> = {}): Promise<Listener> {
  const channel = createWechatyChannel({
    puppet: { puppet: 'wechaty-puppet-service', token: hostToken, endpoint: host.endpoint },
    logLevel: 'silent',
    report: () => undefined,
    ...config,
  })
  const texts: string[] = []
  const states: ChannelState[] = []
  await channel.start({
    onMessage: async ({ text }) => void texts.push(text),
    onEcho: async () => undefined,
    onState: (state) => void states.push(state),
  })
  return { channel, texts, state: () => states.at(-1) }
}

/** What 李四 says in `fire`; the text is the id. */
export function message(text: string): SimulatedMessage {
  return { id: `id-${text}`, kind: 'text', from: 'li', groupId: 'fire', text, mentions: [], sentAt: Date.now() }
}

/**
 * Kills the host with five messages announced but not read, waits, starts it again, and holds the channel to its
 * promise: those five in order, then new ones, within 30 s of the return. Gives the milliseconds it took.
 */
export async function surviveOutage(host: Host, { channel, texts, state }: Listener, outageMs: number): Promise<number> {
  await host.ask({ type: 'hear', message: message('之前') })
  await vi.waitFor(() => expect(texts).toEqual(['之前']), { timeout: 5_000 })

  const announced = ['一', '二', '三', '四', '五'].map(message)
  await host.ask({ type: 'hold' })
  for (const each of announced) await host.ask({ type: 'hear', message: each })
  await new Promise((resolve) => setTimeout(resolve, 300))
  await host.kill()
  await vi.waitFor(() => expect(state()).toMatchObject({ state: 'offline' }), { timeout: 5_000 })
  await expect(channel.send({ chat: { kind: 'group', id: 'fire' }, text: '在吗', mentionIds: [], key: 'k' })).rejects.toThrow(
    ChannelOffline,
  )

  await new Promise((resolve) => setTimeout(resolve, outageMs))
  await host.start()
  for (const each of announced) await host.ask({ type: 'remember', message: each })
  const returnedAt = performance.now()
  await vi.waitFor(() => expect(state()).toMatchObject({ state: 'online' }), { timeout: 30_000, interval: 50 })
  await host.ask({ type: 'hear', message: message('之后') })
  await vi.waitFor(() => expect(texts).toEqual(['之前', '一', '二', '三', '四', '五', '之后']), { timeout: 30_000, interval: 50 })
  const tookMs = performance.now() - returnedAt
  expect(await channel.send({ chat: { kind: 'group', id: 'fire' }, text: '回来了', mentionIds: [], key: 'k2' })).toHaveProperty('messageId')
  return tookMs
}
