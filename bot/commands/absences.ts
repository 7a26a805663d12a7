import { readAbsenceText } from '../../rules/absence-text.ts'
import { parseMoment } from '../../rules/deadline/index.ts'
import type { Day } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import type { Span } from '../../rules/task-text.ts'
import { comeBack } from '../../use-cases/absences/end-absence.ts'
import { listAbsences } from '../../use-cases/absences/list-absences.ts'
import { reportAbsence } from '../../use-cases/absences/report-absence.ts'
import { tellDeciders } from '../../use-cases/absences/tell-leaders.ts'
import { actorOf, today, type UseCaseContext } from '../../use-cases/context.ts'
import { runningSteps } from '../../use-cases/procedures/find-procedure.ts'
import { describeAbsence, describeAbsenceAsked, describeAbsences, describeCameBack } from '../../wording/absences.ts'
import { answerPrivately } from './answer-privately.ts'
import { onlyNumber, toSpeaker, type Command } from './command.ts'

/** The days of an absence as they are written: 11月25日至27日, 明天, 下周一到周三. Days that have begun are days all the same. */
const readDays = (ctx: UseCaseContext, text: string, example: string): { fromDay: Day; toDay: Day; cut: Span } => {
  const { calendar, settings } = ctx.office
  const reading = parseMoment(text, { sentAt: ctx.sentAt, calendar, settings })
  const named = reading.kind === 'due' || reading.kind === 'ask' ? reading.named : undefined
  const isClear = reading.kind === 'due' || (reading.kind === 'ask' && reading.reason === 'past')
  if (!isClear || named === undefined || !('matched' in reading)) {
    throw new Problem('bad_request', `没有看懂外出的起止日期,请写明从几月几日至几月几日,例如:${example}`)
  }
  const toDay = calendar.dayOf(named.end)
  const fromDay = named.start === undefined ? toDay : calendar.dayOf(named.start)
  return { fromDay, toDay, cut: reading.matched }
}

/** Whom a name means: one's own unit first. */
const findPresiding = (ctx: UseCaseContext, name: string): string | null => {
  const named = ctx.office.directory.membersNamed(name, today(ctx))
  const own = named.filter(({ unitId }) => unitId === actorOf(ctx).unitId)
  const [only, other] = own.length > 0 ? own : named
  if (only && other) throw new Problem('bad_request', `有几位 ${name},请在小程序报备时选定主持工作的人`)
  return only?.id ?? null
}

/** #外出: a private tag; in a group it is taken, answered privately, and nothing is echoed. */
export const absenceCommand: Command = {
  tags: ['外出', '外出报备', '请假报备'],
  numbers: 'none',
  needs: { body: true },
  example: '#外出 11月25日至27日 赴省城参加会议,王五主持',
  help: '负责人外出报备(只私下答复,仅办公室领导可见)',
  audience: '办公室',
  run: answerPrivately(async (ctx, call) => {
    const { fromDay, toDay, cut } = readDays(ctx, call.body, absenceCommand.example)
    const { place, presiding, reason } = readAbsenceText(call.body, [cut])
    if (reason === '') throw new Problem('bad_request', `请写明去哪里、做什么,例如:${absenceCommand.example}`)
    const presidingId = presiding === null ? null : findPresiding(ctx, presiding)
    const { found, absence } = await reportAbsence(ctx, { fromDay, toDay, reason, place, presidingId })
    const { directory, calendar, settings } = ctx.office
    const parties = [...new Set(runningSteps(found).flatMap((step) => step.parties))]
    const spoken = {
      number: found.matter.number,
      fromDay,
      toDay,
      reason,
      presiding: presidingId === null ? presiding : (directory.findMember(presidingId)?.name ?? presiding),
      reportedLate: absence.reportedLate,
      isShort: calendar.addDays(fromDay, settings.absences.minimumDays - 1) > toDay,
    }
    const asked = describeAbsenceAsked(call.wording, { ...spoken, deciders: [] }, actorOf(ctx).name)
    const told = await tellDeciders(ctx, { matterId: found.matter.id, version: found.matter.version, parties, text: asked })
    const deciders = told.map((id) => directory.findMember(id)?.name ?? '')
    return toSpeaker(describeAbsence(call.wording, { ...spoken, deciders }))
  }),
}

export const comeBackCommand: Command = {
  tags: ['销假'],
  numbers: 'one',
  needs: { number: true },
  example: '#销假 160',
  help: '外出返回',
  audience: '办公室',
  run: answerPrivately(async (ctx, call) =>
    toSpeaker(describeCameBack((await comeBack(ctx, { number: onlyNumber(call), text: call.body })).number)),
  ),
}

export const absencesCommand: Command = {
  tags: ['外出情况'],
  numbers: 'none',
  needs: {},
  example: '#外出情况',
  help: '谁外出了(领导可看全部,私信答复)',
  audience: '交办人',
  run: async (ctx, call) => toSpeaker(describeAbsences(call.wording, await listAbsences(ctx))),
}
