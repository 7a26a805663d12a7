import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Runner } from '../../../database/runner.ts'
import { Matter, Procedure, ProcedureStep } from '../../../entities/index.ts'
import { cancelTask } from '../../../use-cases/tasks/cancel-task.ts'
import { undoLastAct } from '../../../use-cases/matters/undo-message.ts'
import { handOverMember } from '../../../use-cases/people/hand-over-member.ts'
import { answerStep } from '../../../use-cases/procedures/answer-step.ts'
import { openProcedure } from '../../../use-cases/procedures/open-procedure.ts'
import { pauseProcedure, resumeProcedure } from '../../../use-cases/procedures/pause-procedure.ts'
import { checkFacts, openOf, readFacts } from '../../support/matter-facts.ts'
import { openScratchDatabase } from '../../support/database.ts'
import { openScene, type Scene } from '../../support/scene.ts'

/** Many connections: things really happen at once. */
let runner: Runner
beforeAll(async () => {
  runner = await openScratchDatabase(12)
})
afterAll(() => runner.close())

const rounds = 8

/** Both at once: what each came to. */
const race = async (both: readonly Promise<unknown>[]): Promise<{ done: number; refused: string[] }> => {
  const results = await Promise.allSettled(both)
  return {
    done: results.filter(({ status }) => status === 'fulfilled').length,
    refused: results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Error).message] : [])),
  }
}

/** What must hold of a procedure whatever was done at once: its steps, its todos and its clocks say the same. */
const checkProcedure = async (scene: Scene, number: number) => {
  const facts = await readFacts(scene, number)
  checkFacts(facts)
  const { id, state } = facts.matter
  const [steps, procedure] = await Promise.all([
    scene.runner.read((tx) => tx.find(ProcedureStep, { where: { matterId: id }, order: { position: 'ASC' } })),
    scene.runner.read((tx) => tx.findOneByOrFail(Procedure, { matterId: id })),
  ])
  const running = steps.filter((step) => step.state === 'running')
  const owing = new Set(openOf(facts).map(({ party }) => party))
  if (state === 'open' || state === 'paused') {
    expect(owing).toEqual(new Set(running.flatMap(({ parties }) => parties)))
    expect(running.length).toBeGreaterThan(0)
  } else expect(owing.size).toBe(0)
  for (const step of running) {
    expect(step.dueAt === null).toBe(state === 'paused')
    expect(step.leftMs === null).toBe(state !== 'paused')
  }
  expect(procedure.pausedAt === null).toBe(state !== 'paused')
  return { ...facts, running: running.map(({ definition }) => definition.name), steps, procedure }
}

describe('at the same moment', () => {
  let scene: Scene
  let next = 0
  const apply = async (): Promise<number> => {
    const unitId = scene.office.laid.units.find(({ code }) => code === 'CG')?.id ?? ''
    const { matter } = await scene.li.does((ctx) => openProcedure(ctx, { procedure: '审批', body: `购置应急物资${(next += 1)}`, unitId }))
    return matter.number
  }
  /** Accepted: 承办 lies with 城管局, whose officer and head both answer for it. */
  const accepted = async (): Promise<number> => {
    const number = await apply()
    await scene.feng.does((ctx) => answerStep(ctx, { number, verdict: 'done', text: '材料齐全' }))
    return number
  }
  const [officer, head] = ['刘洋', '马勇'] as const

  it('everything that two people can do to one step', async () => {
    scene = await openScene({ runner })
    const done = (number: number, name: string) => scene.actor(name).does((ctx) => answerStep(ctx, { number, verdict: 'done', text: name }))

    for (let round = 0; round < rounds; round += 1) {
      // Two answers to one step: the first stands, the other hears who has it now.
      const number = await accepted()
      const { done: answered, refused } = await race([done(number, officer), done(number, head)])
      const after = await checkProcedure(scene, number)
      // The head decides in the next step as well: 办结 is not what is asked there.
      expect(after.running).toEqual(['审批'])
      expect(answered).toBe(1)
      expect(refused[0]).toMatch(/审批|不由您办理/u)
      expect(after.events.filter(({ action }) => action === 'pass')).toHaveLength(2)
    }

    for (let round = 0; round < rounds; round += 1) {
      // An answer against a pause: whichever comes first, the other is refused or stands on what it led to.
      const number = await accepted()
      const pause = scene.actor(head).does((ctx) => pauseProcedure(ctx, { number, reason: '征求第三方意见' }))
      const { refused } = await race([done(number, officer), pause])
      const after = await checkProcedure(scene, number)
      if (after.running[0] === '承办') {
        expect(after.matter.state).toBe('paused')
        expect(refused).toEqual([`〔${number}〕时钟已暂停,请先发 #恢复 ${number}`])
        const both = [
          scene.actor(officer).does((ctx) => resumeProcedure(ctx, { number })),
          scene.actor(head).does((ctx) => resumeProcedure(ctx, { number })),
        ]
        expect(await race(both)).toEqual({ done: 1, refused: [`〔${number}〕办理中,不能恢复`] })
        const resumed = await checkProcedure(scene, number)
        expect(resumed.events.filter(({ action }) => action === 'resume')).toHaveLength(1)
      } else expect(after.running).toEqual(['审批'])
    }

    for (let round = 0; round < rounds; round += 1) {
      // Two resumes, and an answer against a resume.
      const number = await accepted()
      await scene.actor(head).does((ctx) => pauseProcedure(ctx, { number, reason: '材料需补正' }))
      const both = [officer, head].map((name) => scene.actor(name).does((ctx) => resumeProcedure(ctx, { number })))
      const { done: answered, refused } = await race([...both, done(number, officer)])
      expect(answered).toBeGreaterThanOrEqual(1)
      expect(refused.length).toBe(3 - answered)
      const after = await checkProcedure(scene, number)
      expect(after.matter.state).toBe('open')
      expect(after.events.filter(({ action }) => action === 'resume')).toHaveLength(1)
    }

    for (let round = 0; round < rounds; round += 1) {
      // An answer against the withdrawal of the whole, and against the taking back of the answer before it.
      const number = await accepted()
      const cancel = scene.li.does((ctx) => cancelTask(ctx, { number, reason: '不办了' }))
      await race([done(number, officer), cancel])
      expect((await checkProcedure(scene, number)).matter.state).toBe('cancelled')

      const other = await accepted()
      const takeBack = scene.feng.does((ctx) => undoLastAct(ctx, { number: other }))
      const { done: answered } = await race([done(other, officer), takeBack])
      const after = await checkProcedure(scene, other)
      expect(answered).toBe(1)
      expect([['受理'], ['审批']]).toContainEqual(after.running)
    }

    for (let round = 0; round < rounds; round += 1) {
      // Whoever has the step is handed over while they answer it: it is answered, or it is the successor's.
      const number = await apply()
      const fromId = scene.feng.id
      const toId = scene.actor('董安').id
      expect((await checkProcedure(scene, number)).running).toEqual(['受理'])
      const hand = scene.feng.does((ctx) => handOverMember(ctx, { fromId, toId, reason: '' }))
      await race([done(number, '冯督'), hand])
      const after = await checkProcedure(scene, number)
      if (after.running[0] === '受理') expect(openOf(after).map(({ memberId }) => memberId)).toEqual([toId])
      else expect(after.running).toEqual(['承办'])
    }
    expect(await scene.runner.read((tx) => tx.countBy(Matter, { kind: 'procedure', issuerId: scene.li.id }))).toBeGreaterThan(0)
    expect(scene.faults).toEqual([])
  }, 120_000)
})
