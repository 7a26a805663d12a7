import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UrgentReport } from '../../../entities/index.ts'
import { Problem } from '../../../rules/problems.ts'
import type { UseCaseContext } from '../../../use-cases/context.ts'
import { undoneBy } from '../../../use-cases/matters/find-last-event.ts'
import { undoLastAct } from '../../../use-cases/matters/undo-message.ts'
import { cancelTask } from '../../../use-cases/tasks/cancel-task.ts'
import { finishTask } from '../../../use-cases/tasks/finish-task.ts'
import { endUrgent, followUpUrgent, signUrgent, supplementUrgent } from '../../../use-cases/urgent/continue-urgent.ts'
import { gradeUrgent } from '../../../use-cases/urgent/grade-urgent.ts'
import { openUrgent } from '../../../use-cases/urgent/open-urgent.ts'
import { checkFacts, openOf, readFacts, restorable, type Facts } from '../../support/matter-facts.ts'
import { scenePlan } from '../../support/scene-office.ts'
import { openScene, type Scene } from '../../support/scene.ts'

type Act = (ctx: UseCaseContext, number: number) => Promise<unknown>
const acts: Readonly<Record<string, Act>> = {
  supplement: (ctx, number) => supplementUrgent(ctx, { number, text: '伤亡核实中' }),
  follow_up: (ctx, number) => followUpUrgent(ctx, { number, text: '明火已扑灭' }),
  raise: (ctx, number) => gradeUrgent(ctx, { number, severity: '重大', text: '死亡3人' }),
  lower: (ctx, number) => gradeUrgent(ctx, { number, severity: 'general', text: '经核实无人员死亡' }),
  sign: (ctx, number) => signUrgent(ctx, { number, text: '' }),
  final: (ctx, number) => endUrgent(ctx, { number, text: '现场清理完毕' }),
  cancel: (ctx, number) => cancelTask(ctx, { number, reason: '误报' }),
  finish: (ctx, number) => finishTask(ctx, { number, text: '好了' }),
}
const reporter = '赵七'
const signers = ['周正', '吴副'] as const
const some = (weight: number, people: readonly string[], names: readonly string[]) => ({
  weight,
  arbitrary: fc.record({ by: fc.constantFrom(...people), act: fc.constantFrom(...names) }),
})
const deed = fc.oneof(
  some(8, [reporter], ['supplement', 'follow_up', 'follow_up', 'final']),
  some(2, [reporter], ['raise', 'lower']),
  some(4, signers, ['sign']),
  some(1, [reporter, ...signers, '文清', '王建国', '李四'], Object.keys(acts)),
)
const step = fc.record({ deed, isTakenBack: fc.boolean(), hours: fc.constantFrom(0, 0, 0, 1, 5, 20) })

const checkUrgent = (facts: Facts, report: UrgentReport): void => {
  checkFacts(facts)
  const { matter, events, signatures } = facts
  const undone = new Set(events.flatMap(undoneBy))
  const standing = events.filter(({ id }) => !undone.has(id))
  expect(['open', 'closed', 'cancelled']).toContain(matter.state)
  expect(report.followUps).toBe(standing.filter(({ action }) => action === 'follow_up').length)
  expect(standing.filter(({ action }) => action === 'follow_up').map(({ data }) => data?.['followUp'])).toEqual(
    Array.from({ length: report.followUps }, (_, index) => index + 1),
  )
  expect(signatures).toHaveLength(report.signedAt === null ? 0 : 1)
  expect(report.signedAt !== null || matter.state !== 'closed').toBe(true)
  if (matter.state !== 'open') return
  const open = openOf(facts)
  if (report.signedAt === null) {
    expect(open.map(({ duty }) => duty)).toEqual(['sign', 'sign', 'handle'])
    for (const { dueAt } of open) expect(dueAt).toBe(report.writtenDueAt)
  } else {
    expect(open.map(({ duty, memberId, dueAt }) => [duty, memberId, dueAt])).toEqual([['submit', matter.issuerId, matter.dueAt]])
  }
}

const readReport = (scene: Scene, matterId: string) => scene.runner.read((tx) => tx.findOneByOrFail(UrgentReport, { matterId }))

describe('whatever is done to an urgent report, in whatever order', () => {
  it('stays lawful, somebody owes while it is open, and what is taken back is as it was', async () => {
    const severities = [
      { code: 'general', name: '一般', writtenMinutes: 180 },
      { code: 'major', name: '重大', writtenMinutes: 60 },
    ]
    const { office } = scenePlan
    const scene = await openScene({
      plan: { ...scenePlan, office: { ...office, settings: { ...office.settings, urgent: { severities } } } },
    })
    const done = new Map<string, number>()
    const count = (what: string): void => void done.set(what, (done.get(what) ?? 0) + 1)
    const look = async (number: number) => {
      const facts = await readFacts(scene, number)
      const report = await readReport(scene, facts.matter.id)
      checkUrgent(facts, report)
      return { ...restorable(facts), report }
    }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const opened = await scene.actor(reporter).does((ctx) => openUrgent(ctx, { text: '高新区某厂区发生火灾,正在扑救' }))
        const { number } = opened.matter
        let before = await look(number)
        for (const { deed: wanted, isTakenBack, hours } of steps) {
          // A minute at least, so that no two acts of one person are one act.
          await scene.clock.passes(hours > 0 ? `${hours}h` : '1m')
          const actor = scene.actor(wanted.by)
          try {
            await actor.does((ctx) => acts[wanted.act]!(ctx, number))
            count(wanted.act)
          } catch (error) {
            if (!(error instanceof Problem)) throw error
            expect(error.code).not.toBe('stale')
            expect(await look(number)).toEqual(before)
            continue
          }
          const after = await look(number)
          if (isTakenBack) {
            const undoing = actor.does((ctx) => undoLastAct(ctx, { number }))
            if (['sign', 'raise', 'lower'].includes(wanted.act)) {
              await expect(undoing).rejects.toThrow('”不能撤回')
              expect(await look(number)).toEqual(after)
            } else {
              await undoing
              count('undo')
              expect(await look(number)).toEqual(before)
            }
          }
          before = await look(number)
        }
      }),
      { numRuns: 15 },
    )
    for (const kind of ['supplement', 'follow_up', 'raise', 'sign', 'final', 'undo']) expect(done.get(kind) ?? 0, kind).toBeGreaterThan(0)
  }, 120_000)
})
