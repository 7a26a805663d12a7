import fc from 'fast-check'
import { In, Not } from 'typeorm'
import { describe, expect, it } from 'vitest'
import { perform } from '../../../database/stage.ts'
import { Matter, MatterEvent, MatterParty, Recurrence, Todo } from '../../../entities/index.ts'
import { DAY_MS } from '../../../rules/instant.ts'
import { Problem } from '../../../rules/problems.ts'
import type { UseCaseContext } from '../../../use-cases/context.ts'
import { undoMessage } from '../../../use-cases/matters/undo-message.ts'
import { createTask } from '../../../use-cases/tasks/create-task.ts'
import { openScene, type Scene } from '../../support/scene.ts'
import { partyKey, someParty, step } from '../../support/task-acts.ts'

/** Everything an act may change, but the version that counts changes. */
const stand = async ({ runner }: Scene, numbers: readonly number[]) => {
  const matters = await runner.read((tx) => tx.find(Matter, { where: { number: In([...numbers]) }, order: { id: 'ASC' } }))
  const where = { matterId: In(matters.map(({ id }) => id)) }
  const order = { id: 'ASC' } as const
  const open = await runner.read((tx) => tx.find(Todo, { where: { ...where, openKey: Not('') }, order: { openKey: 'ASC' } }))
  return {
    matters: matters.map(({ version: _version, ...rest }) => rest),
    // Lights are derived, and come out right where an earlier act had left them for the sweep.
    open: open.map(({ id: _id, level: _level, levelChangesAt: _changes, ...rest }) => rest),
    parties: await runner.read((tx) => tx.find(MatterParty, { where, order })),
    series: await runner.read((tx) => tx.find(Recurrence, { order })),
  }
}

const say = <T>(scene: Scene, who: string, messageId: string, work: (ctx: UseCaseContext) => Promise<T>): Promise<T> =>
  perform(scene.stage, { memberId: scene.actor(who).id, messageId }, work)

describe('whatever a message did', () => {
  it('is taken back exactly: state, todos, dues, acknowledgements, parties and words', async () => {
    const scene = await openScene()
    const partyOf = partyKey(scene)
    const taken = new Map<string, number>()
    const beginning = fc.record({
      parties: fc.uniqueArray(someParty, { minLength: 1, maxLength: 3 }),
      assisting: fc.boolean(),
      limit: fc.option(fc.integer({ min: 1, max: 20 })),
    })
    await fc.assert(
      fc.asyncProperty(beginning, fc.array(step, { minLength: 6, maxLength: 20 }), async ({ parties, assisting, limit }, steps) => {
        const opened = await scene.zhang.does((ctx) =>
          createTask(ctx, {
            body: limit === null ? '6月前报方案' : '报方案',
            parties: parties.map((name, index) => ({ party: partyOf(name), role: assisting && index > 0 ? 'assisting' : 'responsible' })),
            ...(limit === null ? {} : { dueAt: ctx.now + limit * DAY_MS }),
          }),
        )
        const numbers = [opened.matter.number]
        for (const { by, act, which } of steps) {
          if (act.name === 'undo') continue
          const number = numbers[which % numbers.length] ?? 0
          const before = await stand(scene, numbers)
          const messageId = scene.stage.newId()
          let result: unknown
          try {
            result = await say(scene, by, messageId, act.run(scene, number, partyOf))
          } catch (error) {
            if (!(error instanceof Problem)) throw error
            expect(await stand(scene, numbers)).toEqual(before)
            continue
          }
          const outcome = await say(scene, by, scene.stage.newId(), (ctx) => undoMessage(ctx, messageId))
          expect(outcome?.refused ?? []).toEqual([])
          expect(await stand(scene, numbers), act.name).toEqual(before)
          const children = (result as { children?: { matter: Matter }[] } | undefined)?.children ?? []
          for (const { matter } of children) expect((await scene.matter(matter.number)).state).toBe('cancelled')
          if (outcome) taken.set(act.name.split(' ')[0] ?? '', 1)
          // Done again for good, so that the next one finds something else.
          const again = await say(scene, by, scene.stage.newId(), act.run(scene, number, partyOf))
          for (const { matter } of (again as { children?: { matter: Matter }[] } | undefined)?.children ?? []) numbers.push(matter.number)
        }
      }),
      { numRuns: 120 },
    )
    // Each verb by itself stands in tests/bot/commands/undo.test.ts.
    for (const kind of ['acknowledge', 'finish', 'extend', 'add', 'lead', 'due', 'urge', 'correct'])
      expect(taken.get(kind) ?? 0, kind).toBe(1)
    // Nothing was taken out of any timeline: each taking back is a line of its own.
    const events = await scene.runner.read((tx) => tx.find(MatterEvent))
    const known = new Set(events.map(({ id }) => id))
    const undoes = events.filter(({ action }) => action === 'undo').flatMap(({ data }) => data?.['undoes'] as string[])
    expect(undoes.length).toBeGreaterThan(100)
    for (const id of undoes) expect(known.has(id)).toBe(true)
  }, 120_000)
})
