import fc from 'fast-check'
import { In } from 'typeorm'
import { describe, expect, it } from 'vitest'
import { Matter, MatterEvent, MatterParty, Todo } from '../../../entities/index.ts'
import { lifecycles } from '../../../rules/lifecycles/index.ts'
import { Problem } from '../../../rules/problems.ts'
import { createTask } from '../../../use-cases/tasks/create-task.ts'
import { DAY_MS } from '../../../rules/instant.ts'
import { openScene, type Scene } from '../../support/scene.ts'
import { partyKey, someParty, step } from '../../support/task-acts.ts'

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
    for (const event of events) if (event.action !== 'create') expect([...known, 'undo']).toContain(event.action)
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
