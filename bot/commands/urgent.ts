import type { UseCaseContext } from '../../use-cases/context.ts'
import { endUrgent, followUpUrgent, getUrgent, signUrgent, supplementUrgent } from '../../use-cases/urgent/continue-urgent.ts'
import { openUrgent } from '../../use-cases/urgent/open-urgent.ts'
import {
  describeFollowedUp,
  describeUrgentEnded,
  describeUrgentReported,
  describeUrgentSigned,
  describeUrgentSupplemented,
} from '../../wording/urgent.ts'
import { inChat, onlyNumber, type Answer, type Call, type Command } from './command.ts'

/** #紧急: what happens when somebody reports an event that cannot wait. */
export const urgentCommand: Command = {
  tags: ['紧急', '紧急信息', '初报'],
  numbers: 'none',
  needs: { body: true },
  example: '#紧急 今天上午9:20,高新区某厂区发生火灾,消防正在扑救,伤亡核实中',
  help: '报突发事件,立即报值班、签发人和领导;不全也先报',
  audience: '信息员',
  run: async (ctx, call) => {
    const { matter, report, severity } = await openUrgent(ctx, { text: call.body, groupId: call.group?.id ?? null })
    const text = describeUrgentReported(call.wording, {
      number: matter.number,
      dueAt: report.writtenDueAt,
      minutes: severity.writtenMinutes,
      from: severity.from,
      eventStated: report.eventStated,
      phoneDueAt: report.phoneDueAt,
      missing: report.missing,
      hasDuty: ctx.office.settings.urgent.dutyUnit !== '',
    })
    return inChat(text)
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
    const number = onlyNumber(call)
    const { followUps, missing, matter } = await followUpUrgent(ctx, { number, text: call.body })
    const { report } = await getUrgent(ctx, number)
    return inChat(
      describeFollowedUp(call.wording, {
        number,
        followUps,
        missing,
        nextAt: report.signedAt === null ? null : matter.dueAt,
        writtenDueAt: report.writtenDueAt,
      }),
    )
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
    const number = onlyNumber(call)
    const { followUps } = await endUrgent(ctx, { number, text: call.body })
    const { report } = await getUrgent(ctx, number)
    return inChat(describeUrgentEnded(call.wording, { number, eventAt: report.eventAt, followUps }))
  },
}

/** 补充 of an urgent report; submissions.ts has that of a submission. */
export const supplementUrgentReport = async (ctx: UseCaseContext, call: Call, number: number): Promise<Answer[]> => {
  const { missing } = await supplementUrgent(ctx, { number, text: call.body })
  return inChat(describeUrgentSupplemented(number, missing))
}

/** 签发 of an urgent report (approvals.ts). */
export const signUrgentReport = async (ctx: UseCaseContext, call: Call, number: number): Promise<Answer[]> => {
  const { isLate, nextAt, matter } = await signUrgent(ctx, { number, text: call.body })
  return inChat(describeUrgentSigned(call.wording, { number, isLate, nextAt }), [matter.issuerId])
}
