import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { listenTo, message, surviveOutage } from './host/outage.ts'
import { type Host, startHost } from './host/start-host.ts'

let host: Host
beforeEach(async () => {
  host = await startHost()
})
afterEach(async () => host.kill())

it('works again within 30 s after the host was killed and away for 40 s, with nothing lost', async () => {
  const listener = await listenTo(host)
  expect(await surviveOutage(host, listener, 40_000)).toBeLessThan(30_000)
  await listener.channel.stop()
}, 80_000)

it('notices a host that hangs without closing the line', async () => {
  const { channel, texts, state } = await listenTo(host, { patience: { pingMs: 300, loginMs: 10_000, retryMs: [200] } })
  host.freeze()
  await vi.waitFor(() => expect(state()).toMatchObject({ state: 'offline' }), { timeout: 5_000 })
  host.thaw()
  await vi.waitFor(() => expect(state()).toMatchObject({ state: 'online' }), { timeout: 20_000 })
  // The host may drop its new listener together with the old one; the missing answers then cost one more connection.
  let nth = 0
  await vi.waitFor(
    async () => {
      nth += 1
      await host.ask({ type: 'hear', message: message(`第${nth}声`) })
      expect(texts.length).toBeGreaterThan(0)
    },
    { timeout: 20_000, interval: 500 },
  )
  await channel.stop()
}, 50_000)

it('leaves the hosted puppet running when it stops, so that the next one finds it logged in', async () => {
  const first = await listenTo(host)
  await first.channel.stop()
  const second = await listenTo(host)
  await vi.waitFor(() => expect(second.state()).toMatchObject({ state: 'online', account: 'qunban-bot' }), { timeout: 15_000 })
  await second.channel.stop()
}, 40_000)

it('starts while the host is away, says so, and comes online when it is there', async () => {
  await host.kill()
  const { channel, state } = await listenTo(host)
  expect(state()).toMatchObject({ state: 'offline' })
  await host.start()
  await vi.waitFor(() => expect(state()).toMatchObject({ state: 'online' }), { timeout: 20_000 })
  await channel.stop()
}, 50_000)

it('refuses to start on a puppet that is not installed', async () => {
  await expect(listenTo(host, { puppet: { puppet: 'wechaty-puppet-nowhere' } })).rejects.toThrow(/wechaty-puppet-nowhere/)
})
