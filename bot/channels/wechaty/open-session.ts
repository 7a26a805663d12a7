import { log, type impls } from 'wechaty-puppet'
import { WechatyBuilder } from 'wechaty'
import { resolvePuppet } from 'wechaty-puppet/helpers'
import type { ReportProblem } from '../report-problem.ts'
import { PuppetServiceClient } from './puppet-service-client.ts'
import type { Session } from './supervise-link.ts'
import { WorkGroup, type WorkGroupConfig } from './work-group.ts'

// The one file through which wechaty comes in (1.5 s, 130 MB): imported only by `await import(…)`.

/** Which puppet, and what its package wants to know. `token` and `endpoint` are for a hosted one. */
export interface PuppetChoice {
  puppet: string
  token?: string
  endpoint?: string
  options?: Readonly<Record<string, unknown>>
  /** Where a local puppet keeps its login between starts (`FILE.memory-card.json`); none: nothing is kept. */
  memoryFile?: string
}

/** A new puppet each time it is called; rejects when the package is missing. */
export type MakePuppet = () => Promise<impls.PuppetInterface>

const closeLimitMs = 3_000

/** The framework's own log, on the console. */
export function quietWechaty(level: 'silent' | 'error' | 'warn' | 'info'): void {
  log.level(level)
}

/** The maker for a package by name; `wechaty-puppet-service` gets our client, which never stops the hosted puppet. */
export function choosePuppet({ puppet, token, endpoint, options }: PuppetChoice): MakePuppet {
  const puppetOptions = { ...options, ...(token === undefined ? {} : { token }), ...(endpoint === undefined ? {} : { endpoint }) }
  if (puppet === 'wechaty-puppet-service') return async () => new PuppetServiceClient(puppetOptions)
  return async () => await resolvePuppet({ puppet: puppet as `wechaty-puppet-${string}`, puppetOptions })
}

/** A bot around a puppet never used before, the plugin in place, not started. */
export async function openSession(
  puppet: impls.PuppetInterface,
  config: WorkGroupConfig,
  memoryFile: string | undefined,
  report: ReportProblem,
): Promise<Session> {
  const bot = WechatyBuilder.build({ puppet, ...(memoryFile === undefined ? {} : { name: memoryFile }) })
  await bot.init()
  // Stays when the plugin is gone: a closing puppet still has errors to tell.
  bot.on('error', () => undefined)
  const uninstall = bot.use(WorkGroup(config))
  return {
    puppet,
    lost: puppet instanceof PuppetServiceClient ? puppet.lost : new Promise(() => undefined),
    start: () => {
      bot.start().catch((error: unknown) => report('wechaty did not start', error))
    },
    close: async () => {
      uninstall()
      if (puppet instanceof PuppetServiceClient) puppet.hangUp()
      const stopped = bot.stop().catch((error: unknown) => report('wechaty did not stop', error))
      let timer: NodeJS.Timeout | undefined
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, puppet instanceof PuppetServiceClient ? 200 : closeLimitMs)
      })
      await Promise.race([stopped, limit])
      clearTimeout(timer)
    },
  }
}
