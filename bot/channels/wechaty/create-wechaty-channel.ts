import type { Channel, ChannelAbilities, ChannelHandlers, ChannelState } from '../../channel.ts'
import { type ReportProblem, warnOfProblem } from '../report-problem.ts'
import { defaultPatience, type Patience } from './keep-vigil.ts'
import type { MakePuppet, PuppetChoice } from './open-session.ts'
import type { Connection } from './run-connection.ts'

/** What the app decides about a wechaty channel; everything but the puppet has a default. */
export interface WechatyChannelConfig {
  /** The channel's name in bindings and inbox rows. */
  name?: string
  puppet: PuppetChoice | MakePuppet
  /** What this puppet cannot do. */
  abilities?: Partial<ChannelAbilities>
  /** The network's limit for one text, in UTF-8 bytes. */
  maxTextBytes?: number
  sendLimitMs?: number
  /** Pauses before a message whose handler failed is delivered again. */
  handlerPausesMs?: readonly number[]
  patience?: Patience
  logLevel?: 'silent' | 'error' | 'warn' | 'info'
  report?: ReportProblem
  /** Told when a message is through: handled, or given up with an error. */
  onSettled?: (messageId: string, error?: unknown) => void
}

const everything: ChannelAbilities = { hears: 'everything', privateMessages: true, realMentions: true, recall: true, roster: true }

/** A database that restarts is back within these. */
const defaultHandlerPausesMs = [200, 1_000, 5_000, 15_000, 30_000]

/**
 * A channel over any wechaty puppet. `start` imports wechaty and resolves once the account is online, a code waits to
 * be scanned, or the first attempt failed (the channel goes on trying); it rejects only when the puppet's package
 * cannot be loaded. `stop` lets handlers under way finish, for two seconds at most.
 */
export function createWechatyChannel(config: WechatyChannelConfig): Channel {
  const name = config.name ?? 'wechaty'
  let connection: Connection | undefined

  function connected(): Connection {
    if (!connection) throw new Error(`channel ${name} is not started`)
    return connection
  }

  return {
    name,
    abilities: { ...everything, ...config.abilities },
    async start(handlers) {
      if (connection) throw new Error(`channel ${name} is started already`)
      const { runConnection } = await import('./run-connection.ts')
      const first = firstOutcome(handlers)
      connection = await runConnection({
        name,
        puppet: config.puppet,
        handlers: first.handlers,
        maxTextBytes: config.maxTextBytes ?? 2_000,
        sendLimitMs: config.sendLimitMs ?? 15_000,
        handlerPausesMs: config.handlerPausesMs ?? defaultHandlerPausesMs,
        patience: config.patience ?? defaultPatience,
        logLevel: config.logLevel ?? 'warn',
        report: config.report ?? warnOfProblem,
        onSettled: config.onSettled ?? (() => undefined),
      })
      await first.outcome
    },
    async stop() {
      const open = connection
      connection = undefined
      await open?.close()
    },
    send: async (outbound) => await connected().send(outbound),
    roster: async (chatId) => await connected().roster(chatId),
    leave: async (chatId) => await connected().leave(chatId),
  }
}

function firstOutcome(handlers: ChannelHandlers): { handlers: ChannelHandlers; outcome: Promise<void> } {
  let settle: () => void = () => undefined
  const outcome = new Promise<void>((resolve) => {
    settle = resolve
  })
  const onState = (state: ChannelState): void => {
    handlers.onState(state)
    if (state.state !== 'starting') settle()
  }
  return { handlers: { onMessage: async (m) => handlers.onMessage(m), onEcho: async (e) => handlers.onEcho(e), onState }, outcome }
}
