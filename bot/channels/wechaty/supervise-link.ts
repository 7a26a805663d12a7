import { setTimeout as pause } from 'node:timers/promises'
import type { impls } from 'wechaty-puppet'
import { keepVigil, type Patience } from './keep-vigil.ts'
import { ping } from './puppet-calls.ts'

type Puppet = impls.PuppetInterface

/** One bot on one puppet. */
export interface Session {
  puppet: Puppet
  /** Settles with the reason when the puppet itself knows that it is of no further use. */
  lost: Promise<string>
  /** Begins to connect; nothing is reported before. */
  start(): void
  close(): Promise<void>
}

/** What a session reports between its start and its close. */
export interface SessionEvents {
  onScan(): void
  onLogin(): void
  onLogout(): void
}

/** The connection as a thing that is kept up: sessions come and go underneath. */
export interface Link {
  /** The puppet, logged in; waits for one, rejects when the link is stopped. */
  online(): Promise<Puppet>
  /** The puppet if it is logged in now. */
  current(): Puppet | undefined
  /** Resolves after the abort, when the last session is closed. */
  stopped(): Promise<void>
}

/** What a link needs from its owner. `onLost` hears of every end but the stop. */
export interface LinkOptions {
  open(events: SessionEvents): Promise<Session>
  onLost(reason: string): void
  patience: Patience
  signal: AbortSignal
}

/**
 * Opens a session and, whenever it ends, stops answering or does not log in, closes it and opens a new one: a gRPC
 * client does not recover by itself from an outage of a minute. Ends when the signal is aborted.
 */
export function superviseLink({ open, onLost, patience, signal }: LinkOptions): Link {
  let ready: Puppet | undefined
  const waiters: { resolve(puppet: Puppet): void; reject(error: Error): void }[] = []

  async function runSession(): Promise<{ reason: string; wasOnline: boolean }> {
    let session: Session | undefined
    let wasOnline = false
    const vigil = keepVigil(patience, async () => session !== undefined && (await ping(session.puppet, patience.pingMs)))
    const onAbort = (): void => vigil.end('stopped')
    signal.addEventListener('abort', onAbort)
    try {
      session = await open({
        onScan: () => vigil.awaitSigns(),
        onLogin: () => {
          wasOnline = true
          vigil.awaitSigns()
          publish(session?.puppet)
        },
        onLogout: () => {
          vigil.awaitLogin()
          publish(undefined)
        },
      })
      void session.lost.then(vigil.end)
      vigil.awaitLogin()
      if (!signal.aborted) session.start()
      return { reason: await vigil.ended, wasOnline }
    } catch (error) {
      return { reason: error instanceof Error ? error.message : String(error), wasOnline }
    } finally {
      signal.removeEventListener('abort', onAbort)
      publish(undefined)
      await session?.close()
    }
  }

  function publish(puppet: Puppet | undefined): void {
    ready = puppet
    if (!puppet) return
    for (const { resolve } of waiters.splice(0)) resolve(puppet)
  }

  async function run(): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      const { reason, wasOnline } = await runSession()
      if (signal.aborted) break
      onLost(reason)
      failures = wasOnline ? 0 : failures + 1
      const retryMs = patience.retryMs[Math.min(failures, patience.retryMs.length - 1)] ?? 1_000
      await pause(retryMs, undefined, { signal }).catch(() => undefined)
    }
    for (const { reject } of waiters.splice(0)) reject(new Error('the channel is stopped'))
  }

  const running = run()
  return {
    online: async () => {
      if (ready) return ready
      if (signal.aborted) throw new Error('the channel is stopped')
      return await new Promise((resolve, reject) => {
        waiters.push({ resolve, reject })
      })
    },
    current: () => ready,
    stopped: async () => running,
  }
}
