import { onTestFinished } from 'vitest'
import { dumpOffice } from '../../app/replay/dump-office.ts'
import { createVirtualOffice, type Speech, type VirtualOfficeOptions } from '../../app/replay/virtual-office.ts'
import type { Runner } from '../../database/runner.ts'
import { consult, perform } from '../../database/stage.ts'
import { HOUR_MS, MINUTE_MS, DAY_MS, type Instant } from '../../rules/instant.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import type { LaidPerson, OfficePlan } from '../../use-cases/office/lay-office.ts'
import { openScratchDatabase } from './database.ts'
import { scenePlan } from './scene-office.ts'

export interface Saying {
  /** A group's name; absent: the main group. */
  in?: string
  quote?: string | { from?: string; text: string }
  mentions?: readonly string[]
  messageId?: string
  /** Local time at which it was said, when it arrives later. */
  sentAt?: string
  kind?: Speech['kind']
}

export interface SceneOptions extends Partial<Pick<VirtualOfficeOptions, 'abilities' | 'seed'>> {
  plan?: OfficePlan
  /** Local time of the office, `2026-11-23T09:00`. */
  startsAt?: string
  runner?: Runner
  /** Faults of ours are expected here; otherwise they fail the test. */
  allowFaults?: boolean
}

/** What a duration in words comes to: `2h`, `30m`, `3d`. */
const durationOf = (text: string): number => {
  const match = /^(\d+)(m|h|d)$/u.exec(text)
  if (!match) throw new Error(`“${text}” is not a duration`)
  return Number(match[1]) * { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }[match[2] as 'm' | 'h' | 'd']
}

const instantOf = (text: string): Instant => Date.parse(`${text.length === 16 ? `${text}:00` : text}+08:00`)

/**
 * An office in which tests can speak: real bot, use-cases, jobs and delivery on the database under test; only the network and the
 * clocks are played. Closed when the test is over.
 */
export const openScene = async (options: SceneOptions = {}) => {
  const { plan = scenePlan, startsAt = '2026-11-23T09:00', allowFaults = false } = options
  const runner = options.runner ?? (await openScratchDatabase())
  const faults: { what: string; detail: unknown }[] = []
  const office = await createVirtualOffice({
    runner,
    plan,
    startsAt: instantOf(startsAt),
    report: (what, detail) => void faults.push({ what, detail }),
    ...(options.abilities ? { abilities: options.abilities } : {}),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  })
  onTestFinished(async () => {
    if (!options.runner) await runner.close()
  })
  const { stage, laid } = office
  const now = (): Instant => stage.clocks.office()
  const mainGroup = plan.groups?.[0]?.name ?? ''

  const person = (written: string): LaidPerson => {
    const [name, unit] = written.split('@')
    const found = laid.people.find((each) => each.name === name && (unit === undefined || each.unitCode === unit))
    if (!found) throw new Error(`nobody here is called ${written}`)
    return found
  }
  const groupNamed = (name: string) => {
    const found = laid.groups.find((each) => each.name === name)
    if (!found) throw new Error(`there is no group ${name}`)
    return found
  }
  const noFaults = (): void => {
    const [fault] = faults
    if (fault && !allowFaults) throw new Error(`${fault.what}: ${JSON.stringify(fault.detail)}`, { cause: fault.detail })
  }
  const say = async (from: string, group: string | null, text: string, how: Saying): Promise<string> => {
    const quote = typeof how.quote === 'string' ? { text: how.quote } : how.quote
    const id = await office.says({
      at: now(),
      group: group === null ? null : groupNamed(group),
      from: person(from),
      text,
      mentions: (how.mentions ?? []).map(person),
      ...(quote ? { quote } : {}),
      ...(how.messageId === undefined ? {} : { messageId: how.messageId }),
      ...(how.sentAt === undefined ? {} : { sentAt: instantOf(how.sentAt) }),
      ...(how.kind === undefined ? {} : { kind: how.kind }),
    })
    noFaults()
    return id
  }

  const read = new Map<string, number>()
  /** What arrived at a chat since last asked. */
  const heardAt = (key: string, isHere: (sent: (typeof office.sent)[number]) => boolean): string[] => {
    const from = read.get(key) ?? 0
    read.set(key, office.sent.length)
    return office.sent
      .slice(from)
      .filter(isHere)
      .map(({ text }) => text)
  }
  const group = (name = mainGroup) => ({
    name,
    id: groupNamed(name).id,
    heard: () => heardAt(`g:${name}`, ({ chat }) => chat.kind === 'group' && office.groupOf(chat.id)?.name === name),
    /** Who the bot mentioned in its last message there. */
    mentioned: () =>
      office.sent
        .findLast(({ chat }) => chat.kind === 'group' && office.groupOf(chat.id)?.name === name)
        ?.mentionIds.map((id) => office.personOf(id)?.name ?? id) ?? [],
  })
  const actor = (written: string) => {
    const { id } = person(written)
    return {
      id,
      says: (text: string, how: Saying = {}) => say(written, how.in ?? mainGroup, text, how),
      whispers: (text: string, how: Saying = {}) => say(written, null, text, how),
      /** Private words of the bot since last asked. */
      heard: () => heardAt(`p:${id}`, ({ chat }) => chat.kind === 'private' && office.personOf(chat.id)?.id === id),
      does: <T>(work: (ctx: UseCaseContext) => Promise<T>): Promise<T> => perform(stage, { memberId: id }, work),
    }
  }

  return {
    office,
    stage,
    runner,
    faults,
    actor,
    groupNamed: group,
    group: group(),
    zhang: actor('张三'),
    wang: actor('王建国'),
    zhou: actor('周正'),
    feng: actor('冯督'),
    lin: actor('林秘书'),
    li: actor('李四'),
    sun: actor('孙磊'),
    zhao: actor('赵刚'),
    wu: actor('王五'),
    chen: actor('陈六'),
    clock: {
      now,
      passes: async (duration: string) => {
        await office.passTo(now() + durationOf(duration))
        noFaults()
      },
      reaches: async (local: string) => {
        await office.passTo(instantOf(local))
        noFaults()
      },
    },
    /** Everything about one matter, as the replay's dump shows it. */
    matter: async (number: number) => {
      const { matters } = await consult(stage, { memberId: null }, dumpOffice)
      const found = matters.find((each) => each.number === number)
      if (!found) throw new Error(`there is no matter ${number}`)
      return found
    },
    matters: async () => (await consult(stage, { memberId: null }, dumpOffice)).matters,
  }
}

export type Scene = Awaited<ReturnType<typeof openScene>>
