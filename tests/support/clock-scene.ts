import type { DatabaseConfig } from '../../database/data-source.ts'
import { openDatabase } from '../../database/open-database.ts'
import type { Runner } from '../../database/runner.ts'
import { perform, type Stage } from '../../database/stage.ts'
import { Delegation, type Matter, OutboundMessage, Todo, WorkGroup } from '../../entities/index.ts'
import { insertRows } from '../../entities/insert-rows.ts'
import { listJobs } from '../../jobs/index.ts'
import type { Job } from '../../jobs/job.ts'
import { passTime } from '../../jobs/pass-time.ts'
import type { Instant } from '../../rules/instant.ts'
import type { Duty, Urgency } from '../../rules/lifecycles/index.ts'
import { createIds } from '../../rules/new-id.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { closeTodos, listOpenTodos, openTodos } from '../../use-cases/matters/todos.ts'
import { openMatter } from '../../use-cases/matters/open-matter.ts'
import { layOffice, type OfficePlan } from '../../use-cases/office/lay-office.ts'
import { bumpDirectory, createOfficeLoader } from '../../use-cases/office/load-office.ts'
import { snoozeReminders } from '../../use-cases/reminders/snooze-reminders.ts'
import { scratchDatabase } from './database.ts'

const plan: OfficePlan = {
  office: { name: '临江市人民政府办公室' },
  units: [
    { code: 'ZFB', name: '市政府办' },
    { code: 'XF', name: '消防救援支队', aliases: ['消防队'], parent: 'ZFB' },
    { code: 'CG', name: '城管局', parent: 'ZFB' },
  ],
  people: [
    { name: '张三', unit: 'ZFB', post: '副秘书长', roles: [{ role: 'leader' }] },
    { name: '周督查', unit: 'ZFB', roles: [{ role: 'supervisor' }] },
    { name: '李四', unit: 'XF' },
    { name: '孙支队', unit: 'XF', roles: [{ role: 'unit_head' }] },
    { name: '王五', unit: 'CG' },
    { name: '钱信息', unit: 'CG', officer: 'full_time' },
  ],
  groups: [
    { name: '消防群', purpose: '消防', owner: '张三', members: ['张三', '李四', '王五'].map((person) => ({ person })) },
    { name: '城管群', purpose: '市容', owner: '王五', members: ['张三', '王五', '钱信息'].map((person) => ({ person })) },
  ],
}

/** `11-27 17:30` of the office's 2026, or with its own year in front. */
export const at = (text: string): Instant => Date.parse(`${text.length > 11 ? '' : '2026-'}${text.replace(' ', 'T')}:00+08:00`)

