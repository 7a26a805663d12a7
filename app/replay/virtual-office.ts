import type { InboundMessage } from '../../bot/channel.ts'
import { createMemoryChannel, type MemoryChannel, type SentMessage } from '../../bot/channels/memory.ts'
import { createHeardCounter } from '../../bot/count-heard.ts'
import { createDelivery } from '../../bot/deliver-outbound.ts'
import { createReceiver } from '../../bot/receive-message.ts'
import type { Runner } from '../../database/runner.ts'
import { perform, type Stage } from '../../database/stage.ts'
import { listJobs } from '../../jobs/index.ts'
import { passTime } from '../../jobs/pass-time.ts'
import type { Instant } from '../../rules/instant.ts'
import { createIds } from '../../rules/new-id.ts'
import { layOffice, type LaidGroup, type LaidOffice, type LaidPerson, type OfficePlan } from '../../use-cases/office/lay-office.ts'
import { createOfficeLoader } from '../../use-cases/office/load-office.ts'
import { createSeededRandom } from './seeded-random.ts'

export interface VirtualOfficeOptions {
  runner: Runner
  plan: OfficePlan
  /** Where the office clock begins. */
  startsAt: Instant
  seed?: number
  abilities?: Partial<MemoryChannel['abilities']>
  /** The name its bindings are made under; the demonstration lays its history under the simulator's. */
  channelName?: string
  /** Told of faults of ours: a failed message, a failed job, a refused send. */
  report?: (what: string, detail: unknown) => void
}

export interface Speech {
  at: Instant
  /** A group, or null for a private chat with the bot. */
  group: LaidGroup | null
  from: LaidPerson
  text: string
  quote?: NonNullable<InboundMessage['quote']>
  mentions?: readonly LaidPerson[]
  messageId?: string
  /** When it was said, if it arrives later than that (history replayed at login). */
  sentAt?: Instant
  kind?: InboundMessage['kind']
}

/** An office on a virtual clock: real use-cases, real jobs, real delivery; only the chat network and the clocks are ours. */
export interface VirtualOffice {
  stage: Stage
  channel: MemoryChannel
  laid: LaidOffice
  /** Everything the bot has sent, in order. */
  sent: readonly SentMessage[]
  /** Lets time pass to an instant, stopping at everything that is planned in between. */
  passTo(at: Instant): Promise<void>
  /** Lets time pass to the speech and delivers it; resolves when the bot has answered. Returns the message's id. */
  says(speech: Speech): Promise<string>
  personOf(externalId: string): LaidPerson | undefined
  groupOf(externalId: string): LaidGroup | undefined
}

/** The bot's own id in simulated networks. */
export const botAccount = 'qunban-bot'
const externalPerson = ({ id }: { id: string }): string => `person:${id}`
const externalGroup = ({ id }: { id: string }): string => `group:${id}`

const peopleChannel = (channel: MemoryChannel, plan: OfficePlan, laid: LaidOffice): void => {
  for (const person of laid.people) channel.addPerson({ id: externalPerson(person), name: person.name })
  for (const [index, group] of laid.groups.entries()) {
    const members = (plan.groups?.[index]?.members ?? []).map(({ person: written, nickname }) => {
      const [name, unitCode] = written.split('@')
      const person = laid.people.find((each) => each.name === name && (unitCode === undefined || each.unitCode === unitCode))
      return { id: person ? externalPerson(person) : written, nickname: nickname ?? name ?? written }
    })
    channel.addGroup({ id: externalGroup(group), name: group.name, members })
  }
}

/** Lays the office down in an empty, migrated database and starts its virtual clock. */
export const createVirtualOffice = async (options: VirtualOfficeOptions): Promise<VirtualOffice> => {
  const { runner, plan, startsAt, report = () => undefined } = options
  const random = createSeededRandom(options.seed ?? 20_261_122)
  let now = startsAt
  const clock = (): Instant => now
  const stage: Stage = {
    runner,
    loadOffice: createOfficeLoader(),
    clocks: { office: clock, machine: clock },
    newId: createIds(clock, random),
  }
  let messages = 0
  const channel = createMemoryChannel({
    ...(options.channelName === undefined ? {} : { name: options.channelName }),
    account: botAccount,
    now: clock,
    newId: () => `msg-${String((messages += 1)).padStart(6, '0')}`,
    echo: false,
    ...(options.abilities ? { abilities: options.abilities } : {}),
  })
  const bindings = { channel: channel.name, account: botAccount, personId: externalPerson, groupId: externalGroup }
  const laid = await perform(stage, { memberId: null }, (ctx) => layOffice(ctx, plan, { bindings }))
  peopleChannel(channel, plan, laid)

  const receive = createReceiver({
    stage,
    abilities: channel.abilities,
    botName: () => null,
    codes: { key: Buffer.from(String(options.seed ?? 1)), random: (max) => Math.floor(random() * max) },
    log: report,
  })
  const delivery = createDelivery(stage, channel, { holder: 'virtual', spacingMs: 0, report })
  const heard = createHeardCounter(stage, channel.name)
  const onMessage = async (message: InboundMessage): Promise<void> => {
    await receive(message)
    heard.note(message)
  }
  await channel.start({ onMessage, onEcho: (echo) => delivery.settleEcho(echo), onState: () => undefined })

  const jobs = listJobs('virtual')
  const passTo = (until: Instant): Promise<void> =>
    passTime(stage, {
      jobs,
      until,
      moveTo: (at) => {
        now = at
      },
      report: (job, error) => report(`job ${job}`, error),
      afterStep: async () => {
        await delivery.drain(botAccount)
        await heard.flush(botAccount)
      },
    })
  const says = async ({ at, group, from, text, mentions = [], ...rest }: Speech): Promise<string> => {
    await passTo(at)
    const chat = group ? { group: externalGroup(group) } : ('private' as const)
    const said = await channel.says(externalPerson(from), chat, text, { ...rest, mentions: mentions.map(externalPerson) })
    await delivery.drain(botAccount)
    return said
  }
  return {
    stage,
    channel,
    laid,
    sent: channel.sent,
    passTo,
    says,
    personOf: (externalId) => laid.people.find((person) => externalPerson(person) === externalId),
    groupOf: (externalId) => laid.groups.find((group) => externalGroup(group) === externalId),
  }
}
