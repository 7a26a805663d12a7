import fc from 'fast-check'
import { In } from 'typeorm'
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

/** Few enough that what one does meets what another did: issuer, supervisor, three people, a unit and its officer. */
const names = ['张三', '冯督', '李四', '王五', '陈六', '孙磊'] as const
const doers = ['李四', '王五', '陈六'] as const
const unitCodes = ['XF'] as const

/** Whom an action speaks of: a person or a unit. */
const someParty = fc.constantFrom(...doers, ...doers, '冯督', '孙磊', ...unitCodes)
type Act = (scene: Scene, number: number, partyOf: (name: string) => string) => (ctx: UseCaseContext) => Promise<unknown>

interface SomeAct {
  name: string
  run: Act
}

const acts = (...all: fc.Arbitrary<SomeAct>[]): fc.Arbitrary<SomeAct> => fc.oneof(...all)
const one = (name: string, run: Act): fc.Arbitrary<SomeAct> => fc.constant({ name, run })
const days = fc.integer({ min: 1, max: 40 })

/** What people who owe do. */
const doing = acts(
  one('acknowledge', (_s, number) => (ctx) => acknowledgeTasks(ctx, { numbers: [number] })),
  fc
    .integer({ min: 0, max: 100 })
    .map((percent) => ({ name: `${percent}%`, run: (_s, number) => (ctx) => reportProgress(ctx, { number, text: '进展', percent }) })),
  one('finish', (_s, number) => (ctx) => finishTask(ctx, { number, text: '好了' })),
  one('finish', (_s, number) => (ctx) => finishTask(ctx, { number, text: '好了' })),
  one('finish', (_s, number) => (ctx) => finishTask(ctx, { number, text: '好了' })),
  days.map((n) => ({
    name: `extend ${n}`,
    run: (_s, number) => (ctx) => requestExtension(ctx, { number, dueAt: ctx.now + n * DAY_MS, reason: '缺材料' }),
  })),
  someParty.map((to) => ({
    name: `hand over to ${to}`,
    run: (_s, number, partyOf) => (ctx) => handOverTask(ctx, { number, to: partyOf(to), reason: '' }),
  })),
  one('decline', (_s, number) => (ctx) => declineTask(ctx, { number, reason: '不归我' })),
  someParty.map((to) => ({
    name: `split for ${to}`,
    run: (_s, number, partyOf) => (ctx) => splitTask(ctx, { number, children: [{ body: '分项', parties: [{ party: partyOf(to) }] }] }),
  })),
)

/** What those who asked do. */
const deciding = acts(
  one('accept', (_s, number) => (ctx) => acceptTask(ctx, { number, text: '' })),
  one('accept', (_s, number) => (ctx) => acceptTask(ctx, { number, text: '' })),
  one('return', (_s, number) => (ctx) => returnTask(ctx, { number, reason: '再办' })),
  fc
    .constantFrom('grant' as const, 'refuse' as const)
    .map((decision) => ({ name: decision, run: (_s, number) => (ctx) => decideExtension(ctx, { decision, number, reason: '理由' }) })),
  ...(['add', 'remove', 'remove', 'lead'] as const).map((change) =>
    someParty.map((name) => ({
      name: `${change} ${name}`,
      run: ((_s, number, partyOf) => (ctx) => changeParties(ctx, { number, change, parties: [partyOf(name)] })) as Act,
    })),
  ),
  days.map((n) => ({ name: `due in ${n}`, run: (_s, number) => (ctx) => setDue(ctx, { number, dueAt: ctx.now + n * DAY_MS, text: '' }) })),
  one('urge', (_s, number) => (ctx) => urgeTask(ctx, { number, text: '' })),
  one('correct', (_s, number) => (ctx) => correctTask(ctx, { number, body: '新的内容' })),
  one('reopen', (_s, number) => (ctx) => reopenTask(ctx, { number, dueAt: ctx.now + DAY_MS, reason: '' })),
)
const ending = acts(
  one('cancel', (_s, number) => (ctx) => cancelTask(ctx, { number, reason: '不办了' })),
  one('undo', (_s, number) => (ctx) => undoTask(ctx, { number })),
)

