import { In, IsNull, Not } from 'typeorm'
import { perform, type Stage } from '../database/stage.ts'
import { Binding, WorkGroup } from '../entities/index.ts'
import { matchGroup } from '../use-cases/groups/match-group.ts'
import { noteRoster } from '../use-cases/groups/note-roster.ts'
import type { Channel } from './channel.ts'

/** Groups of an account that are not closed, by their external ids. */
const listBoundGroups = (stage: Stage, channel: string, account: string): Promise<Binding[]> =>
  stage.runner.read(async (tx) => {
    const bindings = await tx.findBy(Binding, { channel, account, subject: 'group', groupId: Not(IsNull()) })
    if (bindings.length === 0) return []
    const open = await tx.find(WorkGroup, {
      select: { id: true },
      where: { id: In(bindings.map((row) => row.groupId)), closedAt: IsNull() },
    })
    const ids = new Set(open.map((group) => group.id))
    return bindings.filter((row) => ids.has(row.groupId ?? ''))
  })

const keepOne = async (stage: Stage, channel: Channel, account: string, { groupId, externalId }: Binding): Promise<void> => {
  const entries = await channel.roster(externalId)
  if (entries.length === 0 || groupId === null) return
  await perform(stage, { memberId: null }, async (ctx) => {
    const known = await ctx.tx.findBy(Binding, { channel: channel.name, account, externalId: In(entries.map((entry) => entry.id)) })
    const nicknames = new Map(entries.map((entry) => [entry.id, entry.nickname || entry.name]))
    const seats = known.flatMap(({ memberId, externalId: id }) =>
      memberId === null ? [] : [{ memberId, nickname: nicknames.get(id) ?? '' }],
    )
    await noteRoster(ctx, groupId, seats)
    const others = entries.filter((entry) => entry.id !== account)
    await matchGroup(
      ctx.tx,
      groupId,
      others.map((entry) => entry.nickname || entry.name),
    )
  })
}

/**
 * Reads every group's member list from the network and keeps it: mentions are resolved against the nicknames people see, and a
 * reminder knows whom the group reaches; a group that nobody registered is compared with those that are known. A group that cannot be read is reported and left as it was.
 */
export const keepRosters = async (
  stage: Stage,
  channel: Channel,
  account: string,
  report: (what: string, error: unknown) => void,
): Promise<void> => {
  if (!channel.abilities.roster) return
  for (const binding of await listBoundGroups(stage, channel.name, account)) {
    await keepOne(stage, channel, account, binding).catch((error: unknown) => report('a group’s members could not be read', error))
  }
}
