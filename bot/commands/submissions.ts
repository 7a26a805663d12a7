import { Matter } from '../../entities/index.ts'
import { readSubmissionText } from '../../rules/submission-text.ts'
import { Problem } from '../../rules/problems.ts'
import { actorOf, type UseCaseContext } from '../../use-cases/context.ts'
import { editSubmission } from '../../use-cases/submissions/edit-submission.ts'
import { getSubmission } from '../../use-cases/submissions/find-submission.ts'
import { mergeSubmissions } from '../../use-cases/submissions/merge-submissions.ts'
import { openSubmission, type OpenedSubmission } from '../../use-cases/submissions/open-submission.ts'
import { receiveSubmission } from '../../use-cases/submissions/receive-submission.ts'
import { sendUpSubmission } from '../../use-cases/submissions/send-up-submission.ts'
import { categoryOf } from '../../use-cases/submissions/submission-due.ts'
import { shelveSubmission } from '../../use-cases/submissions/shelve-submission.ts'
import { submitSubmission } from '../../use-cases/submissions/submit-submission.ts'
import { supplementSubmission } from '../../use-cases/submissions/supplement-submission.ts'
import { tellNext } from '../../use-cases/submissions/tell-next.ts'
import {
  describeEdited,
  describeMerged,
  describeProblemReported,
  describeReceived,
  describeReported,
  describeSentUp,
  describeShelved,
  describeSupplemented,
  type ReportedLine,
} from '../../wording/submissions.ts'
import { inChat, joinAnswers, onlyNumber, toSpeaker, type Answer, type Call, type Command } from './command.ts'
import { supplementUrgentReport } from './urgent.ts'

/** What wordings need of a submission just reported, after whoever it waits for has been told. */
const reportedLine = async (
  ctx: UseCaseContext,
  { matter, submission, check }: Omit<OpenedSubmission, 'parties'>,
): Promise<ReportedLine> => ({
  number: matter.number,
  title: matter.title,
  category: categoryOf(ctx, submission.category).name,
  authorIds: [submission.authorId],
  dueAt: matter.dueAt,
  next: await tellNext(ctx, { matter, submission }),
  missing: check.missing,
  similar: check.similar,
})

const openFrom = (ctx: UseCaseContext, call: Call, tone: 'positive' | 'problem'): Promise<OpenedSubmission> => {
  const { category, title, body } = readSubmissionText(call.body, ctx.office.settings.submissions.categories)
  return openSubmission(ctx, {
    title,
    body,
    tone,
    category: category ?? (tone === 'problem' ? 'problem' : 'news'),
    groupId: call.group?.id ?? null,
  })
}

/** #信息: what happens when an officer reports something. */
export const submissionCommand: Command = {
  tags: ['信息', '报信息', '信息报送'],
  numbers: 'none',
  needs: { body: true },
  example: '#信息 【动态】我市启动冬季消防安全大检查⏎11月23日,市消防救援支队出动30人检查老旧小区12个。',
  help: '报送信息:首行标题,下面正文;可写【类别】',
  audience: '信息员',
  run: async (ctx, call) => {
    const opened = await openFrom(ctx, call, 'positive')
    const line = await reportedLine(ctx, opened)
    return inChat(describeReported(call.wording, line))
  },
}

/** 报忧 is taken anywhere and answered privately: nothing of it is echoed in a group. */
export const problemCommand: Command = {
  tags: ['报忧'],
  numbers: 'none',
  needs: { body: true },
  example: '#报忧 某小区供暖管道爆裂⏎11月23日7时许,……',
  isPrivate: true,
  help: '报送问题,直报签发人,私下答复',
  audience: '信息员',
  run: async (ctx, call) => {
    const opened = await openFrom(ctx, call, 'problem')
    return toSpeaker(describeProblemReported(call.wording, await reportedLine(ctx, opened)))
  },
}

