import { z } from 'zod'
import type { Matter } from '../../entities/index.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { getMatter } from '../../use-cases/matters/find-matter.ts'
import { memberIdsOfParties, memberIdsOfParty, nameMentioned } from '../../use-cases/matters/mention-parties.ts'
import { acceptTask, acceptTaskSchema } from '../../use-cases/tasks/accept-task.ts'
import { acknowledgeTasks } from '../../use-cases/tasks/acknowledge-tasks.ts'
import { cancelTask, cancelTaskSchema } from '../../use-cases/tasks/cancel-task.ts'
import { changeParties, changePartiesSchema } from '../../use-cases/tasks/change-parties.ts'
import { correctTask, correctTaskSchema } from '../../use-cases/tasks/correct-task.ts'
import { declineTask, declineTaskSchema } from '../../use-cases/tasks/decline-task.ts'
import { askedAbout, finishTask, finishTaskSchema } from '../../use-cases/tasks/finish-task.ts'
import { handOverTask, handOverTaskSchema } from '../../use-cases/tasks/hand-over-task.ts'
import { reopenTask, reopenTaskSchema } from '../../use-cases/tasks/reopen-task.ts'
import { reportProgress, reportProgressSchema } from '../../use-cases/tasks/report-progress.ts'
import { returnTask, returnTaskSchema } from '../../use-cases/tasks/return-task.ts'
import { skipOccurrence } from '../../use-cases/tasks/skip-occurrence.ts'
import { undoLastAct } from '../../use-cases/matters/undo-message.ts'
import { urgeTask, urgeTaskSchema } from '../../use-cases/tasks/urge-task.ts'
import * as words from '../../wording/progress.ts'
import { describeUndone } from '../../wording/undo.ts'
import type { Wording } from '../../wording/tasks.ts'
import type { Route } from '../define-route.ts'
import { defineAction, type Done } from './define-action.ts'

const empty = z.strictObject({})
const withoutNumber = { number: true } as const
const partiesOnly = changePartiesSchema.omit({ number: true, change: true })

/** Told to everybody who has to do with the matter. */
const toParties = async (ctx: UseCaseContext, matter: Matter, text: string): Promise<Done> => ({
  matter,
  tell: { text, memberIds: await memberIdsOfParties(ctx, matter.id) },
})

const partyChange =
  (change: 'add' | 'remove' | 'lead') =>
  async (ctx: UseCaseContext, number: number, body: z.output<typeof partiesOnly>, w: Wording): Promise<Done> => {
    const matter = await changeParties(ctx, { ...body, number, change })
    const text = words.describePartiesChanged(w, matter, change, body.parties)
    return { matter, tell: { text, memberIds: body.parties.flatMap((party) => memberIdsOfParty(ctx, party)) } }
  }

/** What those who owe do. */
const doerActions: readonly Route[] = [
  defineAction('acknowledge', '签收', empty, async (ctx, number) => {
    await acknowledgeTasks(ctx, { numbers: [number] })
    return { matter: (await getMatter(ctx, number)).matter }
  }),
  defineAction('feedback', '反馈进展', reportProgressSchema.omit(withoutNumber), async (ctx, number, body) =>
    reportProgress(ctx, { ...body, number }),
  ),
  defineAction('finish', '办结', finishTaskSchema.omit(withoutNumber), async (ctx, number, body, w) => {
    const finished = await finishTask(ctx, { ...body, number })
    const { matter, outcome } = finished
    return outcome === 'submitted'
      ? { matter, tell: { text: words.describeFinished(w, finished), memberIds: askedAbout(ctx, matter) } }
      : { matter }
  }),
  defineAction('hand-over', '转办', handOverTaskSchema.omit(withoutNumber), async (ctx, number, body, w) => {
    const matter = await handOverTask(ctx, { ...body, number })
    return { matter, tell: { text: words.describeHandedOver(w, matter, body.to), memberIds: memberIdsOfParty(ctx, body.to) } }
  }),
  defineAction('decline', '退办', declineTaskSchema.omit(withoutNumber), async (ctx, number, body, w) => {
    const matter = await declineTask(ctx, { ...body, number })
    return { matter, tell: { text: words.describeDeclined(w, matter), memberIds: [matter.issuerId] } }
  }),
]

/** What the issuer does. */
const issuerActions: readonly Route[] = [
  defineAction('accept', '确认办结(或同意退办)', acceptTaskSchema.omit(withoutNumber), async (ctx, number, body, w) => {
    const accepted = await acceptTask(ctx, { ...body, number })
    return toParties(ctx, accepted.matter, words.describeAccepted(w, accepted, body.text))
  }),
  defineAction('return', '退回(或不同意退办)', returnTaskSchema.omit(withoutNumber), async (ctx, number, body, w) => {
    const returned = await returnTask(ctx, { ...body, number })
    return toParties(ctx, returned.matter, words.describeReturned(w, returned, body.reason))
  }),
  defineAction('urge', '催办', urgeTaskSchema.omit(withoutNumber), async (ctx, number, body, w) => {
    const { matter, owing } = await urgeTask(ctx, { ...body, number })
    return {
      matter,
      tell: {
        text: words.describeUrged(w, matter, nameMentioned(ctx, owing)),
        memberIds: owing.flatMap((party) => memberIdsOfParty(ctx, party)),
      },
    }
  }),
  defineAction('correct', '修改内容', correctTaskSchema.omit(withoutNumber), async (ctx, number, body, w) => {
    const matter = await correctTask(ctx, { ...body, number })
    return toParties(ctx, matter, words.describeCorrected(w, matter, { limit: false, parties: false }))
  }),
  defineAction('add-party', '加责任方', partiesOnly, partyChange('add')),
  defineAction('remove-party', '减责任方', partiesOnly, partyChange('remove')),
  defineAction('set-lead', '定牵头', partiesOnly, partyChange('lead')),
  defineAction('skip-next', '循环任务跳过下一期', empty, async (ctx, number) => ({ matter: await skipOccurrence(ctx, { number }) })),
  defineAction('cancel', '撤销', cancelTaskSchema.omit(withoutNumber), async (ctx, number, body) => {
    const cancelled = await cancelTask(ctx, { ...body, number })
    return toParties(ctx, cancelled.matter, words.describeCancelled(cancelled))
  }),
  defineAction('undo', '撤回自己十分钟内最近的一次办理', empty, async (ctx, number, _body, w) => {
    const undone = await undoLastAct(ctx, { number })
    const { matter, touched } = undone
    return { matter, tell: { text: describeUndone(w, undone), memberIds: touched.flatMap((party) => memberIdsOfParty(ctx, party)) } }
  }),
  defineAction('reopen', '重开', reopenTaskSchema.omit(withoutNumber), async (ctx, number, body, w) => {
    const matter = await reopenTask(ctx, { ...body, number })
    return toParties(ctx, matter, words.describeReopened(w, matter))
  }),
]

/** Every action a chat tag has on a task, but for its limit (task-limits.ts). Who may is the lifecycle table's to say. */
export const taskActions: readonly Route[] = [...doerActions, ...issuerActions]
