import { readAbsenceText } from '../../rules/absence-text.ts'
import { parseMoment } from '../../rules/deadline/index.ts'
import type { Day } from '../../rules/instant.ts'
import { Problem } from '../../rules/problems.ts'
import type { Span } from '../../rules/task-text.ts'
import { comeBack } from '../../use-cases/absences/end-absence.ts'
import { listAbsences } from '../../use-cases/absences/list-absences.ts'
import { reportAbsence } from '../../use-cases/absences/report-absence.ts'
import { keyOfAbsence, tellDeciders } from '../../use-cases/absences/tell-deciders.ts'
import { actorOf, today, type UseCaseContext } from '../../use-cases/context.ts'
import { runningSteps } from '../../use-cases/procedures/find-procedure.ts'
import { describeAbsence, describeAbsenceAsked, describeAbsences, describeCameBack } from '../../wording/absences.ts'
import { describeMissing } from '../../wording/replies.ts'
import { answerPrivately } from './answer-privately.ts'
import { toSpeaker, type Call, type Command } from './command.ts'

const nearDays: readonly [RegExp, number][] = [
  [/大后[天日]/gu, 3],
  [/后[天日]/gu, 2],
  [/[明次](?:天|日(?!常))/gu, 1],
  [/今[天日]/gu, 0],
  [/昨[天日]/gu, -1],
  [/前[天日](?!起)/gu, -2],
]

/** Days that are named by their distance, as days of the calendar: 昨天到今天 is a span like any other. */
const nameDays = (ctx: UseCaseContext, text: string): string => {
  const { calendar } = ctx.office
  const today = calendar.dayOf(ctx.sentAt)
  return nearDays.reduce((rest, [pattern, days]) => {
    const day = calendar.addDays(today, days)
    return rest.replaceAll(pattern, `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`)
  }, text)
}

/** 11月27日至25日: within one month the end stands before the beginning. */
const isBackwards = (text: string): boolean => {
  const found = /(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?\s*(?:至|到|-|—|~|\uFF5E)+\s*(\d{1,2})\s*[日号]/u.exec(text.normalize('NFKC'))
  return found !== null && Number(found[3]) < Number(found[2])
}

/** The days of an absence as they are written: 11月25日至27日, 明天, 下周一到周三. Days that have begun are days all the same. */
const readDays = (ctx: UseCaseContext, text: string, example: string): { fromDay: Day; toDay: Day; cut: Span } => {
  const { calendar, settings } = ctx.office
  if (isBackwards(text)) throw new Problem('bad_request', `外出的起止日期前后颠倒,请核对后重发,例如:${example}`)
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
  isPrivate: true,
  help: '负责人外出报备(只私下答复,仅办公室领导可见)',
  audience: '办公室',
  run: answerPrivately(async (ctx, call) => {
    const text = nameDays(ctx, call.body)
    const { fromDay, toDay, cut } = readDays(ctx, text, absenceCommand.example)
    const { place, presiding, reason } = readAbsenceText(text, [cut])
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
    const told = await tellDeciders(ctx, { key: keyOfAbsence(found.matter), parties, text: asked })
    const deciders = told.map((id) => directory.findMember(id)?.name ?? '')
    return toSpeaker(describeAbsence(call.wording, { ...spoken, deciders }))
  }),
}

/** The one absence of the speaker's that is not over; refused with a list where there are several. */
const findOwnAbsence = async (ctx: UseCaseContext, call: Call): Promise<number> => {
  if (/^\s*\d/u.test(call.body)) throw new Problem('bad_request', describeMissing(call.written, 'number', call.body, '#销假 160'))
  const own = (await listAbsences(ctx)).filter(({ member }) => member.id === actorOf(ctx).id)
  const [only, other] = own
  if (!only) throw new Problem('wrong_state', '您目前没有外出报备')
  if (other) throw new Problem('bad_request', `请写明编号,例如:#销假 ${only.number}\n${describeAbsences(call.wording, own)}`)
  return only.number
}

export const comeBackCommand: Command = {
  tags: ['销假'],
  numbers: 'one',
  needs: {},
  example: '#销假 160',
  isPrivate: true,
  help: '外出返回(只有一件时不必写编号)',
  audience: '办公室',
  run: answerPrivately(async (ctx, call) => {
    const number = call.numbers[0] ?? (await findOwnAbsence(ctx, call))
    return toSpeaker(describeCameBack((await comeBack(ctx, { number, text: call.body })).number))
  }),
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
