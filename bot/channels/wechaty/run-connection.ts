import type { impls } from 'wechaty-puppet'
import { type Channel, type ChannelHandlers, ChannelOffline, type ChannelState, type OutboundChat, type SendResult } from '../../channel.ts'
import type { ReportProblem } from '../report-problem.ts'
import { createIntake } from './intake.ts'
import type { Patience } from './keep-vigil.ts'
import { choosePuppet, type MakePuppet, openSession, type PuppetChoice, quietWechaty } from './open-session.ts'
import { createParcels, type Parcel } from './parcels.ts'
import { isConnectionLost, within } from './puppet-calls.ts'
import type { Heard } from './read-message.ts'
import { createRoomBook, readContactName } from './room-book.ts'
import { superviseLink } from './supervise-link.ts'
import type { WorkGroupConfig } from './work-group.ts'

/** A channel between its start and its stop. */
export interface Connection extends Pick<Channel, 'send' | 'roster' | 'leave'> {
  close(): Promise<void>
}

/** The channel's configuration with every default filled in. */
export interface ConnectionOptions {
  name: string
  puppet: PuppetChoice | MakePuppet
  handlers: ChannelHandlers
  maxTextBytes: number
  sendLimitMs: number
  handlerPausesMs: readonly number[]
  patience: Patience
  logLevel: 'silent' | 'error' | 'warn' | 'info'
  report: ReportProblem
  onSettled(messageId: string, error?: unknown): void
}

const callLimitMs = 10_000
const drainLimitMs = 2_000

/** Begins to connect and keeps connected until `close`. Rejects when the puppet's package cannot be loaded. */
export async function runConnection(options: ConnectionOptions): Promise<Connection> {
  const { name, handlers, report } = options
  quietWechaty(options.logLevel)
  const makePuppet = typeof options.puppet === 'function' ? options.puppet : choosePuppet(options.puppet)
  const memoryFile = typeof options.puppet === 'function' ? undefined : options.puppet.memoryFile
  // Made here, so that a missing package is a refusal to start and not a connection that never comes.
  let prepared: impls.PuppetInterface | undefined = await makePuppet()

  const stopping = new AbortController()
  const book = createRoomBook()
  const parcels = createParcels(options.maxTextBytes)
  const tell = tellChanges(handlers, report)
  tell({ state: 'starting' })

  const link = superviseLink({
    open: async (events) => {
      const puppet = prepared ?? (await makePuppet())
      prepared = undefined
      return await openSession(puppet, listen(events), memoryFile, report)
    },
    onLost: (reason) => {
      book.forget()
      tell({ state: 'offline', reason })
    },
    patience: options.patience,
    signal: stopping.signal,
  })
  const puppet = async (): Promise<impls.PuppetInterface> => await link.online()
  const intake = createIntake({
    ...options,
    channel: name,
    book,
    onOwn,
    puppet,
    isOnline: () => link.current() !== undefined,
    signal: stopping.signal,
  })

  function listen(events: { onScan(): void; onLogin(): void; onLogout(): void }): WorkGroupConfig {
    return {
      onMessage: (messageId) => intake.take(messageId),
      onRoomChange: (roomId) => book.forget(roomId),
      onError: (error) => report('wechaty reported an error', error),
      onScan: (qrCode) => {
        events.onScan()
        tell({ state: 'scan', qrCode })
      },
      onLogin: (account) => {
        events.onLogin()
        void greet(account)
      },
      onLogout: (reason) => {
        events.onLogout()
        tell({ state: 'offline', reason })
      },
    }
  }

  async function greet(account: string): Promise<void> {
    const self = link.current()
    const accountName = self ? await within(callLimitMs, readContactName(self, account)).catch(() => '') : ''
    if (link.current() === self) tell({ state: 'online', account, name: accountName })
  }

  async function onOwn({ account, chatId, text, messageId }: Extract<Heard, { own: true }>): Promise<void> {
    const whole = parcels.cameBack(chatId, text, messageId)
    if (whole) await handlers.onEcho({ account, chatId, ...whole })
  }

  function online(): impls.PuppetInterface {
    const current = link.current()
    if (!current) throw new ChannelOffline(`channel ${name} is not online`)
    return current
  }

  async function send({ chat, text, mentionIds, key }: OutboundChat): Promise<SendResult> {
    const self = online()
    const parcel = parcels.pack(key, chat.id, text)
    for (const piece of parcel.pieces) {
      if (piece.messageId !== undefined) continue
      // Only the first piece mentions: the same people should not be called once a piece.
      const mentions = piece === parcel.pieces[0] ? [...mentionIds] : []
      try {
        piece.messageId = (await within(options.sendLimitMs, self.messageSendText(chat.id, piece.text, mentions))) ?? ''
      } catch (error) {
        if (isConnectionLost(error) || isBegun(parcel)) {
          report(`it is not known whether ${key} was sent`, error)
          return 'unknown'
        }
        throw error
      }
    }
    return { messageId: parcel.pieces[0]?.messageId ?? '' }
  }

  return {
    send,
    roster: async (chatId) => await within(callLimitMs, book.roster(online(), chatId)),
    leave: async (chatId) => await within(callLimitMs, online().roomQuit(chatId)),
    async close() {
      stopping.abort()
      await within(drainLimitMs, intake.idle()).catch(() => undefined)
      await link.stopped()
    },
  }
}

function isBegun(parcel: Parcel): boolean {
  return parcel.pieces.some(({ messageId }) => messageId !== undefined)
}

/** Tells the bot of states that differ from the last one; what it throws is reported. */
function tellChanges(handlers: ChannelHandlers, report: ReportProblem): (state: ChannelState) => void {
  let last = ''
  return (state) => {
    const next = JSON.stringify(state)
    if (next === last) return
    last = next
    try {
      handlers.onState(state)
    } catch (error) {
      report('a listener of the channel state failed', error)
    }
  }
}
