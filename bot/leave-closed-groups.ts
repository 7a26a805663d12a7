import { In, IsNull, Not } from 'typeorm'
import type { Stage } from '../database/stage.ts'
import { Binding, OutboundMessage, WorkGroup } from '../entities/index.ts'
import type { Channel } from './channel.ts'

/** Closed groups the bot still sits in on that account and has nothing left to say to. */
const listGroupsToLeave = (stage: Stage, channel: string, account: string): Promise<Binding[]> =>
  stage.runner.read(async (tx) => {
    const closed = await tx.find(WorkGroup, {
      select: { id: true },
      where: { closedAt: Not(IsNull()) },
      order: { closedAt: 'DESC' },
      take: 200,
    })
    if (closed.length === 0) return []
    const bindings = await tx.findBy(Binding, { channel, account, groupId: In(closed.map((group) => group.id)) })
    const groupIds = bindings.map((binding) => binding.groupId ?? '')
    if (groupIds.length === 0) return []
    const waiting = await tx.find(OutboundMessage, {
      select: { id: true, groupId: true },
      where: { groupId: In(groupIds), state: In(['ready', 'claimed', 'unknown']) },
    })
    const busy = new Set(waiting.map((message) => message.groupId))
    return bindings.filter((binding) => !busy.has(binding.groupId))
  })

/**
 * The bot leaves a closed group once its last words are out (docs/rules.md, Groups). The group's matters go on privately; invited again,
 * it meets a new group. Safe to call at any time; a group that it cannot leave now is reported and tried again the next time.
 */
export const leaveClosedGroups = async (
  stage: Stage,
  channel: Channel,
  account: string,
  report: (what: string, error: unknown) => void,
): Promise<void> => {
  for (const binding of await listGroupsToLeave(stage, channel.name, account)) {
    try {
      await channel.leave(binding.externalId)
      await stage.runner.transaction((tx) => tx.delete(Binding, { id: binding.id }))
    } catch (error) {
      report('a closed group could not be left', error)
    }
  }
}
