import { readParties } from '../../rules/parties/read-parties.ts'
import { isSupervised, readAssessment } from '../../rules/supervision.ts'
import { composeTitle } from '../../rules/task-text.ts'
import { memberIdsOfParties, memberIdsOfParty, nameMentioned } from '../../use-cases/matters/mention-parties.ts'
import { assessMatter } from '../../use-cases/supervision/assess-matter.ts'
import { acceptTask } from '../../use-cases/tasks/accept-task.ts'
import { cancelTask } from '../../use-cases/tasks/cancel-task.ts'
import { correctTask } from '../../use-cases/tasks/correct-task.ts'
import { readLimit, type Limit } from '../../use-cases/tasks/read-limit.ts'
import { reopenTask } from '../../use-cases/tasks/reopen-task.ts'
import { returnTask } from '../../use-cases/tasks/return-task.ts'
import { skipOccurrence } from '../../use-cases/tasks/skip-occurrence.ts'
import { urgeTask } from '../../use-cases/tasks/urge-task.ts'
import {
  describeAccepted,
  describeCancelled,
  describeCorrected,
  describeReopened,
  describeReturned,
  describeSkipped,
  describeUrged,
} from '../../wording/progress.ts'
import { describeAssessed } from '../../wording/supervision.ts'
import { inChat, onlyNumber, toSpeaker, type Answer, type Command } from './command.ts'
import { answerNoticeUrge, ifNotice } from './notice.ts'
import { readInstant } from './read-instant.ts'

export const acceptCommand: Command = {
  tags: ['确认', '通过', '确认办结'],
  numbers: 'many',
  needs: { number: true },
  example: '#确认 128',
  help: '确认办结',
  audience: '交办人',
  run: async (ctx, call) => {
    const answers: string[] = []
    const assessed: Answer[] = []
    const concerned: string[] = []
    const said = readAssessment(call.body)
    for (const number of call.numbers) {
      const accepted = await acceptTask(ctx, { number, text: said?.rest ?? call.body })
      answers.push(describeAccepted(call.wording, accepted, said?.rest ?? call.body))
      // Who answered a leader hears the leader's word.
      if (accepted.matter.kind === 'instruction' && accepted.matter.state === 'closed')
        concerned.push(...(await memberIdsOfParties(ctx, accepted.matter.id)))
      // 确认 128 满意: the assessment goes to those it concerns alone.
      if (said && accepted.matter.state === 'closed' && isSupervised(accepted.matter.kind)) {
        await assessMatter(ctx, { number, assessment: said.assessment, text: said.rest })
        assessed.push(...toSpeaker(describeAssessed(accepted.matter, said.assessment, said.rest)))
      }
    }
    return [...inChat(answers.join('\n'), [...new Set(concerned)]), ...assessed]
  },
}

export const returnCommand: Command = {
  tags: ['退回', '驳回'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#退回 128 缺整改照片说明',
  help: '退回重办(写明原因)',
  audience: '交办人',
  run: async (ctx, call) => {
    const returned = await returnTask(ctx, { number: onlyNumber(call), reason: call.body })
    return inChat(describeReturned(call.wording, returned, call.body), await memberIdsOfParties(ctx, returned.matter.id))
  },
}

export const urgeCommand: Command = {
  tags: ['催办', '催'],
  numbers: 'many',
  needs: { number: true },
  example: '#催办 128',
  help: '提醒尚未办结的承办人',
  audience: '交办人',
  run: async (ctx, call) => {
    const answers: Answer[] = []
    for (const number of call.numbers) {
      const ofNotice = await ifNotice(ctx, call, number, answerNoticeUrge)
      if (ofNotice) {
        answers.push(...ofNotice)
        continue
      }
      const { matter, owing } = await urgeTask(ctx, { number, text: call.body })
      answers.push(
        ...inChat(
          describeUrged(call.wording, matter, nameMentioned(ctx, owing)),
          owing.flatMap((party) => memberIdsOfParty(ctx, party)),
        ),
      )
    }
    return answers
  },
}

export const cancelCommand: Command = {
  tags: ['撤销', '取消'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#撤销 128 已并入其他工作',
  help: '撤销事项(写明原因)',
  audience: '交办人',
  run: async (ctx, call) => {
    const cancelled = await cancelTask(ctx, { number: onlyNumber(call), reason: call.body })
    const { id, kind } = cancelled.matter
    // Whoever was going to come must not come.
    return inChat(describeCancelled(cancelled), kind === 'meeting' ? await memberIdsOfParties(ctx, id) : [])
  },
}

export const skipCommand: Command = {
  tags: ['跳过'],
  numbers: 'one',
  needs: { number: true },
  example: '#跳过 128',
  help: '循环任务跳过下一期',
  audience: '交办人',
  run: async (ctx, call) => inChat(describeSkipped(await skipOccurrence(ctx, { number: onlyNumber(call) }))),
}

const isSameLimit = (limit: Limit, dueAt: number | null): boolean => limit.kind === 'set' && limit.dueAt === dueAt

export const correctCommand: Command = {
  tags: ['修改', '更正'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#修改 128 报送老旧小区消防隐患清单和整改方案',
  help: '修改任务内容',
  audience: '交办人',
  run: async (ctx, call) => {
    const { parties, allUnits, cuts } = readParties(call.body, await call.names())
    const limit = readLimit(ctx, call.body, 'normal')
    const title = composeTitle(call.body, [...cuts, ...(limit.matched ? [limit.matched] : [])])
    const matter = await correctTask(ctx, { number: onlyNumber(call), body: call.body, title })
    const untouched = { limit: limit.matched !== null && !isSameLimit(limit, matter.dueAt), parties: parties.length > 0 || allUnits }
    return inChat(describeCorrected(call.wording, matter, untouched), await memberIdsOfParties(ctx, matter.id))
  },
}

export const reopenCommand: Command = {
  tags: ['重开'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#重开 128 12月10日 补充两个小区',
  help: '已办结的事项重新办理(写明新时限)',
  audience: '交办人',
  run: async (ctx, call) => {
    const { at, rest } = readInstant(ctx, call.body, reopenCommand.example)
    const matter = await reopenTask(ctx, { number: onlyNumber(call), dueAt: at, reason: rest })
    return inChat(describeReopened(call.wording, matter), await memberIdsOfParties(ctx, matter.id))
  },
}
