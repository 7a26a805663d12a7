import type { Channel, ChannelHandlers } from '../bot/channel.ts'
import type { Stage } from '../database/stage.ts'
import { SECOND_MS } from '../rules/instant.ts'
import { chatLease, releaseLease, takeLease } from '../use-cases/leases/take-lease.ts'

const leaseMs = 30 * SECOND_MS
const renewMs = 10 * SECOND_MS

export interface Leadership {
  stop(): Promise<void>
}

/**
 * One process speaks and listens for a chat account: the one that holds the lease. The others wait and take over when it is gone.
 * Resolves once this process leads and the channel has started, or at once when another one leads.
 */
export const leadChat = async (
  stage: Stage,
  channel: Channel,
  handlers: ChannelHandlers,
  { holder, report }: { holder: string; report: (what: string, error: unknown) => void },
): Promise<Leadership> => {
  const name = chatLease(channel.name, 'account')
  let leads = false
  let stopped = false

  const look = async (): Promise<void> => {
    const won = await stage.runner.transaction((tx) => takeLease(tx, { name, holder, now: stage.clocks.machine(), forMs: leaseMs }))
    if (stopped || won === leads) return
    leads = won
    if (won) await channel.start(handlers)
    else await channel.stop()
  }
  await look()
  const timer = setInterval(() => void look().catch((error: unknown) => report('the chat lease could not be renewed', error)), renewMs)
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      if (!leads) return
      await channel.stop()
      await stage.runner.transaction((tx) => releaseLease(tx, { name, holder }))
    },
  }
}
