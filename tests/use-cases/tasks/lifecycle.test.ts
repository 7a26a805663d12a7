import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Matter, MatterEvent, MatterParty, Todo } from '../../../entities/index.ts'
import { lifecycles } from '../../../rules/lifecycles/index.ts'
import { Problem } from '../../../rules/problems.ts'
import type { UseCaseContext } from '../../../use-cases/context.ts'
import { acceptTask } from '../../../use-cases/tasks/accept-task.ts'
import { acknowledgeTasks } from '../../../use-cases/tasks/acknowledge-tasks.ts'
import { cancelTask } from '../../../use-cases/tasks/cancel-task.ts'
import { changeParties } from '../../../use-cases/tasks/change-parties.ts'
import { correctTask } from '../../../use-cases/tasks/correct-task.ts'
import { createTask } from '../../../use-cases/tasks/create-task.ts'
import { decideExtension } from '../../../use-cases/tasks/decide-extension.ts'
import { declineTask } from '../../../use-cases/tasks/decline-task.ts'
import { finishTask } from '../../../use-cases/tasks/finish-task.ts'
import { handOverTask } from '../../../use-cases/tasks/hand-over-task.ts'
import { reopenTask } from '../../../use-cases/tasks/reopen-task.ts'
import { reportProgress } from '../../../use-cases/tasks/report-progress.ts'
import { requestExtension } from '../../../use-cases/tasks/request-extension.ts'
import { returnTask } from '../../../use-cases/tasks/return-task.ts'
import { setDue } from '../../../use-cases/tasks/set-due.ts'
import { splitTask } from '../../../use-cases/tasks/split-task.ts'
import { undoTask } from '../../../use-cases/tasks/undo-task.ts'
import { urgeTask } from '../../../use-cases/tasks/urge-task.ts'
import { DAY_MS } from '../../../rules/instant.ts'
import { openScene, type Scene } from '../../support/scene.ts'

const names = ['张三', '冯督', '林秘书', '赵刚', '李四', '孙磊', '王五', '刘洋', '陈六'] as const
const unitCodes = ['XF', 'CG'] as const

/** Whom an action speaks of: a person or a unit. */
const someParty = fc.oneof(fc.constantFrom(...names), fc.constantFrom(...unitCodes))
type Act = (scene: Scene, number: number, partyOf: (name: string) => string) => (ctx: UseCaseContext) => Promise<unknown>

const act = fc.oneof<fc.Arbitrary<{ name: string; run: Act }>[]>(
  fc.constant({ name: 'acknowledge', run: (_s, number) => (ctx) => acknowledgeTasks(ctx, { numbers: [number] }) }),
  fc.integer({ min: 0, max: 100 }).map((percent) => ({ name: 'feedback', run: (_s, number) => (ctx) => reportProgress(ctx, { number, text: '进展', percent }) })),
  fc.constant({ name: 'finish', run: (_s, number) => (ctx) => finishTask(ctx, { number, text: '好了' }) }),
  fc.constant({ name: 'finish', run: (_s, number) => (ctx) => finishTask(ctx, { number, text: '好了' }) }),
  fc.constant({ name: 'accept', run: (_s, number) => (ctx) => acceptTask(ctx, { number, text: '' }) }),
  fc.constant({ name: 'return', run: (_s, number) => (ctx) => returnTask(ctx, { number, reason: '再办' }) }),
  fc
    .integer({ min: 1, max: 40 })
    .map((days) => ({ name: 'extend', run: (_s, number) => (ctx) => requestExtension(ctx, { number, dueAt: ctx.now + days * DAY_MS, reason: '缺材料' }) })),
  fc.constantFrom('grant', 'refuse').map((decision) => ({ name: decision, run: (_s, number) => (ctx) => decideExtension(ctx, { decision, number, reason: '理由' }) })),
  someParty.map((to) => ({ name: `hand over to ${to}`, run: (_s, number, partyOf) => (ctx) => handOverTask(ctx, { number, to: partyOf(to), reason: '' }) })),
  fc.constant({ name: 'decline', run: (_s, number) => (ctx) => declineTask(ctx, { number, reason: '不归我' }) }),
  fc.constant({ name: 'urge', run: (_s, number) => (ctx) => urgeTask(ctx, { number, text: '' }) }),
  fc.constant({ name: 'correct', run: (_s, number) => (ctx) => correctTask(ctx, { number, body: '新的内容' }) }),
  fc
    .tuple(fc.constantFrom('add', 'remove', 'lead'), someParty)
    .map(([change, name]) => ({ name: `${change} ${name}`, run: (_s, number, partyOf) => (ctx) => changeParties(ctx, { number, change, parties: [partyOf(name)] }) })),
  fc.integer({ min: 1, max: 40 }).map((days) => ({ name: 'set due', run: (_s, number) => (ctx) => setDue(ctx, { number, dueAt: ctx.now + days * DAY_MS, text: '' }) })),
  fc.constant({ name: 'cancel', run: (_s, number) => (ctx) => cancelTask(ctx, { number, reason: '不办了' }) }),
  fc.constant({ name: 'undo', run: (_s, number) => (ctx) => undoTask(ctx, { number }) }),
  fc.constant({ name: 'reopen', run: (_s, number) => (ctx) => reopenTask(ctx, { number, dueAt: ctx.now + DAY_MS, reason: '' }) }),
  someParty.map((to) => ({
    name: `split for ${to}`,
    run: (_s, number, partyOf) => (ctx) => splitTask(ctx, { number, children: [{ body: '分项', parties: [{ party: partyOf(to) }] }] }),
  })),
)

