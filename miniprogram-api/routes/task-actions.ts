import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import { acceptTask, acceptTaskSchema } from '../../use-cases/tasks/accept-task.ts'
import { acknowledgeTasks } from '../../use-cases/tasks/acknowledge-tasks.ts'
import { cancelTask, cancelTaskSchema } from '../../use-cases/tasks/cancel-task.ts'
import { changeParties, changePartiesSchema } from '../../use-cases/tasks/change-parties.ts'
import { correctTask, correctTaskSchema } from '../../use-cases/tasks/correct-task.ts'
import { decideExtension, decideExtensionSchema } from '../../use-cases/tasks/decide-extension.ts'
import { declineTask, declineTaskSchema } from '../../use-cases/tasks/decline-task.ts'
import { finishTask, finishTaskSchema } from '../../use-cases/tasks/finish-task.ts'
import { handOverTask, handOverTaskSchema } from '../../use-cases/tasks/hand-over-task.ts'
import { reopenTask, reopenTaskSchema } from '../../use-cases/tasks/reopen-task.ts'
import { reportProgress, reportProgressSchema } from '../../use-cases/tasks/report-progress.ts'
import { requestExtension, requestExtensionSchema } from '../../use-cases/tasks/request-extension.ts'
import { returnTask, returnTaskSchema } from '../../use-cases/tasks/return-task.ts'
import { setDue, setDueSchema } from '../../use-cases/tasks/set-due.ts'
import { skipOccurrence } from '../../use-cases/tasks/skip-occurrence.ts'
import { undoTask } from '../../use-cases/tasks/undo-task.ts'
import { urgeTask, urgeTaskSchema } from '../../use-cases/tasks/urge-task.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { getMatter } from '../../use-cases/matters/find-matter.ts'
import { defineRoute, type Route } from '../define-route.ts'
import { matterBriefSchema, presentMatterBrief } from '../presenters/present-matter.ts'
import { numberParams } from './params.ts'

const empty = z.strictObject({})
const withoutNumber = { number: true } as const
const partiesOnly = changePartiesSchema.omit({ number: true, change: true })
const [grant, refuse] = decideExtensionSchema.options
const decisionOnly = { number: true, decision: true } as const

/** `POST /matters/:number/<verb>`: what the chat tag of the same name does. Answers the matter as it now stands. */
const action = <Body extends z.ZodType>(
  verb: string,
  summary: string,
  body: Body,
  run: (ctx: UseCaseContext, number: number, body: z.output<Body>) => Promise<Matter>,
): Route =>
  defineRoute({
    method: 'post',
    path: `/matters/:number/${verb}`,
    tag: '办理',
    summary,
    who: 'member',
    scope: 'matter',
    params: numberParams,
    body,
    response: matterBriefSchema,
    handler: async (ctx, input) => presentMatterBrief(await run(ctx, input.params.number, input.body)),
  })

/** Every action a chat tag has on a task. Who may is the lifecycle table's to say: 404 for those who may not see it, 403 for the rest. */
export const taskActions: readonly Route[] = [
  action('acknowledge', '签收', empty, async (ctx, number) => {
    await acknowledgeTasks(ctx, { numbers: [number] })
    return (await getMatter(ctx, number)).matter
  }),
  action('feedback', '反馈进展', reportProgressSchema.omit(withoutNumber), async (ctx, number, body) => (await reportProgress(ctx, { ...body, number })).matter),
  action('finish', '办结', finishTaskSchema.omit(withoutNumber), async (ctx, number, body) => (await finishTask(ctx, { ...body, number })).matter),
  action('accept', '确认办结(或同意退办)', acceptTaskSchema.omit(withoutNumber), async (ctx, number, body) => (await acceptTask(ctx, { ...body, number })).matter),
  action('return', '退回(或不同意退办)', returnTaskSchema.omit(withoutNumber), async (ctx, number, body) => (await returnTask(ctx, { ...body, number })).matter),
  action('request-extension', '申请延期', requestExtensionSchema.omit(withoutNumber), (ctx, number, body) => requestExtension(ctx, { ...body, number })),
  action('grant-extension', '同意延期', grant.omit(decisionOnly), (ctx, number, body) => decideExtension(ctx, { ...body, number, decision: 'grant' })),
  action('refuse-extension', '不同意延期', refuse.omit(decisionOnly), (ctx, number, body) => decideExtension(ctx, { ...body, number, decision: 'refuse' })),
  action('set-due', '定时限', setDueSchema.omit(withoutNumber), (ctx, number, body) => setDue(ctx, { ...body, number })),
  action('hand-over', '转办', handOverTaskSchema.omit(withoutNumber), (ctx, number, body) => handOverTask(ctx, { ...body, number })),
  action('decline', '退办', declineTaskSchema.omit(withoutNumber), (ctx, number, body) => declineTask(ctx, { ...body, number })),
  action('urge', '催办', urgeTaskSchema.omit(withoutNumber), async (ctx, number, body) => (await urgeTask(ctx, { ...body, number })).matter),
  action('correct', '修改内容', correctTaskSchema.omit(withoutNumber), (ctx, number, body) => correctTask(ctx, { ...body, number })),
  action('add-party', '加责任方', partiesOnly, (ctx, number, body) => changeParties(ctx, { ...body, number, change: 'add' })),
  action('remove-party', '减责任方', partiesOnly, (ctx, number, body) => changeParties(ctx, { ...body, number, change: 'remove' })),
  action('set-lead', '定牵头', partiesOnly, (ctx, number, body) => changeParties(ctx, { ...body, number, change: 'lead' })),
  action('skip-next', '循环任务跳过下一期', empty, (ctx, number) => skipOccurrence(ctx, { number })),
  action('cancel', '撤销', cancelTaskSchema.omit(withoutNumber), async (ctx, number, body) => (await cancelTask(ctx, { ...body, number })).matter),
  action('undo', '撤回(立项十分钟内)', empty, (ctx, number) => undoTask(ctx, { number })),
  action('reopen', '重开', reopenTaskSchema.omit(withoutNumber), (ctx, number, body) => reopenTask(ctx, { ...body, number })),
]