/** Answered where it may be seen: 报忧 privately. */
export const answered = async (ctx: UseCaseContext, number: number, text: string): Promise<Answer[]> => {
  const { submission } = await getSubmission(ctx, number)
  return submission.tone === 'problem' ? toSpeaker(text) : inChat(text)
}

export const supplementCommand: Command = {
  tags: ['补充'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#补充 131 已疏散群众30人,无人员伤亡',
  help: '补充自己报送的信息',
  audience: '信息员',
  run: async (ctx, call) => {
    const number = onlyNumber(call)
    if (await ctx.tx.existsBy(Matter, { number, kind: 'urgent' })) return supplementUrgentReport(ctx, call, number)
    const { version } = await supplementSubmission(ctx, { number, text: call.body })
    return answered(ctx, number, describeSupplemented(number, version))
  },
}

export const resubmitCommand: Command = {
  tags: ['重报'],
  numbers: 'one',
  needs: { number: true },
  example: '#重报 131 已补充数据',
  help: '退稿改好后重新报送',
  audience: '信息员',
  run: async (ctx, call) => {
    const number = onlyNumber(call)
    if (call.body !== '') await supplementSubmission(ctx, { number, text: call.body })
    await submitSubmission(ctx, { number })
    const found = await getSubmission(ctx, number)
    const line = await reportedLine(ctx, { ...found, check: { missing: [], similar: null, fingerprint: null } })
    return answered(ctx, number, describeReported(call.wording, line))
  },
}

export const receiveCommand: Command = {
  tags: ['接收', '采编'],
  numbers: 'many',
  needs: { number: true },
  example: '#接收 131',
  help: '由我采编这条信息',
  audience: '信息科',
  run: async (ctx, call) => {
    const answers: Answer[] = []
    for (const number of call.numbers) {
      await receiveSubmission(ctx, { number })
      answers.push(...(await answered(ctx, number, describeReceived(number, actorOf(ctx).name))))
    }
    return joinAnswers(answers)
  },
}

export const shelveCommand: Command = {
  tags: ['留存'],
  numbers: 'many',
  needs: { number: true },
  example: '#留存 131 132',
  help: '暂不采用,留存备查',
  audience: '信息科',
  run: async (ctx, call) => {
    for (const number of call.numbers) await shelveSubmission(ctx, { number, text: call.body })
    return toSpeaker(describeShelved(call.numbers))
  },
}

export const editCommand: Command = {
  tags: ['改稿'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#改稿 131 新标题⏎新正文',
  help: '修改信息,每一版都保留',
  audience: '信息科',
  run: async (ctx, call) => {
    const number = onlyNumber(call)
    const before = await getSubmission(ctx, number)
    const { title, body } = readSubmissionText(call.body, [])
    const { version } = await editSubmission(ctx, { number, title, body })
    return answered(ctx, number, describeEdited(number, version, before.matter.state === 'signed'))
  },
}

export const mergeCommand: Command = {
  tags: ['合并'],
  numbers: 'many',
  needs: { number: true, body: true },
  example: '#合并 131 132 各地开展冬季消防检查',
  help: '几条信息合成一条(写明新标题)',
  audience: '信息科',
  run: async (ctx, call) => {
    const { title, body } = readSubmissionText(call.body, [])
    const merged = await mergeSubmissions(ctx, { numbers: [...call.numbers], title, ...(body === title ? {} : { body }) })
    return inChat(describeMerged(merged.matter.number, merged.matter.title, call.numbers))
  },
}

export const sendUpCommand: Command = {
  tags: ['上报'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#上报 131 省政府办公厅',
  help: '已签发的信息报送上级',
  audience: '信息科',
  run: async (ctx, call) => {
    const number = onlyNumber(call)
    const to = call.body.trim()
    if (to.length > 80) throw new Problem('bad_request', '报送对象不超过 80 字')
    await sendUpSubmission(ctx, { number, to })
    return answered(ctx, number, describeSentUp(number, to))
  },
}
