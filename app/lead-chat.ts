import type { Channel, ChannelHandlers } from '../bot/channel.ts'
import type { Stage } from '../database/stage.ts'
import { SECOND_MS } from '../rules/instant.ts'
import { chatLease, releaseLease, takeLease } from '../use-cases/leases/take-lease.ts'

/** A dead leader is missed for this long at most; a loop blocked for longer loses the lead. */
const leaseMs = 9 * SECOND_MS
const lookMs = 2 * SECOND_MS

export interface Leadership {
  stop(): Promise<void>
}

/**
 * One process speaks and listens for a chat account: the one that holds the lease. The others wait and take over when it is gone.
 * Resolves once this process leads and the channel has started, or at once when another one leads. `lost`: the lead went to another
 * process, so nothing may be sent from here.
 */
export const leadChat = async (
  stage: Stage,
  channel: Channel,
  handlers: ChannelHandlers,
  { holder, report, lost }: { holder: string; report: (what: string, error: unknown) => void; lost: () => Promise<void> },
): Promise<Leadership> => {
  const name = chatLease(channel.name)
  let leads = false
  let stopped = false

  let looking: Promise<void> = Promise.resolve()
  const look = async (): Promise<void> => {
    const won = await stage.runner.transaction((tx) => takeLease(tx, { name, holder, now: stage.clocks.machine(), forMs: leaseMs }))
    if (stopped || won === leads) return
    leads = won
    if (won) await channel.start(handlers)
    else await Promise.all([lost(), channel.stop()])
  }
  await look()
  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: unknown) => report('the chat lease could not be renewed', error))
  }, lookMs)
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await looking
      if (!leads) return
      await channel.stop()
      await stage.runner.transaction((tx) => releaseLease(tx, { name, holder }))
    },
  }
}
