import { expect, it } from 'vitest'
import { listenTo, surviveOutage } from './host/outage.ts'
import { startHost } from './host/start-host.ts'

it('works again within 30 s after the host was killed and away for three minutes, with nothing lost', async () => {
  const host = await startHost()
  const listener = await listenTo(host)
  expect(await surviveOutage(host, listener, 180_000)).toBeLessThan(30_000)
  await listener.channel.stop()
  await host.kill()
}, 240_000)