const step = fc.record({ by: fc.constantFrom(...names), act, which: fc.nat({ max: 3 }), after: fc.constantFrom('1m', '1m', '3h', '1d') })

const partyKey = (scene: Scene) => (name: string): string => {
  const unit = scene.office.laid.units.find(({ code }) => code === name)
  return unit ? `u:${unit.id}` : `m:${scene.actor(name).id}`
}

/** What must hold whatever happened. */
const checkEverything = async (scene: Scene, seen: Set<number>): Promise<void> => {
  const { runner } = scene
  const matters = await runner.read((tx) => tx.find(Matter))
  const todos = await runner.read((tx) => tx.find(Todo))
  const parties = await runner.read((tx) => tx.find(MatterParty))
  const events = await runner.read((tx) => tx.find(MatterEvent))
  expect(new Set(matters.map(({ number }) => number)).size).toBe(matters.length)
  for (const matter of matters) {
    seen.add(matter.number)
    const open = todos.filter((todo) => todo.matterId === matter.id && todo.closedAt === null)
    const live = parties.filter((party) => party.matterId === matter.id && party.removedAt === null)
    const responsible = live.filter(({ role }) => role === 'responsible').map(({ party }) => party)
    expect(['open', 'submitted', 'closed', 'cancelled']).toContain(matter.state)
    if (matter.state === 'closed' || matter.state === 'cancelled') {
      expect(open).toEqual([])
      expect(matter.closedAt).not.toBeNull()
    } else {
      expect(matter.closedAt).toBeNull()
      expect(responsible.length).toBeGreaterThan(0)
    }
    const handling = open.filter(({ duty }) => duty === 'handle')
    if (matter.state === 'open') expect(handling.some(({ party }) => responsible.includes(party))).toBe(true)
    if (matter.state === 'submitted') {
      expect(open.some(({ duty }) => duty === 'review')).toBe(true)
      expect(handling.some(({ party }) => responsible.includes(party))).toBe(false)
    }
    // Nobody owes who is not on the matter; everybody who owes owes by the matter's limit.
    for (const todo of handling) {
      expect(live.map(({ party }) => party)).toContain(todo.party)
      expect(todo.dueAt).toBe(matter.dueAt)
    }
    expect(new Set(open.map(({ party, duty }) => `${party}|${duty}`)).size).toBe(open.length)
    for (const todo of open) {
      expect(todo.openKey).toBe(`${matter.id}|${todo.party}|${todo.duty}`)
      expect(todo.dueAt === null || todo.nextReminderAt !== null).toBe(true)
    }
    for (const todo of todos) if (todo.closedAt !== null) expect([todo.openKey, todo.nextReminderAt]).toEqual([null, null])
    if (matter.state === 'open' && open.some(({ duty }) => duty === 'review')) {
      const declined = events.filter(({ matterId, action }) => matterId === matter.id && action === 'decline').at(-1)
      expect(live.map(({ party }) => party)).toContain(declined?.data?.['party'])
    }
    if (matter.parentId !== null && (matter.state === 'open' || matter.state === 'submitted')) {
      expect(matters.find(({ id }) => id === matter.parentId)?.state).not.toBe('closed')
    }
    const known = Object.keys(lifecycles.task.actions)
    for (const event of events) if (event.action !== 'create') expect(known).toContain(event.action)
  }
}

describe('whatever people do, in whatever order', () => {
  it('no task reaches an illegal state, loses a duty or shares a number', async () => {
    const runs = Number(process.env.RUNS ?? 25)
    const scene = await openScene({ startsAt: '2026-01-05T09:00' })
    const partyOf = partyKey(scene)
    let last = 127
    await fc.assert(
      fc.asyncProperty(fc.array(someParty, { minLength: 1, maxLength: 3 }), fc.option(fc.integer({ min: 1, max: 20 })), fc.array(step, { minLength: 5, maxLength: 30 }), async (parties, days, steps) => {
        const seen = new Set<number>()
        const opened = await scene.zhang.does((ctx) =>
          createTask(ctx, {
            body: days === null ? '6月前报方案' : '报方案',
            parties: [...new Set(parties)].map((name, index) => ({ party: partyOf(name), role: index === 0 ? 'responsible' : 'assisting' })),
            ...(days === null ? {} : { dueAt: ctx.now + days * DAY_MS }),
          }),
        )
        expect(opened.matter.number).toBeGreaterThan(last)
        last = opened.matter.number
        const numbers = [opened.matter.number]
        for (const { by, act: { run }, which, after } of steps) {
          try {
            const result = await scene.actor(by).does(run(scene, numbers[which % numbers.length] ?? last, partyOf))
            for (const child of (result as { children?: { matter: Matter }[] } | undefined)?.children ?? []) {
              expect(child.matter.number).toBeGreaterThan(last)
              last = child.matter.number
              numbers.push(last)
            }
          } catch (error) {
            if (!(error instanceof Problem)) throw error
            expect(error.code).not.toBe('stale')
          }
          await scene.clock.passes(after)
        }
        await checkEverything(scene, seen)
      }),
      { numRuns: runs, endOnFailure: true },
    )
  }, 120_000)
})
