import { Problem } from '../../rules/problems.ts'
import type { UseCaseContext } from '../../use-cases/context.ts'
import { readNewSeverity, splitSeverity } from '../../rules/urgent-severity.ts'
import { endUrgent, followUpUrgent, signUrgent, supplementUrgent, type Continued } from '../../use-cases/urgent/continue-urgent.ts'
import { getUrgent } from '../../use-cases/urgent/find-urgent.ts'
import { gradeUrgent } from '../../use-cases/urgent/grade-urgent.ts'
import { openUrgent, type OpenedUrgent } from '../../use-cases/urgent/open-urgent.ts'
import {
  describeFollowedUp,
  describeSignedLate,
  describeUrgentEnded,
  describeUrgentReported,
  describeUrgentSigned,
  describeUrgentSupplemented,
} from '../../wording/urgent.ts'
import { describeGraded } from '../../wording/urgent-severity.ts'
import { inChat, onlyNumber, toSpeaker, type Answer, type Call, type Command } from './command.ts'
import { refuseSecond } from './refuse-second.ts'

/** What the reporter hears of a first report, in words or found on a watch. */
export const reportedWords = (ctx: UseCaseContext, call: Call, { matter, report, severity }: OpenedUrgent): string =>
  describeUrgentReported(call.wording, {
    number: matter.number,
    dueAt: report.writtenDueAt,
    minutes: severity.writtenMinutes,
    from: severity.from,
    eventStated: report.eventStated,
    phoneDueAt: report.phoneDueAt,
    missing: report.missing,
    hasDuty: ctx.office.settings.urgent.dutyUnit !== '',
  })

/** #紧急: what happens when somebody reports an event that cannot wait. */
export const urgentCommand: Command = {
  tags: ['紧急', '紧急信息', '初报'],
  numbers: 'none',
  needs: { body: true },
  example: '#紧急 今天上午9:20,高新区某厂区发生火灾,消防正在扑救,伤亡核实中',
  help: '报突发事件,立即报值班、签发人和领导;不全也先报',
  audience: '信息员',
  run: async (ctx, call) => {
    const opened = await openUrgent(ctx, { text: call.body, groupId: call.group?.id ?? null })
    return inChat(reportedWords(ctx, call, opened))
  },
}

/** The line about a severity that the words changed, before the answer to them. */
const withGrade = (call: Call, { graded, matter }: Pick<Continued, 'graded' | 'matter'>, text: string): string =>
  graded === null ? text : `${describeGraded(call.wording, { ...graded, number: matter.number })}\n${text}`

/** #定级: an open event is raised or lowered. */
export const gradeCommand: Command = {
  tags: ['定级', '调级', '升级', '降级', '调整等级'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#定级 131 重大 已造成3人死亡',
  help: '调整紧急信息的等级,时限随之重算(降级写明原因)',
  audience: '信息员',
  run: async (ctx, call) => {
    await refuseSecond(ctx, call)
    const number = onlyNumber(call)
    const { severities } = ctx.office.settings.urgent
    const { severity: first, rest } = splitSeverity(call.body, severities)
    const severity = first ?? readNewSeverity(call.body, severities)
    if (severity === null)
      throw new Problem(
        'bad_request',
        `请写明等级(${severities.map(({ name }) => name).join('、')}),例如:#定级 ${number} ${severities.at(-1)?.name ?? ''} 原因`,
      )
    const graded = await gradeUrgent(ctx, { number, severity: severity.code, text: rest })
    return inChat(
      describeGraded(call.wording, { ...graded, number }),
      [graded.matter.issuerId].filter((id) => id !== ctx.actor?.id),
    )
  },
}

export const followUpCommand: Command = {
  tags: ['续报'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#续报 131 明火已扑灭,无人员伤亡',
  help: '续报紧急信息,自动编号',
  audience: '信息员',
  run: async (ctx, call) => {
    await refuseSecond(ctx, call)
    const number = onlyNumber(call)
    const continued = await followUpUrgent(ctx, { number, text: call.body })
    const { followUps, missing, matter } = continued
    const { report } = await getUrgent(ctx, number)
    const nextAt = report.signedAt === null ? null : matter.dueAt
    const text = describeFollowedUp(call.wording, { number, followUps, missing, nextAt, writtenDueAt: report.writtenDueAt })
    return inChat(withGrade(call, continued, text))
  },
}

export const finalReportCommand: Command = {
  tags: ['终报'],
  numbers: 'one',
  needs: { number: true, body: true },
  example: '#终报 131 现场清理完毕,原因调查中',
  help: '紧急信息终报',
  audience: '信息员',
  run: async (ctx, call) => {
    await refuseSecond(ctx, call)
    const number = onlyNumber(call)
    const ended = await endUrgent(ctx, { number, text: call.body })
    const { report } = await getUrgent(ctx, number)
    const text = describeUrgentEnded(call.wording, { number, eventAt: report.eventAt, followUps: ended.followUps })
    return inChat(withGrade(call, ended, text))
  },
}

/** 补充 of an urgent report; submissions.ts has that of a submission. */
export const supplementUrgentReport = async (ctx: UseCaseContext, call: Call, number: number): Promise<Answer[]> => {
  const continued = await supplementUrgent(ctx, { number, text: call.body })
  return inChat(withGrade(call, continued, describeUrgentSupplemented(number, continued.missing)))
}

/** 签发 of an urgent report (approvals.ts). */
export const signUrgentReport = async (ctx: UseCaseContext, call: Call, number: number): Promise<Answer[]> => {
  const { isLate, dueAt, nextAt, matter } = await signUrgent(ctx, { number, text: call.body })
  const isAlone = call.group === null
  const answer = inChat(describeUrgentSigned(call.wording, { number, nextAt, late: isLate && isAlone ? dueAt : null }), [matter.issuerId])
  // A fact, and nobody's to read in a group.
  return isLate && !isAlone ? [...answer, ...toSpeaker(describeSignedLate(call.wording, { number, signedAt: ctx.sentAt, dueAt }))] : answer
}
