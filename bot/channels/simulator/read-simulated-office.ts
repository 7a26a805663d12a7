import { IsNull, type EntityManager } from 'typeorm'
import type { Stage } from '../../../database/stage.ts'
import { Binding, Counter, GroupMember, WorkGroup } from '../../../entities/index.ts'
import type { MemberCard } from '../../../rules/directory.ts'
import type { Role } from '../../../rules/roles.ts'
import type { SimulatedGroup, SimulatedPerson } from './simulator-office.ts'
import { type Suggestion, suggestMessages } from './web/suggest-messages.ts'

/** An official as the simulated network shows them. `id` is the network's, `memberId` ours. */
export interface CastPerson extends SimulatedPerson {
  memberId: string
  unit: string
  post: string | null
  /** Roles held today, wherever: which tags the page offers goes by them. */
  roles: Role[]
  /** Whether the bot knows this contact; others can try `#绑定`. */
  bound: boolean
}

/** A group of the office as the simulated network shows it. `id` is the network's, `groupId` ours. */
export interface CastGroup extends SimulatedGroup {
  groupId: string
  purpose: string | null
  registered: boolean
}

/** Everybody who can speak and every open group. */
export interface SimulatedOffice {
  officeName: string
  zone: string
  botName: string
  /** The number the next matter will get. */
  nextNumber: number
  suggestions: Suggestion[]
  people: CastPerson[]
  groups: CastGroup[]
}

interface ExternalIds {
  person: ReadonlyMap<string, string>
  group: ReadonlyMap<string, string>
}

/** The external ids of the simulated network come from its bindings; whoever has none yet is known there by our own id. */
async function readExternalIds(tx: EntityManager, channel: string): Promise<ExternalIds> {
  const bindings = await tx.find(Binding, { where: { channel }, order: { id: 'ASC' } })
  const person = new Map<string, string>()
  const group = new Map<string, string>()
  for (const { subject, memberId, groupId, externalId } of bindings) {
    if (subject === 'person' && memberId !== null) person.set(memberId, externalId)
    if (subject === 'group' && groupId !== null) group.set(groupId, externalId)
  }
  return { person, group }
}

/** The demo office in the words of the simulated network, as the database has it now; fits `SimulatorWorld.setOffice`. */
export async function readSimulatedOffice(stage: Stage, channel = 'simulator'): Promise<SimulatedOffice> {
  return await stage.runner.read(async (tx) => {
    const { directory, calendar, settings } = await stage.loadOffice(tx)
    const ids = await readExternalIds(tx, channel)
    const now = stage.clocks.office()
    const today = calendar.dayOf(now)
    const idOf = (member: MemberCard): string => ids.person.get(member.id) ?? member.id
    const active = new Map(directory.members.filter((member) => directory.isActive(member, today)).map((member) => [member.id, member]))

    const seats = await tx.find(GroupMember, { where: { leftAt: IsNull() }, order: { id: 'ASC' } })
    const membersOf = (groupId: string): CastGroup['members'] =>
      seats
        .filter((seat) => seat.groupId === groupId)
        .flatMap(({ memberId, nickname }) => {
          const member = active.get(memberId)
          return member ? [{ personId: idOf(member), nickname }] : []
        })
    const groups = await tx.find(WorkGroup, { where: { closedAt: IsNull() }, order: { openedAt: 'ASC', id: 'ASC' } })

    return {
      officeName: settings.name,
      zone: calendar.zone,
      botName: settings.botName,
      nextNumber: ((await tx.findOneBy(Counter, { name: 'matter' }))?.value ?? 0) + 1,
      suggestions: suggestMessages(calendar, now),
      people: [...active.values()].map((member) => ({
        id: idOf(member),
        memberId: member.id,
        name: member.name,
        unit: directory.findUnit(member.unitId)?.name ?? '',
        post: member.post,
        roles: [...new Set(directory.grantsOf(member.id, today).map(({ role }) => role))],
        bound: ids.person.has(member.id),
      })),
      groups: groups.map(({ id, name, purpose, registeredAt }) => ({
        id: ids.group.get(id) ?? id,
        groupId: id,
        name,
        purpose,
        registered: registeredAt !== null,
        members: membersOf(id),
      })),
    }
  })
}
