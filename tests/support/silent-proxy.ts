import { createServer, connect, type Socket } from 'node:net'

/** A TCP proxy on 127.0.0.1 in front of a port: it can fall silent as a cut cable does, without closing anything. */
export interface SilentProxy {
  readonly port: number
  /** Connections that are open now say nothing more; those made later work. */
  silence(): void
  /** New connections are accepted and never answered, either. */
  silenceAll(): void
  heal(): void
  close(): Promise<void>
}

export const startSilentProxy = async (target: number): Promise<SilentProxy> => {
  const links = new Set<{ near: Socket; far: Socket; mute: boolean }>()
  let isDeaf = false
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    const link = { near, far, mute: isDeaf }
    links.add(link)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (data) => void (link.mute || to.write(data)))
      from.on('error', () => undefined)
      from.on('close', () => {
        to.destroy()
        links.delete(link)
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const silence = (): void => {
    for (const link of links) link.mute = true
  }
  return {
    port: address.port,
    silence,
    silenceAll: () => {
      isDeaf = true
      silence()
    },
    heal: () => {
      isDeaf = false
    },
    close: async () => {
      for (const { near, far } of links) {
        near.destroy()
        far.destroy()
      }
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
