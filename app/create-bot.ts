import type { Channel, ChannelHandlers, ChannelState } from '../bot/channel.ts'
import { createSimulator, createWechatyChannel, type SimulatorWorld } from '../bot/channels/index.ts'
import { createHeardCounter, type HeardCounter } from '../bot/count-heard.ts'
import { createDelivery } from '../bot/deliver-outbound.ts'
import { keepRosters } from '../bot/keep-rosters.ts'
import { leaveClosedGroups } from '../bot/leave-closed-groups.ts'
import { createReceiver } from '../bot/receive-message.ts'
import { perform, type Stage } from '../database/stage.ts'
import type { ChannelStatus } from '../miniprogram-api/api-config.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../rules/instant.ts'
import { reportChannelAway } from '../use-cases/administration/report-channel-away.ts'
import type { Config } from './config.ts'
import { leadChat, type Leadership } from './lead-chat.ts'
import { botAccount } from './replay/virtual-office.ts'

/** The chat door, wired: one channel, its receiver, its delivery. */
export interface Bot {
  /** The simulated network around the bot; null on a real one. */
  world: SimulatorWorld | null
  status(): ChannelStatus[]
  /** The outbox has something new: look now. */
  poke(): void
  start(): Promise<void>
  stop(): Promise<void>
}

export interface BotParts {
  /** This process, new at every start: whose claim on an outbox row it is. */
  holder: string
  /** Under whose name the chat account is led. */
  leaseHolder: string
  report: (what: string, error: unknown) => void
  logError: (detail: object, what: string) => void
  showQrCode: ((qrCode: string) => void) | undefined
}

/** Between two messages of the simulated account; nobody restricts it, and a newcomer should not wait. */
const simulatorSpacingMs = 30
/** Groups' members are read anew at every login and this often. */
const rosterPauseMs = HOUR_MS
const housekeepingMs = 2 * SECOND_MS
/** What was heard in groups is written down this often; a killed process loses no more than that. */
const countPauseMs = MINUTE_MS

const tellAway = (stage: Stage, name: string, reason: string, report: BotParts['report']): Promise<void> =>
  perform(stage, { memberId: null }, (ctx) => reportChannelAway(ctx, { name, reason })).catch((error: unknown) =>
    report('nobody could be told that the chat account is away', error),
  )

/** What an account does beside talking: reads its groups' members, counts how lively they are, leaves closed groups. */
const createHousekeeping = (stage: Stage, channel: Channel, heard: HeardCounter, report: BotParts['report']) => {
  let rostersAt = 0
  let countedAt = 0
  return {
    loggedIn: () => {
      rostersAt = 0
    },
    look: async (account: string): Promise<void> => {
      try {
        if (stage.clocks.machine() - rostersAt > rosterPauseMs) {
          rostersAt = stage.clocks.machine()
          await keepRosters(stage, channel, account, report)
        }
        if (stage.clocks.machine() - countedAt > countPauseMs) {
          countedAt = stage.clocks.machine()
          await heard.flush(account)
        }
        await leaveClosedGroups(stage, channel, account, report)
      } catch (error) {
        report('the account’s groups could not be looked after', error)
      }
    },
  }
}

/** The channel of the configuration: the simulated network in a demonstration, else a wechaty puppet. */
export const createBot = (config: Config, stage: Stage, codeKey: Buffer, parts: BotParts): Bot => {
  const { holder, leaseHolder, report, logError, showQrCode } = parts
  const isSimulated = config.mode === 'demo' && !config.puppet
  const simulator = isSimulated ? createSimulator({ botName: '群办', botId: botAccount, now: stage.clocks.office }) : null
  const channel = simulator?.channel ?? createWechatyChannel({ puppet: config.puppet ?? { puppet: 'wechaty-puppet-service' }, report })
  const delivery = createDelivery(stage, channel, { holder, report, ...(simulator ? { spacingMs: simulatorSpacingMs } : {}) })
  const heard = createHeardCounter(stage, channel.name)
  const housekeeping = createHousekeeping(stage, channel, heard, report)
  let state: ChannelState = { state: 'starting' }
  let leadership: Leadership | undefined
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()

  const receive = createReceiver({
    stage,
    abilities: channel.abilities,
    botName: () => (state.state === 'online' ? state.name : null),
    codes: { key: codeKey },
    log: (event, detail) => logError(detail, event),
  })
  const handlers: ChannelHandlers = {
    onMessage: async (message) => {
      await receive(message)
      heard.note(message)
      delivery.poke()
    },
    onEcho: (echo) => delivery.settleEcho(echo),
    onState: (next) => {
      if (next.state === 'offline' && state.state === 'online' && timer) void tellAway(stage, channel.name, next.reason, report)
      state = next
      if (next.state === 'scan') showQrCode?.(next.qrCode)
      if (next.state !== 'online') return
      delivery.start(next.account)
      housekeeping.loggedIn()
    },
  }
  return {
    world: simulator?.world ?? null,
    status: () => [{ name: channel.name, ...state }],
    poke: delivery.poke,
    start: async () => {
      timer = setInterval(() => {
        if (state.state === 'online')
          looking = looking.then(() => (state.state === 'online' ? housekeeping.look(state.account) : undefined))
      }, housekeepingMs)
      leadership = await leadChat(stage, channel, handlers, { holder: leaseHolder, report, lost: delivery.stop })
    },
    stop: async () => {
      clearInterval(timer)
      timer = undefined
      await Promise.all([delivery.stop(), looking])
      if (state.state === 'online')
        await heard.flush(state.account).catch((error: unknown) => report('what was heard could not be counted', error))
      await leadership?.stop()
    },
  }
}
