import { Problem } from '../../rules/problems.ts'
import { acknowledgeTasks, type Acknowledged } from '../../use-cases/tasks/acknowledge-tasks.ts'
import { askedAbout, finishTask } from '../../use-cases/tasks/finish-task.ts'
import { reportProgress } from '../../use-cases/tasks/report-progress.ts'
import { actorOf } from '../../use-cases/context.ts'
import { describeAcknowledged, describeFinished, describeProgress } from '../../wording/progress.ts'
import { inChat, onlyNumber, type Command } from './command.ts'
import { answerIfProcedure } from './procedures.ts'

export const acknowledgeCommand: Command = {
  tags: ['签收', '收到', '已签收'],
  numbers: 'many',
  needs: { number: true },
  example: '#签收 128',
  help: '签收,表示已读(直接回“收到”也可以)',
  audience: '承办人',
  run: async (ctx, call) => {
    const acknowledged: Acknowledged[] = []
    const refused: Problem[] = []
    for (const number of call.numbers) {
      try {
        acknowledged.push(...(await acknowledgeTasks(ctx, { numbers: [number] })))
      } catch (error) {
        // Each number for itself: one that is over keeps nobody from signing the others; a refusal comes before anything is written.
        if (!(error instanceof Problem) || error.code === 'stale') throw error
        refused.push(error)
      }
    }
    const [refusal] = refused
    if (refusal && acknowledged.length === 0) throw refusal
    // Hundreds sign one notice: in a group none of them is answered (docs/rules.md, Notices).
    const answered = call.group === null ? acknowledged : acknowledged.filter(({ kind }) => kind !== 'notice')
    const words = [
      ...(answered.length === 0 ? [] : [describeAcknowledged(answered, actorOf(ctx).name)]),
      ...refused.map(({ message }) => message),
    ]
    return words.length === 0 ? [] : inChat(words.join('\n'))
  },
}

export const reportCommand: Command = {
  tags: ['反馈', '进展', '进度反馈'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#反馈 128 已排查12栋,60%',
  help: '报进展,可带百分比',
  audience: '承办人',
  run: async (ctx, call) => {
    const progress = await reportProgress(ctx, { number: onlyNumber(call), text: call.body })
    return inChat(describeProgress(call.wording, progress, actorOf(ctx).name))
  },
}

export const finishCommand: Command = {
  tags: ['办结', '完成', '已完成', '申请办结'],
  numbers: 'one',
  needs: { number: true },
  example: '#办结 128 全部整改完毕',
  help: '报办结,等交办人确认',
  audience: '承办人',
  run: async (ctx, call) => {
    const ofProcedure = await answerIfProcedure(ctx, call)
    if (ofProcedure) return ofProcedure
    const finished = await finishTask(ctx, { number: onlyNumber(call), text: call.body })
    return inChat(describeFinished(call.wording, finished), finished.outcome === 'submitted' ? askedAbout(ctx, finished.matter) : [])
  },
}