const local = (instant: Instant): string => new Date(instant + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')

export interface Asking {
  /** People, or units by code with `#` before it. */
  of: string[]
  due: string | null
  title?: string
  in?: string | null
  by?: string
  urgency?: Urgency
  duty?: Duty
}

/** A small office whose clock a test moves; whatever is planned on the way happens. */
export const openClockScene = async (startsAt: string, config?: DatabaseConfig) => {
  let now = at(startsAt)
  const runner = await openDatabase(config ?? (await scratchDatabase()))
  const makeStage = (over: Runner): Stage => ({
    runner: over,
    loadOffice: createOfficeLoader(),
    clocks: { office: () => now, machine: () => now },
    newId: createIds(() => now),
  })
  const stage = makeStage(runner)
  const jobs: readonly Job[] = listJobs('test')
  const asClock = { memberId: null }
  const binding = {
    channel: 'memory',
    account: 'bot',
    personId: (person: { name: string }) => `wx-${person.name}`,
    groupId: (group: { name: string }) => `room-${group.name}`,
  }
  const laid = await perform(stage, asClock, (ctx) => layOffice(ctx, plan, { bindings: binding }))
  const member = (name: string): string => laid.people.find((person) => person.name === name)!.id
  const group = (name: string): string => laid.groups.find((each) => each.name === name)!.id
  const unit = (code: string): string => laid.units.find((each) => each.code === code)!.id
  const failures: unknown[] = []
  const report = (job: string, error: unknown): void => void failures.push([job, error])
  const rows = (): Promise<OutboundMessage[]> => runner.read((tx) => tx.find(OutboundMessage, { order: { notBefore: 'ASC', id: 'ASC' } }))

  return {
    stage,
    runner,
    jobs,
    makeStage,
    member,
    group,
    unit,
    failures,
    now: () => now,
    /** The clock stands at that time, and nothing happened on the way: the process was down. */
    jumpsTo: (text: string) => {
      now = at(text)
    },
    movesTo: (instant: Instant) => {
      now = instant
    },
    /** Time passes up to and including that minute. */
    passesTo: async (text: string, afterStep?: (at: Instant) => Promise<void>) => {
      const moveTo = (instant: Instant): void => {
        now = instant
      }
      await passTime(stage, { jobs, until: at(text), moveTo, report, ...(afterStep ? { afterStep } : {}) })
      if (failures.length > 0) throw new Error('a job failed', { cause: failures[0] })
    },
    asks: ({ of, due, title = '隐患排查', in: place = '消防群', by = '张三', urgency = 'normal', duty = 'handle' }: Asking) =>
      perform(stage, { memberId: member(by) }, async (ctx) => {
        const parties = of.map((name) => ({
          party: name.startsWith('#') ? `u:${unit(name.slice(1))}` : `m:${member(name)}`,
          role: 'responsible' as const,
        }))
        const { matter, parties: opened } = await openMatter(ctx, {
          kind: 'task',
          title,
          body: title,
          urgency,
          dueAt: due === null ? null : at(due),
          dueText: null,
          groupId: place === null ? null : group(place),
          unitId: unit('ZFB'),
          issuerId: member(by),
          parties,
        })
        if (duty !== 'handle') {
          await closeTodos(ctx, await listOpenTodos(ctx, matter.id), 'complete')
          await openTodos(ctx, matter, { duty, parties: opened.map(({ party }) => party), dueAt: matter.dueAt }, [])
        }
        return matter
      }),
    closes: (matter: Matter) => perform(stage, asClock, async (ctx) => closeTodos(ctx, await listOpenTodos(ctx, matter.id), 'complete')),
    snoozes: (name: string, until: string) => perform(stage, { memberId: member(name) }, (ctx) => snoozeReminders(ctx, at(until))),
    standsIn: (to: string, from: string, until: string) =>
      perform(stage, asClock, async (ctx) => {
        const row = {
          id: ctx.newId(),
          kind: 'stand_in' as const,
          fromId: member(from),
          toId: member(to),
          startsAt: now,
          endsAt: at(until),
          revokedAt: null,
        }
        await insertRows(ctx.tx, Delegation, [row])
        await bumpDirectory(ctx.tx)
      }),
    closesGroup: (name: string) => runner.transaction((tx) => tx.update(WorkGroup, { id: group(name) }, { closedAt: now })),
    byClock: <T>(work: (ctx: UseCaseContext) => Promise<T>): Promise<T> => perform(stage, asClock, work),
    outbox: rows,
    /** When the group was reminded. */
    remindedIn: async (name: string) => (await rows()).filter((row) => row.groupId === group(name)).map((row) => local(row.notBefore)),
    /** When the person was told something privately. */
    toldPrivately: async (name: string) => (await rows()).filter((row) => row.memberId === member(name)).map((row) => local(row.notBefore)),
    /** The last words to a group or a person. */
    lastWordsTo: async (name: string) => {
      const isGroup = laid.groups.some((each) => each.name === name)
      const mine = (await rows()).filter((row) => (isGroup ? row.groupId === group(name) : row.memberId === member(name)))
      return mine.at(-1)?.text ?? ''
    },
    mentionedIn: async (name: string) => {
      const last = (await rows()).findLast((row) => row.groupId === group(name))
      return (last?.mentionIds ?? []).map((id) => laid.people.find((person) => person.id === id)!.name)
    },
    todos: (): Promise<Todo[]> => runner.read((tx) => tx.find(Todo, { order: { id: 'ASC' } })),
    close: () => runner.close(),
  }
}

export type ClockScene = Awaited<ReturnType<typeof openClockScene>>
