import { createMemoryChannel } from '../../bot/channels/memory.ts'
import { createReceiver } from '../../bot/receive-message.ts'
import type { Runner } from '../../database/runner.ts'
import { perform, type Stage } from '../../database/stage.ts'
import { createSeededRandom } from '../../app/replay/seeded-random.ts'
import { createIds } from '../../rules/new-id.ts'
import { layOffice, type LaidGroup, type LaidPerson, type OfficePlan } from '../../use-cases/office/lay-office.ts'
import { createOfficeLoader } from '../../use-cases/office/load-office.ts'

/** A Monday morning. */
const now = Date.parse('2026-11-23T09:30:00+08:00')
const account = 'qunban-bot'
const fewestUnits = 24
const peopleAUnit = 14

/** As many units as so many people work in. */
const unitsFor = (heads: number): number => Math.max(fewestUnits, Math.ceil(heads / peopleAUnit))
/** The one who assigns; sits in every group. */
const leader = '市领导'

/** An office of that many groups with that many people in each, every person in several groups. */
const planOf = (groups: number, seats: number, heads: number): OfficePlan => {
  const units = unitsFor(heads)
  const people = Array.from({ length: Math.max(heads, units) }, (_, n) => ({ name: `办事员${n}`, unit: `D${(n % (units - 1)) + 1}` }))
  return {
    // Everybody speaks at one standing instant: no window ever ends.
    office: { name: '临江市人民政府办公室', settings: { chatLimit: { messages: 1_000_000, seconds: 60 } } },
    units: Array.from({ length: units }, (_, n) =>
      n === 0 ? { code: 'D0', name: '市政府办' } : { code: `D${n}`, name: `第${n}局`, parent: 'D0' },
    ),
    people: [{ name: leader, unit: 'D0', roles: [{ role: 'leader' }] }, ...people],
    groups: Array.from({ length: groups }, (_, g) => ({
      name: `第${g}工作群`,
      purpose: '工作联络',
      ownerUnit: 'D0',
      owner: leader,
      members: [leader, ...Array.from({ length: seats }, (_s, s) => people[(g * seats + s) % people.length]?.name ?? '')].map((person) => ({
        person,
      })),
    })),
  }
}

export interface SpeakingOffice {
  stage: Stage
  groups: readonly LaidGroup[]
  leader: LaidPerson
  /** The person in a seat (from 0) of a group. */
  seat(group: number, seat: number): LaidPerson
  /** Delivers one message to the receiver; resolves when its effects are committed. */
  says(person: LaidPerson, group: number, text: string): Promise<void>
  /** Faults of ours while handling messages. */
  readonly faults: unknown[]
}

/** The real receiver on an empty, migrated database, with people to speak to it. The same twice: ids and clock are fixed.
 * `heads`: how many people there are; absent: so many that each sits in several groups. */
export const openSpeakingOffice = async (runner: Runner, groups: number, seats: number, heads = seats * 10): Promise<SpeakingOffice> => {
  const clock = (): number => now
  const stage: Stage = {
    runner,
    loadOffice: createOfficeLoader(),
    clocks: { office: clock, machine: clock },
    newId: createIds(clock, createSeededRandom(1)),
  }
  const channel = createMemoryChannel({ account, now: clock, echo: false })
  const bindings = { channel: channel.name, account, personId: ({ id }: LaidPerson) => id, groupId: ({ id }: LaidGroup) => id }
  const plan = planOf(groups, seats, heads)
  const laid = await perform(stage, { memberId: null }, (ctx) => layOffice(ctx, plan, { bindings }))
  const people = new Map(laid.people.map((person) => [person.name, person]))
  const named = (name: string): LaidPerson => {
    const person = people.get(name)
    if (!person) throw new Error(`nobody here is called ${name}`)
    return person
  }
  for (const { id, name } of laid.people) channel.addPerson({ id, name })
  for (const [g, group] of laid.groups.entries()) {
    const members = (plan.groups?.[g]?.members ?? []).map(({ person }) => ({ id: named(person).id, nickname: person }))
    channel.addGroup({ id: group.id, name: group.name, members })
  }
  const faults: unknown[] = []
  const receive = createReceiver({
    stage,
    abilities: channel.abilities,
    botName: () => null,
    codes: { key: Buffer.alloc(32) },
    log: (event, detail) => void faults.push({ event, ...detail }),
  })
  await channel.start({ onMessage: receive, onEcho: async () => undefined, onState: () => undefined })
  return {
    stage,
    groups: laid.groups,
    leader: named(leader),
    seat: (group, seat) => named(`办事员${(group * seats + seat) % Math.max(heads, unitsFor(heads))}`),
    says: async (person, group, text) => {
      await channel.says(person.id, { group: laid.groups[group]?.id ?? '' }, text)
    },
    faults,
  }
}
