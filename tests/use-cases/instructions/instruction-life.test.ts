import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instruction } from '../../../entities/index.ts'
import { DAY_MS } from '../../../rules/instant.ts'
import { Problem } from '../../../rules/problems.ts'
import type { UseCaseContext } from '../../../use-cases/context.ts'
import { instructAgain } from '../../../use-cases/instructions/instruct-again.ts'
import { openInstruction } from '../../../use-cases/instructions/open-instruction.ts'
import { undoLastAct } from '../../../use-cases/matters/undo-message.ts'
import { openSubmission } from '../../../use-cases/submissions/open-submission.ts'
import { acceptTask } from '../../../use-cases/tasks/accept-task.ts'
import { acknowledgeTasks } from '../../../use-cases/tasks/acknowledge-tasks.ts'
import { cancelTask } from '../../../use-cases/tasks/cancel-task.ts'
import { changeParties } from '../../../use-cases/tasks/change-parties.ts'
import { correctTask } from '../../../use-cases/tasks/correct-task.ts'
import { decideExtension } from '../../../use-cases/tasks/decide-extension.ts'
import { declineTask } from '../../../use-cases/tasks/decline-task.ts'
import { finishTask } from '../../../use-cases/tasks/finish-task.ts'
import { handOverTask } from '../../../use-cases/tasks/hand-over-task.ts'
import { reportProgress } from '../../../use-cases/tasks/report-progress.ts'
import { requestExtension } from '../../../use-cases/tasks/request-extension.ts'
import { returnTask } from '../../../use-cases/tasks/return-task.ts'
import { setDue } from '../../../use-cases/tasks/set-due.ts'
import { checkFacts, liveOf, openOf, readFacts, restorable, type Facts } from '../../support/matter-facts.ts'
import { openScene } from '../../support/scene.ts'
import { partyKey } from '../../support/task-acts.ts'

type Act = (ctx: UseCaseContext, number: number, partyOf: (name: string) => string) => Promise<unknown>
const doing: Readonly<Record<string, Act>> = {
  acknowledge: (ctx, number) => acknowledgeTasks(ctx, { numbers: [number] }),
  feedback: (ctx, number) => reportProgress(ctx, { number, text: '进展', percent: 60 }),
  finish: (ctx, number) => finishTask(ctx, { number, text: '已整改' }),
  extend: (ctx, number) => requestExtension(ctx, { number, dueAt: ctx.now + 9 * DAY_MS, reason: '缺材料' }),
  hand_over: (ctx, number, partyOf) => handOverTask(ctx, { number, to: partyOf('王五'), reason: '' }),
  decline: (ctx, number) => declineTask(ctx, { number, reason: '不归我' }),
}
const deciding: Readonly<Record<string, Act>> = {
  accept: (ctx, number) => acceptTask(ctx, { number, text: '' }),
  return: (ctx, number) => returnTask(ctx, { number, reason: '再办' }),
  again: (ctx, number) => instructAgain(ctx, { number, text: '还有4处,请抓紧' }),
  again_by: (ctx, number) => instructAgain(ctx, { number, text: '还有4处,请12月10日前办完' }),
  set_due: (ctx, number) => setDue(ctx, { number, dueAt: ctx.now + 6 * DAY_MS, text: '' }),
  grant: (ctx, number) => decideExtension(ctx, { number, decision: 'grant', reason: '' }),
  refuse: (ctx, number) => decideExtension(ctx, { number, decision: 'refuse', reason: '不行' }),
  correct: (ctx, number) => correctTask(ctx, { number, body: '请城管局从速办理' }),
  add: (ctx, number, partyOf) => changeParties(ctx, { number, change: 'add', parties: [partyOf('ZJ')] }),
  remove: (ctx, number, partyOf) => changeParties(ctx, { number, change: 'remove', parties: [partyOf('CG')] }),
  lead: (ctx, number, partyOf) => changeParties(ctx, { number, change: 'lead', parties: [partyOf('XF')] }),
}
const acts: Readonly<Record<string, Act>> = {
  ...doing,
  ...deciding,
  cancel: (ctx, number) => cancelTask(ctx, { number, reason: '另行批示' }),
}
const doers = ['刘洋', '孙磊', '王五'] as const
const deciders = ['王建国', '冯督'] as const
const some = (weight: number, people: readonly string[], names: readonly string[]) => ({
  weight,
  arbitrary: fc.record({ by: fc.constantFrom(...people), act: fc.constantFrom(...names) }),
})
const deed = fc.oneof(
  some(8, doers, [...Object.keys(doing), 'finish', 'finish']),
  some(8, deciders, [...Object.keys(deciding), 'accept', 'accept']),
  some(2, doers, ['extend']),
  some(2, deciders, ['set_due', 'grant', 'refuse']),
  some(1, [...doers, ...deciders, '李四', '林秘书'], Object.keys(acts)),
)
const step = fc.record({ deed, isTakenBack: fc.boolean() })

