import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { BotMessage } from '../../../../bot/channels/simulator/simulator-office.ts'
import { rigOffice } from '../contract.ts'
import type { FromHost, HostRequest } from './host-protocol.ts'

/** The token's prefix picks the certificate that comes with the packages: TLS on loopback, nothing looked up elsewhere. */
export const hostToken = 'insecure_00000000-0000-4000-8000-000000000000'

/** A hosted puppet in a process of its own, which can be killed and started again on the same port. */
export interface Host {
  endpoint: string
  sent: BotMessage[]
  ask(request: HostRequest): Promise<void>
  freeze(): void
  thaw(): void
  kill(): Promise<void>
  start(): Promise<void>
}

/** Started, with the office of the contract. */
export async function startHost(): Promise<Host> {
  const endpoint = `127.0.0.1:${await freePort()}`
  const sent: BotMessage[] = []
  const open = new Map<number, () => void>()
  let child: ChildProcess | undefined
  let nth = 0

  function post(request: HostRequest): number {
    nth += 1
    child?.send({ ...request, nth })
    return nth
  }

  async function ask(request: HostRequest): Promise<void> {
    const mine = post(request)
    await new Promise<void>((resolve) => {
      open.set(mine, resolve)
    })
  }

  async function start(): Promise<void> {
    const script = new URL('host-puppet.ts', import.meta.url).pathname
    const started = fork(script, [endpoint, hostToken], {
      execArgv: ['--no-deprecation', '--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child = started
    await new Promise<void>((resolve, reject) => {
      started.once('exit', (code) => reject(new Error(`the host ended with ${code}`)))
      started.on('message', (message: FromHost) => {
        if (message.type === 'ready') resolve()
        else if (message.type === 'sent') sent.push(message.message)
        else open.get(message.nth)?.()
      })
    })
    await ask({ type: 'office', ...rigOffice })
  }

  await start()
  return {
    endpoint,
    sent,
    ask,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async kill() {
      const dying = child
      child = undefined
      if (!dying || dying.exitCode !== null) return
      dying.kill('SIGKILL')
      await once(dying, 'exit')
    },
    start,
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
