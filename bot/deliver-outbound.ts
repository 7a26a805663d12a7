import { setTimeout as sleep } from 'node:timers/promises'
import { perform, type Stage } from '../database/stage.ts'
import { SECOND_MS, type Instant } from '../rules/instant.ts'
import { makeOutgoingText } from '../rules/outgoing-text.ts'
import { claimMessage, type ClaimedMessage } from '../use-cases/outbox/claim-message.ts'
import { expireMessages, takeOverLostClaims } from '../use-cases/outbox/mend-outbox.ts'
import { settleEcho, settleMessage, type Echo, type SendOutcome } from '../use-cases/outbox/settle-message.ts'
import { ChannelOffline, type Channel, type SendResult } from './channel.ts'
import { warnOfProblem, type ReportProblem } from './channels/report-problem.ts'

export interface DeliveryOptions {
  /** This process, at most 40 characters, new at every start. */
  holder: string
  /** Between two sends of the account; absent: the office's `outboxSpacingMs`. Within one chat it is twice that. */
  spacingMs?: number
  /** A send takes no longer; after that it is in doubt. Default 10 s. */
  sendLimitMs?: number
  /** How long our own echo is waited for before a doubtful message goes out again. Default 15 s. */
  echoWaitMs?: number
  /** How often the outbox is looked at when nobody pokes. Default 250 ms. */
  pollMs?: number
  report?: ReportProblem
}

export interface Delivery {
  /** The account is online: begin (or go on) sending. */
  start(account: string): void
  /** No more sends; resolves when the one under way is settled. */
  stop(): Promise<void>
  /** Something was written to the outbox: look now. */
  poke(): void
  /** Sends everything that is ready, one after another without pacing; for virtual time. Returns how many it tried. */
  drain(account: string): Promise<number>
  settleEcho(echo: Omit<Echo, 'channel'>): Promise<void>
}

const everyReplies = 8
const retryStepsMs = [5, 30, 120, 300].map((seconds) => seconds * SECOND_MS)

/**
 * The one sender of a chat account: claims ready rows of the outbox (replies before broadcasts), sends outside any transaction,
 * settles. At-least-once; an ambiguous send is settled by our own echo before any resend. A crash leaves a lease that ends.
 */
export const createDelivery = (stage: Stage, channel: Channel, options: DeliveryOptions): Delivery => {
  const { holder, sendLimitMs = 10 * SECOND_MS, echoWaitMs = 15 * SECOND_MS, pollMs = 250, report = warnOfProblem } = options
  const machine = stage.clocks.machine
  const asClock = { memberId: null }
  const rests = new Map<string, Instant>()
  let repliesInARow = 0
  let mendAt = 0
  let running: { abort: AbortController; done: Promise<void> } | undefined
  let wake = new AbortController()

  const send = async ({ row, to }: ClaimedMessage): Promise<SendOutcome> => {
    const limit = new AbortController()
    const late = sleep(sendLimitMs, 'unknown' as const, { signal: limit.signal, ref: false }).catch(() => 'unknown' as const)
    try {
      const text = makeOutgoingText(row.text)
      const result: SendResult = await Promise.race([channel.send({ ...to, text, key: row.dedupeKey }), late])
      return result === 'unknown'
        ? { kind: 'unknown', waitForEchoUntil: machine() + echoWaitMs }
        : { kind: 'sent', messageId: result.messageId }
    } catch (error) {
      if (error instanceof ChannelOffline) return { kind: 'offline' }
      report(`outbound message ${row.id} was refused`, error)
      const retryInMs = retryStepsMs[Math.min(row.attempts, retryStepsMs.length) - 1] ?? SECOND_MS
      return { kind: 'refused', reason: error instanceof Error ? error.message : String(error), retryAt: machine() + retryInMs }
    } finally {
      limit.abort()
    }
  }

  const mend = async (): Promise<void> => {
    if (machine() < mendAt) return
    mendAt = machine() + SECOND_MS
    await perform(stage, asClock, async (ctx) => {
      await takeOverLostClaims(ctx, machine(), machine() + echoWaitMs)
      await expireMessages(ctx)
    })
  }

  const claimNext = (account: string, resting: ReadonlySet<string>): Promise<{ claimed: ClaimedMessage | null; spacingMs: number }> =>
    perform(stage, asClock, async (ctx) => {
      const from = { channel: channel.name, account, privateMessages: channel.abilities.privateMessages }
      const lanes = repliesInARow >= everyReplies ? ([1, 0] as const) : ([0, 1] as const)
      const leaseMs = sendLimitMs + 5 * SECOND_MS
      const claimed = await claimMessage(ctx, { from, holder, machineNow: machine(), leaseMs, lanes, resting })
      return { claimed, spacingMs: options.spacingMs ?? ctx.office.settings.outboxSpacingMs }
    })

  const restingChats = (): Set<string> => {
    for (const [chat, until] of rests) if (until <= machine()) rests.delete(chat)
    return new Set(rests.keys())
  }

  /** One message. `tried`: it left or was refused, so the next may follow after the pause; else nothing was ready or the channel is down. */
  const step = async (account: string, resting: ReadonlySet<string>): Promise<{ tried: boolean; pauseMs: number }> => {
    const { claimed, spacingMs } = await claimNext(account, resting)
    if (!claimed) return { tried: false, pauseMs: rests.size > 0 ? Math.min(pollMs, spacingMs) : pollMs }
    const outcome = await send(claimed)
    await perform(stage, asClock, (ctx) => settleMessage(ctx, claimed.row, holder, outcome))
    if (outcome.kind === 'offline') return { tried: false, pauseMs: 2 * SECOND_MS }
    repliesInARow = claimed.row.lane === 0 ? repliesInARow + 1 : 0
    rests.set(claimed.to.chat.id, machine() + 2 * spacingMs)
    return { tried: true, pauseMs: spacingMs }
  }

  const pause = async (ms: number, stopping: AbortSignal, isPaced: boolean): Promise<void> => {
    const signals = isPaced ? [stopping] : [stopping, wake.signal]
    await sleep(ms, undefined, { signal: AbortSignal.any(signals) }).catch(() => undefined)
  }

  const loop = async (account: string, stopping: AbortSignal): Promise<void> => {
    while (!stopping.aborted) {
      try {
        // Renewed before looking: a poke that comes while a message is under way is not lost.
        wake = new AbortController()
        await mend()
        const { tried, pauseMs } = await step(account, restingChats())
        await pause(pauseMs, stopping, tried)
      } catch (error) {
        report('the outbox could not be worked on', error)
        await pause(SECOND_MS, stopping, true)
      }
    }
  }

  const stop = async (): Promise<void> => {
    running?.abort.abort()
    await running?.done
    running = undefined
  }

  return {
    start: (account) => {
      const before = running
      before?.abort.abort()
      const abort = new AbortController()
      running = { abort, done: (before?.done ?? Promise.resolve()).then(() => loop(account, abort.signal)) }
    },
    stop,
    poke: () => wake.abort(),
    drain: async (account) => {
      mendAt = 0
      await mend()
      let count = 0
      while ((await step(account, new Set())).tried) count += 1
      return count
    },
    settleEcho: async (echo) => {
      await perform(stage, asClock, (ctx) => settleEcho(ctx, { ...echo, channel: channel.name }))
    },
  }
}