const checkInstruction = (facts: Facts, row: Instruction): void => {
  checkFacts(facts)
  const { matter } = facts
  const open = openOf(facts)
  const live = liveOf(facts)
  const responsible = live.filter(({ role }) => role === 'responsible').map(({ party }) => party)
  const handling = open.filter(({ duty }) => duty === 'handle')
  expect(['open', 'submitted', 'signing', 'closed', 'cancelled']).toContain(matter.state)
  expect(row.round).toBeGreaterThan(0)
  if (matter.state === 'open') expect(handling.some(({ party }) => responsible.includes(party))).toBe(true)
  if (matter.state === 'submitted' || matter.state === 'signing') expect(open.some(({ duty }) => duty === 'review')).toBe(true)
  for (const { party, dueAt } of handling) {
    expect(live.map((each) => each.party)).toContain(party)
    expect(dueAt).toBe(matter.dueAt)
  }
  // It counts on the submission it was written on for as long as it stands.
  for (const { revokedAt } of facts.items) expect(revokedAt !== null).toBe(matter.state === 'cancelled')
}

describe('whatever is done to an instruction, in whatever order', () => {
  it('stays lawful, somebody owes while it is open, and what is taken back is as it was', async () => {
    const scene = await openScene()
    const partyOf = partyKey(scene)
    const done = new Map<string, number>()
    const count = (what: string): void => void done.set(what, (done.get(what) ?? 0) + 1)
    const item = await scene.zhao.does((ctx) => openSubmission(ctx, { title: '城区占道经营反弹', body: '11月23日,江南街道新增12处。' }))
    const look = async (number: number) => {
      const facts = await readFacts(scene, number)
      const row = await scene.runner.read((tx) => tx.findOneByOrFail(Instruction, { matterId: facts.matter.id }))
      checkInstruction(facts, row)
      return { ...restorable(facts), row, events: facts.events.length }
    }
    const opening = fc.record({
      isOnItem: fc.boolean(),
      hasLead: fc.boolean(),
      text: fc.constantFrom('请认真办理', '请12月5日前报办理情况', '请尽快办理'),
      isFromPaper: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(
        opening,
        fc.array(step, { minLength: 4, maxLength: 16 }),
        async ({ isOnItem, hasLead, text, isFromPaper }, steps) => {
          const opened = await (isFromPaper ? scene.feng : scene.wang).does((ctx) =>
            openInstruction(ctx, {
              text,
              ...(isFromPaper ? { leaderId: scene.wang.id } : {}),
              ...(isOnItem ? { number: item.matter.number } : {}),
              parties: [
                { party: partyOf('CG'), role: 'responsible' },
                { party: partyOf('XF'), role: hasLead ? 'assisting' : 'responsible' },
              ],
            }),
          )
          const { number } = opened.matter
          let before = await look(number)
          for (const { deed: wanted, isTakenBack } of steps) {
            // A minute each, so that no two acts of one person are one act.
            await scene.clock.passes('1m')
            const actor = scene.actor(wanted.by)
            try {
              await actor.does((ctx) => acts[wanted.act]!(ctx, number, partyOf))
              count(wanted.act)
            } catch (error) {
              if (!(error instanceof Problem)) throw error
              expect(error.code).not.toBe('stale')
              expect(await look(number)).toEqual(before)
              continue
            }
            const after = await look(number)
            // Reading twice does nothing.
            if (isTakenBack && after.events > before.events) {
              try {
                await actor.does((ctx) => undoLastAct(ctx, { number }))
                count('undo')
                const { events: _events, ...now } = await look(number)
                expect({ ...now, events: before.events }).toEqual(before)
              } catch (error) {
                if (!(error instanceof Problem)) throw error
                count(`no undo of ${wanted.act}: ${error.message}`)
              }
            }
            before = await look(number)
          }
          await scene.wang.does((ctx) => cancelTask(ctx, { number, reason: '下一件' })).catch(() => undefined)
        },
      ),
      { numRuns: 50 },
    )
    expect([...done.keys()].filter((what) => what.startsWith('no undo'))).toEqual([])
    for (const kind of ['feedback', 'finish', 'extend', 'accept', 'return', 'again', 'set_due', 'undo'])
      expect(done.get(kind) ?? 0, kind).toBeGreaterThan(0)
  }, 120_000)
})
