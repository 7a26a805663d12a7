import { setTimeout as pause } from 'node:timers/promises'
import type { impls } from 'wechaty-puppet'
import type { ChannelHandlers, InboundMessage } from '../../channel.ts'
import { createLanes } from '../lanes.ts'
import type { ReportProblem } from '../report-problem.ts'
import { withRetries } from '../with-retries.ts'
import { isConnectionLost, within } from './puppet-calls.ts'
import { type Heard, readMessage } from './read-message.ts'
import type { RoomBook } from './room-book.ts'

/** From a message id to the bot's handler. Outlives the connection the id came over. */
export interface Intake {
  /** Never throws and never rejects, whatever the network or the handler does. */
  take(messageId: string): void
  idle(): Promise<void>
}

/** What an intake needs; `puppet` waits for a connection that is logged in and rejects when the channel stops. */
export interface IntakeOptions {
  channel: string
  book: RoomBook
  handlers: Pick<ChannelHandlers, 'onMessage'>
  onOwn(own: Extract<Heard, { own: true }>): Promise<void>
  puppet(): Promise<impls.PuppetInterface>
  isOnline(): boolean
  /** Pauses before a handler that failed is given the same message again. */
  handlerPausesMs: readonly number[]
  /** Aborted when the channel stops: nothing is tried again after it. */
  signal: AbortSignal
  report: ReportProblem
  /** Told when a message is through: handled, or given up with an error. */
  onSettled(messageId: string, error?: unknown): void
}

const readLimitMs = 10_000
const overtakeMs = 2_000
const readPausesMs = [300, 1_000, 3_000]

/**
 * Messages are read side by side, but each takes its place in its chat's lane in the order in which the network
 * announced them. A read cut off by a lost connection is done again on the next one.
 */
export function createIntake(options: IntakeOptions): Intake {
  const lanes = createLanes()
  const underWay = new Set<Promise<void>>()
  let line: Promise<unknown> = Promise.resolve()

  function take(messageId: string): void {
    const reading = read(messageId).then(
      (heard) => ({ heard }),
      (error: unknown) => ({ error }),
    )
    // A lane is known only after reading, so the places in the lanes are given out one after the other.
    const placed = line.then(async () => {
      await readOrOvertaken(reading)
      return { handled: reading.then(async (outcome) => settle(messageId, outcome)) }
    })
    line = placed
    const done = placed.then(async ({ handled }) => handled).finally(() => underWay.delete(done))
    underWay.add(done)
  }

  /** One message that cannot be read must not hold up every group: after a while the others go first. */
  async function readOrOvertaken(reading: Promise<unknown>): Promise<void> {
    let isRead = false
    const read = reading.then(() => {
      isRead = true
    })
    // An outage is everybody's; only while the line is up does waiting count.
    for (let wasOnline = false; !isRead && !wasOnline;) {
      wasOnline = options.isOnline()
      const timeout = new AbortController()
      await Promise.race([read, pause(overtakeMs, undefined, { signal: timeout.signal }).catch(() => undefined)])
      timeout.abort()
    }
  }

  async function settle(messageId: string, read: { heard: Heard | null } | { error: unknown }): Promise<void> {
    const error = 'error' in read ? read.error : await hand(read.heard)
    if (error !== undefined) options.report(`message ${messageId} is given up`, error)
    options.onSettled(messageId, error)
  }

  /** Resolves with what went wrong, if anything. */
  async function hand(heard: Heard | null): Promise<unknown> {
    try {
      if (heard) await (heard.own ? options.onOwn(heard) : deliver(heard.message))
      return undefined
    } catch (error) {
      return error
    }
  }

  async function read(messageId: string): Promise<Heard | null> {
    const readOnce = async (): Promise<Heard | null> => {
      for (;;) {
        const puppet = await options.puppet()
        try {
          return await within(readLimitMs, readMessage(puppet, options.book, options.channel, messageId))
        } catch (error) {
          if (!isConnectionLost(error) || (await options.puppet()) === puppet) throw error
        }
      }
    }
    return await withRetries(readOnce, { pausesMs: readPausesMs, signal: options.signal })
  }

  async function deliver(message: InboundMessage): Promise<void> {
    const handle = async (): Promise<void> => options.handlers.onMessage(message)
    const onFailure = (error: unknown): void => {
      options.report(`message ${message.messageId} failed and is delivered again`, error)
    }
    await lanes.run(message.chat.id, () => withRetries(handle, { pausesMs: options.handlerPausesMs, onFailure, signal: options.signal }))
  }

  return {
    take,
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