const which = fc.nat({ max: 3 })
/** Mostly the right people do the right things; sometimes anybody does anything. */
const step = fc.oneof(
  { weight: 10, arbitrary: fc.record({ by: fc.constantFrom(...doers, '孙磊' as const), act: doing, which }) },
  { weight: 10, arbitrary: fc.record({ by: fc.constantFrom('张三' as const, '冯督' as const), act: deciding, which }) },
  { weight: 3, arbitrary: fc.record({ by: fc.constantFrom(...names), act: acts(doing, deciding), which }) },
  { weight: 1, arbitrary: fc.record({ by: fc.constantFrom(...names), act: ending, which }) },
)

const partyKey =
  (scene: Scene) =>
  (name: string): string => {
    const unit = scene.office.laid.units.find(({ code }) => code === name)
    return unit ? `u:${unit.id}` : `m:${scene.actor(name).id}`
  }

/** What must hold whatever happened. */
const checkMatters = async (scene: Scene, numbers: readonly number[]): Promise<void> => {
  const { runner } = scene
  const matters = await runner.read((tx) => tx.findBy(Matter, { number: In([...numbers]) }))
  const where = { matterId: In(matters.map(({ id }) => id)) }
  const todos = await runner.read((tx) => tx.findBy(Todo, where))
  const parties = await runner.read((tx) => tx.findBy(MatterParty, where))
  const events = await runner.read((tx) => tx.find(MatterEvent, { where, order: { id: 'ASC' } }))
  expect(new Set(matters.map(({ number }) => number)).size).toBe(matters.length)
  for (const matter of matters) {
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
      const declined = events.findLast(({ matterId, action }) => matterId === matter.id && action === 'decline')
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
    const scene = await openScene()
    const partyOf = partyKey(scene)
    const done = new Map<string, number>()
    let last = 127
    const beginning = fc.record({
      parties: fc.uniqueArray(someParty, { minLength: 1, maxLength: 3 }),
      assisting: fc.boolean(),
      limit: fc.option(fc.integer({ min: 1, max: 20 })),
    })
    await fc.assert(
      fc.asyncProperty(beginning, fc.array(step, { minLength: 5, maxLength: 25 }), async ({ parties, assisting, limit }, steps) => {
        const opened = await scene.zhang.does((ctx) =>
          createTask(ctx, {
            body: limit === null ? '6月前报方案' : '报方案',
            parties: parties.map((name, index) => ({ party: partyOf(name), role: assisting && index > 0 ? 'assisting' : 'responsible' })),
            ...(limit === null ? {} : { dueAt: ctx.now + limit * DAY_MS }),
          }),
        )
        expect(opened.matter.number).toBeGreaterThan(last)
        last = opened.matter.number
        const numbers = [last]
        for (const { by, act, which: place } of steps) {
          try {
            const result = await scene.actor(by).does(act.run(scene, numbers[place % numbers.length] ?? last, partyOf))
            const kind = act.name.split(' ')[0] ?? ''
            done.set(kind, (done.get(kind) ?? 0) + 1)
            for (const child of (result as { children?: { matter: Matter }[] } | undefined)?.children ?? []) {
              expect(child.matter.number).toBeGreaterThan(last)
              last = child.matter.number
              numbers.push(last)
            }
          } catch (error) {
            if (!(error instanceof Problem)) throw error
            expect(error.code).not.toBe('stale')
          }
          await checkMatters(scene, numbers)
        }
      }),
      { numRuns: 250 },
    )
    // The sequences reached every kind of act, or the property would say little.
    for (const kind of ['finish', 'accept', 'return', 'extend', 'hand', 'add', 'remove', 'lead'])
      expect(done.get(kind) ?? 0, kind).toBeGreaterThan(0)
  }, 60_000)
})
