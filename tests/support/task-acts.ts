import fc from 'fast-check'
import { DAY_MS } from '../../rules/instant.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { undoLastAct } from '../../use-cases/matters/undo-message.ts'
import { acceptTask } from '../../use-cases/tasks/accept-task.ts'
import { acknowledgeTasks } from '../../use-cases/tasks/acknowledge-tasks.ts'
import { cancelTask } from '../../use-cases/tasks/cancel-task.ts'
import { changeParties } from '../../use-cases/tasks/change-parties.ts'
import { correctTask } from '../../use-cases/tasks/correct-task.ts'
import { decideExtension } from '../../use-cases/tasks/decide-extension.ts'
import { declineTask } from '../../use-cases/tasks/decline-task.ts'
import { finishTask } from '../../use-cases/tasks/finish-task.ts'
import { handOverTask } from '../../use-cases/tasks/hand-over-task.ts'
import { reopenTask } from '../../use-cases/tasks/reopen-task.ts'
import { reportProgress } from '../../use-cases/tasks/report-progress.ts'
import { requestExtension } from '../../use-cases/tasks/request-extension.ts'
import { returnTask } from '../../use-cases/tasks/return-task.ts'
import { setDue } from '../../use-cases/tasks/set-due.ts'
import { splitTask } from '../../use-cases/tasks/split-task.ts'
import { urgeTask } from '../../use-cases/tasks/urge-task.ts'
import type { Scene } from './scene.ts'

/** Few enough that what one does meets what another did: issuer, supervisor, three people, a unit and its officer. */
export const names = ['张三', '冯督', '李四', '王五', '陈六', '孙磊'] as const
const doers = ['李四', '王五', '陈六'] as const
const unitCodes = ['XF'] as const

/** Whom an action speaks of: a person or a unit. */
export const someParty = fc.constantFrom(...doers, ...doers, '冯督', '孙磊', ...unitCodes)
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
  one('undo', (_s, number) => (ctx) => undoLastAct(ctx, { number })),
)

const which = fc.nat({ max: 3 })
/** Mostly the right people do the right things; sometimes anybody does anything. */
export const step = fc.oneof(
  { weight: 10, arbitrary: fc.record({ by: fc.constantFrom(...doers, '孙磊' as const), act: doing, which }) },
  { weight: 10, arbitrary: fc.record({ by: fc.constantFrom('张三' as const, '冯督' as const), act: deciding, which }) },
  { weight: 3, arbitrary: fc.record({ by: fc.constantFrom(...names), act: acts(doing, deciding), which }) },
  { weight: 1, arbitrary: fc.record({ by: fc.constantFrom(...names), act: ending, which }) },
)

export const partyKey =
  (scene: Scene) =>
  (name: string): string => {
    const unit = scene.office.laid.units.find(({ code }) => code === name)
    return unit ? `u:${unit.id}` : `m:${scene.actor(name).id}`
  }
